"""The board of an office: what waits there and below it, as last counted; nothing outside the scope."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import F, OrderBy, Q, QuerySet, Sum
from django.utils import timezone

from reviews.inbox.backlog.unmanned import reviewed
from reviews.inbox.models import Backlog, ReviewerFigures
from talent.orgs.enums import COLLECTING_KINDS, OrganisationKind, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet, organisations_within, reach_of, region_nodes
from talent.records.service import working_days_between

#: Units with waiting work that one page shows; the file has all.
MOST_UNITS = 100
_OFFICE_KINDS = frozenset(OrganisationKind) - COLLECTING_KINDS
#: What lines can be sorted by, most first: the column of `Backlog`, and whether a small value is the most.
SORTS: Mapping[str, tuple[str, bool]] = {
    "overdue": ("overdue", False),
    "waiting": ("waiting", False),
    "urged": ("urged", False),
    "oldest": ("oldest_on", True),
    "median": ("median_days", False),
    "week": ("decided_week", False),
    "month": ("decided_month", False),
}


@dataclass(frozen=True)
class Sums:
    """What waits in a whole part of the register."""

    waiting: int = 0
    overdue: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.waiting + other.waiting, self.overdue + other.overdue)


@dataclass(frozen=True)
class Line:
    """One office with its figures; `below` with all that it answers for, where anything is below it.

    `oldest_days`: working days that the one that came first has waited; None where nothing waits.
    `manned`: whether somebody reviews there today.
    """

    office: Organisation
    figures: Backlog
    oldest_days: int | None = None
    below: Sums | None = None
    manned: bool = True


@dataclass(frozen=True)
class Board:
    """`at`: when it was counted; None before that. `path`: the offices above that one may go up to."""

    line: Line
    at: datetime | None
    path: tuple[Organisation, ...]
    offices: tuple[Line, ...]
    departments: tuple[Line, ...]
    units: tuple[Line, ...]
    units_in_all: int


@dataclass
class _Reading:
    """Works out lines; a day that many lines have in common is counted once."""

    today: date
    known: dict[date, int] = field(default_factory=dict)

    def line(self, office: Organisation, below: Sums | None = None) -> Line:
        figures = office.backlog if hasattr(office, "backlog") else Backlog(office=office)
        return Line(office, figures, self._days(figures.oldest_on), below, _is_manned(office))

    def _days(self, day: date | None) -> int | None:
        if day is None:
            return None
        if day not in self.known:
            self.known[day] = working_days_between(day, self.today)
        return self.known[day]


def _is_manned(row: Organisation | Backlog) -> bool:
    """What was read with a row by `reviewed`."""
    return bool(vars(row).get("manned", True))


class _Tree:
    """HR offices by the way that their regions report."""

    def __init__(self, scope: Scope) -> None:
        self.regions = region_nodes()
        self.parents = {each.code: each.reporting_parent for each in self.regions}
        offices = organisations_within(scope).filter(kind=OrganisationKind.HR_DEPARTMENT, is_active=True)
        rows = _read(offices).order_by("managing_region")
        self.offices = {each.managing_region_id: each for each in rows}

    def up(self, code: int | None) -> Iterator[Organisation]:
        """The offices that answer for a region, nearest first."""
        while code is not None:
            if code in self.offices:
                yield self.offices[code]
            code = self.parents.get(code)

    def above(self, office: Organisation) -> list[Organisation]:
        """The offices above an office, nearest first."""
        is_hr = office.kind == OrganisationKind.HR_DEPARTMENT
        region = office.managing_region_id
        return list(self.up(self.parents.get(region) if is_hr else region))

    def directly(self, office: Organisation) -> list[int]:
        """The regions for which an office answers itself, with no other HR office in between."""
        return [code for code in self.parents if next(self.up(code), None) == office]


def office_for(scope: Scope, pk: int | None = None) -> Organisation | None:
    """The office whose board is asked for: of the reader's scope, or their own first one; None otherwise."""
    own = scope.organisations(Role.HR_REVIEWER)
    wanted = [pk] if pk is not None else own[:1]
    found = organisations_within(scope).filter(pk__in=wanted, kind__in=_OFFICE_KINDS)
    return _read(found).first()


def _read(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With all that a line tells of them."""
    read = organisations.select_related("managing_region", "backlog")
    return read.annotate(manned=reviewed("pk", timezone.localdate()))


def board_of(scope: Scope, office: Organisation, *, sort: str = "", today: date | None = None) -> Board:
    """The board of an office that `office_for` found; some ten statements however much waits."""
    reading, tree = _Reading(today or timezone.localdate()), _Tree(scope)
    below = Backlog.objects.visible_to(scope).visible_to(reach_of(office, tree.regions))
    sums = _sums(below, tree)
    is_hr = office.kind == OrganisationKind.HR_DEPARTMENT
    direct = tree.directly(office) if is_hr else []
    units = below.filter(office__kind__in=COLLECTING_KINDS, waiting__gt=0)
    if is_hr:
        units = units.filter(office__managing_region__in=direct)
    first = units.select_related("office__managing_region").order_by(*_order(sort))
    shown = list(first.annotate(manned=reviewed("office", reading.today))[: MOST_UNITS + 1])
    under = [each for each in tree.offices.values() if next(iter(tree.above(each)), None) == office]
    return Board(
        line=reading.line(office, sums[office.pk] if is_hr else _total(below)),
        at=counted_at(),
        path=tuple(reversed(tree.above(office))),
        offices=_sorted((reading.line(each, sums[each.pk]) for each in under), sort),
        departments=_sorted((reading.line(each) for each in _departments(scope, direct)), sort),
        units=tuple(
            replace(reading.line(each.office), manned=_is_manned(each)) for each in shown[:MOST_UNITS]
        ),
        units_in_all=units.count() if len(shown) > MOST_UNITS else len(shown),
    )


def reviewers_of(offices: Iterable[int]) -> list[ReviewerFigures]:
    """The figures of each reviewer, for the eyes of their own offices."""
    rows = ReviewerFigures.objects.filter(office__in=list(offices)).select_related("by")
    return list(rows.order_by("-decided_month", "by__username"))


def line_of(office: Organisation, today: date | None = None) -> Line:
    """The figures of one office alone."""
    found = _read(Organisation.objects.all()).get(pk=office.pk)
    return _Reading(today or timezone.localdate()).line(found)


def lines_below(scope: Scope, office: Organisation, today: date | None = None) -> Iterator[Line]:
    """An office, all that it answers for, and the units with waiting work; for a file."""
    reading = _Reading(today or timezone.localdate())
    within_both = organisations_within(scope) & organisations_within(reach_of(office, region_nodes()))
    listed = within_both.filter(Q(kind__in=_OFFICE_KINDS, is_active=True) | Q(backlog__waiting__gt=0))
    rows = _read(listed.exclude(pk=office.pk))
    yield reading.line(office)
    for each in rows.order_by("managing_region", "kind", "pk").iterator(chunk_size=1000):
        yield reading.line(each)


def counted_at() -> datetime | None:
    """When everything was last counted; None before the first time."""
    return Backlog._plain.values_list("at", flat=True).first()


def _sums(below: ScopedQuerySet[Backlog], tree: _Tree) -> Mapping[int, Sums]:
    """What waits at each HR office with all that reports to it, by office: one statement over the figures."""
    found: dict[int, Sums] = defaultdict(Sums)
    rows = below.values_list("office__managing_region").annotate(Sum("waiting"), Sum("overdue"))
    for code, waiting, overdue in rows.order_by():
        for office in tree.up(code):
            found[office.pk] += Sums(waiting, overdue)
    return found


def _total(below: ScopedQuerySet[Backlog]) -> Sums:
    found = below.aggregate(waiting=Sum("waiting", default=0), overdue=Sum("overdue", default=0))
    return Sums(found["waiting"], found["overdue"])


def _departments(scope: Scope, regions: list[int]) -> Iterable[Organisation]:
    kinds = _OFFICE_KINDS - {OrganisationKind.HR_DEPARTMENT}
    found = organisations_within(scope).filter(kind__in=kinds, is_active=True, managing_region__in=regions)
    return _read(found).order_by("pk") if regions else ()


def _order(sort: str) -> tuple[OrderBy, ...]:
    column, small_first = SORTS.get(sort, SORTS["overdue"])
    by = F(column).asc(nulls_last=True) if small_first else F(column).desc(nulls_last=True)
    return by, F("waiting").desc(), F("pk").asc()


def _sorted(lines: Iterable[Line], sort: str) -> tuple[Line, ...]:
    column, small_first = SORTS.get(sort, SORTS["overdue"])

    def place(line: Line) -> tuple[bool, float, int]:
        value = getattr(line.figures, column)
        number = value.toordinal() if isinstance(value, date) else float(value or 0)
        return value is None, number if small_first else -number, -line.figures.waiting

    return tuple(sorted(lines, key=place))
