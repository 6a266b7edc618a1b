"""The list of a unit's changes: filters of the address, and pages by place (keyset), never by number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q

from talent.collect.access import Desk
from talent.collect.steps import written
from talent.orgs.service import ScopedQuerySet
from talent.records.enums import OPEN, ChangeState
from talent.records.models import Change
from talent.records.service import named, visible_to

#: On a phone twenty are already a long way to scroll.
PAGE = 20
_PLACE = re.compile("([0-9]{1,17})-([0-9]{1,18})")
_COLUMNS = (
    "full_name", "state", "completeness", "blocking", "updated_at", "unit_id", "version_id", "lock",
    "self_reviewed", "category__key", "category__label", "category__label_en", "record__person",
    "record__person__number_masked", "waiting_office__name",
)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """The filters of an address; what is not known there filters nothing."""

    name: str = ""
    state: str = ""
    category: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wanted":
        state = written(given, "state")
        return cls(
            name=written(given, "q").strip()[:72],
            state=state if state in ChangeState.values else "",
            category=written(given, "category")[:40],
        )

    def __bool__(self) -> bool:
        return bool(self.name or self.state or self.category)

    def query(self, **more: str) -> str:
        """These filters as an address, with the place of another page."""
        parts = {"q": self.name, "state": self.state, "category": self.category, **more}
        return "?" + urlencode({name: value for name, value in parts.items() if value}) + "#list"


@dataclass(frozen=True)
class Page:
    """People, newest first: the change by which each is found, with all that stands of that person in the
    unit (`whole`). The addresses are "" where there is nothing further."""

    changes: list[Change]
    previous_href: str
    next_href: str
    whole: Mapping[int, Sequence[Change]] = field(default_factory=dict)

    @property
    def people(self) -> list[tuple[Change, Sequence[Change]]]:
        return [(each, self.whole.get(each.record.person_id, [each])) for each in self.changes]


def current(changes: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """What stands today: under way, in force, or refused; what a later change replaced is left out."""
    states = OPEN | {ChangeState.REJECTED}
    return changes.filter(Q(state__in=states) | Q(pk=F("record__approved_id")))


def listed(changes: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """With what a row of a list shows and nothing more, newest first."""
    return (
        changes.select_related("category", "record__person", "waiting_office")
        .only(*_COLUMNS)
        .order_by("-updated_at", "-pk")
    )


def page_of(desk: Desk, wanted: Wanted, *, after: str = "", before: str = "") -> Page:
    """One page of the unit's list: what is older than `after` or newer than `before`, else the first."""
    found = listed(named(current(desk.changes()), wanted.name))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.category:
        found = found.filter(category__key=wanted.category)
    found = found.exclude(Exists(_newer_of_the_same(found)))
    page = _page_at(found, wanted, newer=_read(before), place=_read(after))
    return replace(page, whole=_whole(desk, page.changes))


def _newer_of_the_same(found: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """Somebody in several categories is shown once, where the newest of what was asked for stands."""
    moment = OuterRef("updated_at")
    here = Q(updated_at__gt=moment) | Q(updated_at=moment, pk__gt=OuterRef("pk"))
    return found.filter(here, record__person=OuterRef("record__person")).order_by()


def _whole(desk: Desk, changes: Sequence[Change]) -> dict[int, list[Change]]:
    """All that stands of these people in the unit, by person."""
    people = {each.record.person_id for each in changes}
    if not people:
        return {}
    # By the numbers of their records: else every change of a large unit would be looked at.
    held = visible_to(desk.scope).filter(unit=desk.organisation, person__in=people)
    records = list(held.values_list("pk", flat=True))
    found: dict[int, list[Change]] = {}
    for each in listed(current(desk.changes())).filter(record__in=records):
        found.setdefault(each.record.person_id, []).append(each)
    return found


def _page_at(
    found: ScopedQuerySet[Change],
    wanted: Wanted,
    *,
    newer: tuple[datetime, int] | None,
    place: tuple[datetime, int] | None,
) -> Page:
    if newer is not None:
        rows = list(found.filter(_beyond("gt", newer)).order_by("updated_at", "pk")[: PAGE + 1])
        return _page(rows[:PAGE][::-1], wanted, earlier=len(rows) > PAGE, later=True)
    if place is not None:
        found = found.filter(_beyond("lt", place))
    rows = list(found[: PAGE + 1])
    return _page(rows[:PAGE], wanted, earlier=place is not None, later=len(rows) > PAGE)


def _page(rows: list[Change], wanted: Wanted, *, earlier: bool, later: bool) -> Page:
    first = wanted.query(before=_place(rows[0])) if rows and earlier else ""
    last = wanted.query(after=_place(rows[-1])) if rows and later else ""
    return Page(rows, first, last)


def _beyond(side: str, place: tuple[datetime, int]) -> Q:
    moment, pk = place
    return Q(**{f"updated_at__{side}": moment}) | Q(updated_at=moment, **{f"pk__{side}": pk})


def _place(change: Change) -> str:
    return f"{(change.updated_at - _EPOCH) // timedelta(microseconds=1)}-{change.pk}"


def _read(text: str) -> tuple[datetime, int] | None:
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None
