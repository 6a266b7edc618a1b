"""The pages from which rosters, collected tables and statistics are printed: what an account may print."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.printing.lists import asked_in, printing_scope
from reports.printing.sheets.listed import (
    MOST_COLUMNS,
    Order,
    columns_of,
    columns_of_query,
    desks_of,
    fields_of,
    place_at,
)
from reports.stats.service import released_tables
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import PrintedForm, live_version, printed
from talent.orgs.enums import UNIT_ROLES, Level, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, scope_of
from talent.security.service import row_number

type Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation with the links to what can be printed of it.

    `people`: the categories of which forms can be printed in a batch, as (title, query); `unit`: at the desk
    of which unit, None for the people whom an office reviews.
    """

    organisation: Organisation
    people: tuple[Link, ...]
    unit: int | None
    rosters: tuple[Link, ...]
    collected: tuple[Link, ...]


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every organisation of which the account may print lists, and the newest release."""
    scope = scope_of(request)
    if not may_print(scope):
        raise Http404
    offices = set(scope.organisations(Role.HR_REVIEWER))
    held = Organisation.objects.filter(pk__in={*offices, *scope.organisations(*UNIT_ROLES)}).order_by("pk")
    published = Category.objects.published().defer("groups", "rules", "moves").order_by("order", "key")
    categories = list(published)
    wanted = request.GET.get("q", "").strip()[:72]
    context = {
        "places": [_place(each, categories, is_office=each.pk in offices) for each in held],
        "blanks": [
            (str(each), reverse("printing:blank", args=(each.key,)))
            for each in categories
            if not each.is_retired
        ],
        "wanted": wanted,
        "levels": _reports(wanted),
    }
    return render(request, "printing/index.html", context)


@never_cache
@login_required
@require_safe
def columns(request: HttpRequest, organisation_id: int, key: str) -> HttpResponse:
    """The columns, the order and the paper of the roster of a place, to be chosen; it leads to the PDF."""
    found = place_at(scope_of(request), organisation_id)
    if found is None:
        raise Http404
    told = {
        "place": found.organisation.name,
        "action": reverse("printing:roster", args=(organisation_id, key)),
    }
    return _columns(request, key, told)


@never_cache
@login_required
@require_safe
def query_columns(request: HttpRequest) -> HttpResponse:
    """The same for whoever fits a query (`asked`), at a unit's desk (`desk`) or the staff's: as a batch, or
    at once where the query has found `few`, all on one page."""
    desk, asked = request.GET.get("desk", ""), asked_in(request.GET)
    unit_id = row_number(desk)
    scope = scope_of(request)
    if (desk and unit_id is None) or not printing_scope(scope, unit_id).grants:
        raise Http404
    given = QueryDict(asked)
    key = given.get("category", "")
    desks = [] if desk else desks_of(scope)
    told: dict[str, Any] = {
        "place": _("查询结果"),
        "asked": asked,
        "desk": desk,
        "desks": desks,
        "action": reverse("printing:runs"),
    }
    places = [unit_id] if unit_id is not None else [each.pk for each in desks]
    known = Category.objects.filter(key=key[:60]).exists()
    if request.GET.get("few") and len(places) == 1 and known:
        chosen = ("columns", "order", "paper")
        pairs = [(name, each) for name, values in given.lists() if name not in chosen for each in values]
        told |= {"asked": "", "pairs": pairs, "action": reverse("printing:roster", args=(places[0], key))}
    return _columns(request, key, told, query=given)


def _columns(
    request: HttpRequest, key: str, told: dict[str, Any], *, query: QueryDict | None = None
) -> HttpResponse:
    if not Category.objects.published().filter(subject=Subject.PEOPLE, key=key).exists():
        raise Http404
    version = live_version(key)
    form = printed(version, {}, get_language() or "zh-hans")
    chosen = columns_of(version, ()) if query is None else columns_of_query(version, query)
    groups = _groups(form, chosen)
    context = {
        "title": form.title,
        "most": MOST_COLUMNS,
        "orders": Order.choices,
        "groups": [group for group in groups if group[1]],
        **told,
    }
    return render(request, "printing/columns.html", context)


def may_print(scope: Scope) -> bool:
    """Whether there is anything to print for who has this scope."""
    return bool(scope.organisations(Role.HR_REVIEWER, *UNIT_ROLES))


def _groups(form: PrintedForm, chosen: tuple[str, ...]) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """Each group with its fields that can be a column: (path, label, chosen)."""
    offered = [(path, field.label, path in chosen) for path, field in fields_of(form)]
    for group in form.groups:
        yield group.label, [each for each in offered if each[0].startswith(f"{group.key}.")]


def _place(organisation: Organisation, categories: list[Category], *, is_office: bool) -> Place:
    people = [each for each in categories if each.subject == Subject.PEOPLE]
    sheets = [each for each in categories if each.subject == Subject.SHEET and is_office]
    return Place(
        organisation,
        tuple((str(each), f"category={each.key}") for each in people),
        None if is_office else organisation.pk,
        tuple((str(each), reverse("printing:columns", args=(organisation.pk, each.key))) for each in people),
        tuple(
            (str(each), reverse("printing:collected", args=(each.key, organisation.pk))) for each in sheets
        ),
    )


def _reports(wanted: str) -> list[tuple[str, list[Link]]]:
    """The reports of the newest release with all words of `wanted` in their titles, by level from above."""
    english = (get_language() or "").startswith("en")
    words = wanted.casefold().split()
    levels: dict[str, list[Link]] = {each: [] for each in reversed(Level.values)}
    for each in released_tables():
        title = each.title["en" if english else "zh"]
        if all(word in title.casefold() for word in words):
            levels[each.level].append((title, reverse("printing:statistics", args=(each.key,))))
    return [(str(Level(level).label), links) for level, links in levels.items() if links]
