"""My record: what stands of oneself, what is under way, who looked; the own values in full; the claim."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import code_table, printed
from talent.collect.me.access import Own, own_page
from talent.collect.me.wording import state_of
from talent.collect.reading import reading_of
from talent.collect.steps import written
from talent.collect.wording import category_name, language
from talent.individuals.models import Unlinking
from talent.individuals.service import (
    changes_under_review,
    claim,
    claims_again_at,
    entries_of_others,
    hidden_groups,
    looks_at,
    masked_number,
)
from talent.orgs.enums import Level
from talent.records.enums import ChangeState
from talent.records.models import TalentRecord
from talent.records.service import changes_visible_to, open_doubts, told_doubt, unit_facts
from talent.security.service import record_event

#: Entries on the page; older ones are in the export.
_SHOWN = 20


@own_page
@require_safe
def home(request: HttpRequest, own: Own) -> HttpResponse:
    """What concerns the holder of the account, on one page."""
    entries = own.entries().order_by("-pk")[:_SHOWN]
    records = list(own.records())
    categories = Category.objects.published().filter(subject=Subject.PEOPLE, is_retired=False)
    taken = {each.category_id for each in records}
    context = {
        "own": own,
        "name": own.account.about().get("name", ""),
        "number": masked_number(own.account),
        "entries": [(each, category_name(each.category), state_of(each)) for each in entries],
        "records": _with_state(own, records),
        "doubted": set(open_doubts(each.pk for each in records).values_list("record", flat=True)),
        "offered": [
            (each.key, category_name(each))
            for each in categories.defer("groups", "rules")
            if each.pk not in taken
        ],
        "looks": [(each, category_name(each.category)) for each in looks_at(own.account)],
        "unlinkings": _unlinkings(own),
        "under_review": [(each, category_name(each.category)) for each in changes_under_review(own.account)],
        "by_others": [(each, category_name(each.category)) for each in entries_of_others(own.account)],
    }
    return render(request, "collect/me/home.html", context)


def _unlinkings(own: Own) -> list[Unlinking]:
    """Why the account is no longer linked; nothing once it is again."""
    if own.account.person_id is not None:
        return []
    return list(own.account.unlinkings.select_related("unit").order_by("-pk")[:3])


def _with_state(own: Own, records: list[TalentRecord]) -> list[tuple[TalentRecord, str, str, str]]:
    """Each record with its category, the levels that passed it, and where a change of it waits now."""
    waiting = changes_visible_to(own.scope).filter(
        record__in=[each.pk for each in records], state=ChangeState.WAITING
    )
    offices = dict(waiting.values_list("record", "waiting_office__name"))
    return [(each, category_name(each.category), _route(each), offices.get(each.pk, "")) for each in records]


def _route(record: TalentRecord) -> str:
    route = record.approved.route if record.approved else []
    return _("、").join(str(Level(each).label) for each in route)


@own_page
@require_safe
def record(request: HttpRequest, own: Own, key: str) -> HttpResponse:
    """One's own record in full; that it was opened is in the audit log, as for everybody else."""
    found = own.records().filter(category__key=key).first()
    if found is None or found.approved is None:
        raise Http404
    with transaction.atomic():
        record_event(
            by=own.account.user,
            action="read_own_record",
            subject="change",
            subject_id=found.approved.pk,
            organisation_id=found.unit_id,
        )
    hidden = hidden_groups(own.account, found.approved.version)
    document = {key: each for key, each in found.approved.document().items() if key not in hidden}
    context = {
        "record": found,
        "title": category_name(found.category),
        **told_doubt(found.approved),
        "route": _route(found),
        "reading": reading_of(
            printed(found.approved.version, document, language(), unit=unit_facts(found.unit))
        ),
    }
    return render(request, "collect/me/record.html", context)


@sensitive_post_parameters()
@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def claim_page(request: HttpRequest, own: Own) -> HttpResponse:
    """Number and invitation code; whatever does not fit, the answer is the same.

    Who tried too often is told when to come back: that depends on the own tries alone.
    """
    if own.account.person_id is not None:
        return redirect("me:home")
    kinds = [
        (each.code, each.named(get_language() or ""))
        for each in code_table("identity_doc_type").entries
        if each.choosable
    ]
    later = claims_again_at(own.account)
    context = {"kinds": kinds, "kind": own.account.document_kind, "wrong": False, "later": later}
    if request.method == "POST" and later is not None:
        return render(request, "collect/me/claim.html", context, status=429)
    if request.method == "POST":
        given = {name: written(request.POST, name) for name in ("kind", "number", "code")}
        if claim(account=own.account, **given):
            messages.success(request, _("已认领。您的资料在下面，可以查看和更正。"))
            return redirect("me:home")
        context |= {"wrong": True, "kind": given["kind"]}
    return render(request, "collect/me/claim.html", context, status=422 if context["wrong"] else 200)
