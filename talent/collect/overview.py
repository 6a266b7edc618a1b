"""The figures of a unit's workspace. What is in force is only counted: of a large unit that is nearly all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Sum

from talent.categories.models import Category
from talent.collect.access import Desk
from talent.collect.sending import ANSWERED, COMPLETE
from talent.collect.wording import category_name
from talent.records.enums import EDITABLE, OPEN, ChangeState
from talent.records.service import visible_to

#: The columns of the table, in the order of the walk.
STATES = (
    ChangeState.DRAFT,
    ChangeState.RETURNED,
    ChangeState.WITHDRAWN,
    ChangeState.WAITING,
    ChangeState.ACCEPTED,
    ChangeState.REJECTED,
)


@dataclass(frozen=True)
class CategoryCounts:
    """One row of the table: changes by state."""

    key: str
    label: str
    counts: Mapping[str, int]

    @property
    def cells(self) -> list[tuple[str, int]]:
        return [(state, self.counts.get(state, 0)) for state in STATES]


@dataclass
class Overview:
    """`completeness`: average percent of what is under way, None where nothing is; `complete`: nothing
    missing, still with the collector; `ready`: of these, with every remark acted on; `here`: waiting at the
    unit itself."""

    states: Counter[str] = field(default_factory=Counter)
    by_category: dict[int, Counter[str]] = field(default_factory=dict)
    completeness: int | None = None
    complete: int = 0
    ready: int = 0
    here: int = 0

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def editable(self) -> int:
        return sum(self.states[state] for state in EDITABLE)

    @property
    def returned(self) -> int:
        return self.states[ChangeState.RETURNED]

    @property
    def accepted_share(self) -> int:
        """Percent of all that is in force, rounded down."""
        return 100 * self.states[ChangeState.ACCEPTED] // self.total if self.total else 0

    def rows(self, categories: Iterable[Category]) -> list[CategoryCounts]:
        """The table, in the order of the categories; those without a row of this unit are left out."""
        return [
            CategoryCounts(each.key, category_name(each), self.by_category[each.pk])
            for each in categories
            if each.pk in self.by_category
        ]


def overview(desk: Desk) -> Overview:
    """Counts by category and state, in two statements."""
    found, percents = Overview(), 0
    for row in _under_way(desk):
        found.states[row["state"]] += row["count"]
        found.by_category.setdefault(row["category_id"], Counter())[row["state"]] += row["count"]
        found.complete += row["complete"]
        found.ready += row["ready"]
        found.here += row["here"]
        percents += row["percents"]
    found.completeness = percents // found.total if found.total else None
    for category_id, count in _in_force(desk):
        found.states[ChangeState.ACCEPTED] += count
        found.by_category.setdefault(category_id, Counter())[ChangeState.ACCEPTED] += count
    return found


def _under_way(desk: Desk) -> Iterable[Any]:
    states = OPEN | {ChangeState.REJECTED}
    # A draft was never reviewed: it has no remark to look for.
    answered = Q(state=ChangeState.DRAFT) | Q(ANSWERED)
    return (
        desk.changes()
        .filter(state__in=states)
        .order_by()
        .values("category_id", "state")
        .annotate(
            count=Count("pk"),
            percents=Sum("completeness"),
            complete=Count("pk", filter=COMPLETE),
            ready=Count("pk", filter=COMPLETE & answered),
            here=Count("pk", filter=Q(waiting_office=desk.organisation)),
        )
    )


def _in_force(desk: Desk) -> Iterable[tuple[int, int]]:
    held = visible_to(desk.scope).filter(unit=desk.organisation, approved__isnull=False)
    return held.order_by().values_list("category_id").annotate(Count("pk"))
