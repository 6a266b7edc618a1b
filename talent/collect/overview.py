"""The figures of a unit's workspace, from one statement over its own rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from talent.categories.models import Category
from talent.collect.access import Desk
from talent.collect.listing import current
from talent.collect.sending import ANSWERED, COMPLETE
from talent.collect.wording import category_name
from talent.records.enums import EDITABLE, ChangeState

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
    """`complete`: nothing missing, still with the collector; `ready`: of these, with every remark acted on;
    `here`: waiting at the unit itself."""

    states: Counter[str] = field(default_factory=Counter)
    by_category: dict[int, Counter[str]] = field(default_factory=dict)
    completeness: int = 0
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
    """Counts by category and state with the average completeness."""
    rows = (
        current(desk.changes())
        .order_by()
        .values("category_id", "state")
        .annotate(
            count=Count("pk"),
            percents=Sum("completeness"),
            complete=Count("pk", filter=COMPLETE),
            ready=Count("pk", filter=COMPLETE & Q(ANSWERED)),
            here=Count("pk", filter=Q(waiting_office=desk.organisation)),
        )
    )
    found, percents = Overview(), 0
    for row in rows:
        found.states[row["state"]] += row["count"]
        found.by_category.setdefault(row["category_id"], Counter())[row["state"]] += row["count"]
        found.complete += row["complete"]
        found.ready += row["ready"]
        found.here += row["here"]
        percents += row["percents"]
    found.completeness = percents // found.total if found.total else 0
    return found
