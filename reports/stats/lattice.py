"""Which tables the public may have, and the cells that follow.

A table brings its margins with it, down to the grand total and up to the region. Are margins drawn or added
up (point 7)? The lattice lists `total` and the one-way tables beside the crossed ones, so here **every
margin is a cell of its own, drawn by its own key**: its set of persons is the union, one with several
profiles counted once, and its error is that of one figure instead of a sum of many. Added up from shown
figures is only what is no cell: a reader's own choice of rows, shares, averages. Hence rows need not add up.

A cell's id names its area and its classes but no table: the margin of one table *is* the cell of another,
with one noise and one gate. One geography (the seat, 属地) and one counting unit (persons) hold throughout:
a table cannot even ask for others.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from talent.orgs.enums import Level

#: The level of a table's areas and those above, which hold its margins.
UPWARD = {
    Level.BANNER: (Level.BANNER, Level.LEAGUE, Level.REGION),
    Level.LEAGUE: (Level.LEAGUE, Level.REGION),
    Level.REGION: (Level.REGION,),
}
_RESERVED = frozenset("|=")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A public break. `classes` is how many values it has *at least*: fewer give more away.

    `grouping` names the union of fine classes that is used; "" means the fine classes themselves. `parts` of
    those: how many the smallest of their groups has that has several; 0 where nothing groups them.
    """

    key: str
    classes: int
    grouping: str = ""
    parts: int = 0
    label: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A public table with its margins; its titles stand side by side in open data, hence both languages."""

    key: str
    title_zh: str
    title_en: str
    level: Level
    dimensions: tuple[Dimension, ...] = ()

    @property
    def dimension_keys(self) -> frozenset[str]:
        return frozenset(dimension.key for dimension in self.dimensions)


CATEGORY = Dimension("category", classes=5, label="类别")
#: What is published now: persons by league and category, both totals, and the grand total.
TABLES = (
    TableSpec(
        "league_category", "各盟市各类别人才", "Talent by league and category", Level.LEAGUE, (CATEGORY,)
    ),
)


def cell_id(area: int, classes: Mapping[str, str]) -> str:
    """The one name of a cell, such as `150100|category=skilled`; dimensions are in order of their keys.

    Raises ValueError when a key or code holds a separator.
    """
    if any(_RESERVED & set(word) for pair in classes.items() for word in pair):
        raise ValueError(f"{classes}: '|' and '=' separate the parts of a cell id")
    return "|".join([str(area), *(f"{key}={code}" for key, code in sorted(classes.items()))])


def parts_of(cell: str) -> tuple[int, dict[str, str]]:
    """The area and the classes of a cell by its name: `cell_id` the other way round."""
    area, *classes = cell.split("|")
    return int(area), dict(each.split("=", 1) for each in classes)


def margins(keys: Collection[str]) -> Iterator[tuple[str, ...]]:
    """All subsets of a table's dimensions, from the total to the table itself."""
    for width in range(len(keys) + 1):
        yield from combinations(sorted(keys), width)
