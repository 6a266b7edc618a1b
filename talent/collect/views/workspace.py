"""Where a unit starts: choosing the organisation, the year's workspace, the facts of the unit."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.collect.access import SHEET_ROLES, Desk, at_desk, signed_in
from talent.collect.filing import filed
from talent.collect.goingon import left_by
from talent.collect.listing import Wanted, page_of
from talent.collect.overview import STATES, overview
from talent.collect.returned import asked, returned
from talent.collect.tasklist import missing_facts, tasks
from talent.collect.unitfacts import facts_of, people_of
from talent.collect.views.selfentries import waiting_entries
from talent.collect.wording import category_name
from talent.orgs.enums import COLLECTING_KINDS, UNIT_ROLES, EventState, Role
from talent.orgs.models import Organisation
from talent.orgs.service import history_of, life_lines, scope_of, waiting_at


@signed_in
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The only unit of an account, or the choice of several. People of departments have only sheets here."""
    held = scope_of(request).organisations(*UNIT_ROLES)
    units = Organisation.objects.filter(pk__in=held, kind__in=COLLECTING_KINDS)
    return _choice(request, units, "collect:workspace") if units else choose_sheets(request)


@signed_in
@require_safe
def choose_sheets(request: HttpRequest) -> HttpResponse:
    """The same for the sheets of any organisation."""
    held = scope_of(request).organisations(*SHEET_ROLES)
    return _choice(request, Organisation.objects.filter(pk__in=held), "collect:sheets")


def _choice(request: HttpRequest, organisations: QuerySet[Organisation], target: str) -> HttpResponse:
    if not organisations:
        raise Http404
    if len(organisations) == 1:
        return redirect(target, organisations[0].pk)
    return render(request, "collect/choose.html", {"organisations": organisations, "target": target})


@at_desk()
@require_safe
def workspace(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One year's collection of a unit: what came back, what to do, how far it is, and the list."""
    figures, given = overview(desk), request.GET
    categories = list(Category.objects.published().filter(subject=Subject.PEOPLE).defer("groups", "rules"))
    sheets = [each.entry.state if each.entry else "" for each in filed(desk)]
    wanted = Wanted.read(given.dict())
    context = {
        "desk": desk,
        "year": timezone.localdate().year,
        "overview": figures,
        "table": figures.rows(categories),
        "states": STATES,
        "tasks": tasks(
            desk.organisation,
            figures,
            sheets,
            fills=desk.fills,
            own_entries=waiting_entries(desk) if desk.fills else None,
        ),
        "returned": returned(desk),
        "asked": asked(desk) if desk.fills else [],
        "left": left_by(desk),
        "waiting": waiting_at(request, desk.organisation.pk),
        "categories": [(each.key, category_name(each)) for each in categories],
        "batches": [(category_name(each), f"category={each.key}") for each in categories],
        "offered": [(each.key, category_name(each)) for each in categories if not each.is_retired],
        "reviewers": people_of(desk.organisation).get(Role.UNIT_REVIEWER, []),
        "wanted": wanted,
        "page": page_of(desk, wanted, after=given.get("after", ""), before=given.get("before", "")),
    }
    return render(request, "collect/workspace.html", context)


@at_desk()
@require_safe
def organisation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the register knows of the unit itself; its records take these values over."""
    unit = desk.organisation
    context = {
        "desk": desk,
        "facts": facts_of(unit),
        "missing": missing_facts(unit),
        "life": life_lines(history_of(unit).filter(state=EventState.DONE)),
        "people": [(Role(role).label, names) for role, names in people_of(unit).items()],
    }
    return render(request, "collect/organisation.html", context)
