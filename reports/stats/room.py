"""How much of each limit the declared tables use up, and where a dimension would still find room.

For the administrator, who sees it before she declares anything more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.stats.admission import MOST_DIMENSIONS, LatticeError, Strain, check_lattice, strain
from reports.stats.declared import Break, Declared, DeclaredDimension, DeclaredTable, uses
from reports.stats.lattice import CATEGORY
from reports.stats.resolved import MOST_CELLS, Resolved, cells_of
from talent.orgs.enums import Level


@dataclass(frozen=True)
class Room:
    """What is used of each limit. `two_valued`: the dimension that a table breaks by two values, if any."""

    used: tuple[DeclaredDimension, ...]
    two_valued: str
    cells: int
    largest: DeclaredTable | None
    largest_cells: int
    strain: Sequence[Strain]
    most_dimensions: int = MOST_DIMENSIONS
    most_cells: int = MOST_CELLS

    @property
    def left(self) -> int:
        """How many more dimensions may come into use."""
        return self.most_dimensions - len(self.used)


def room(resolved: Resolved) -> Room:
    """What the declared tables use up."""
    declared = resolved.declared
    used = tuple(each for each in declared.dimensions if uses(declared, each.key))
    sizes = {each.key: cells_of(each, resolved) for each in declared.tables}
    specs = [resolved.spec(each) for each in declared.tables]
    largest = max(declared.tables, key=lambda each: sizes[each.key], default=None)
    return Room(
        used=used,
        two_valued=next((each.label for spec in specs for each in spec.dimensions if each.classes == 2), ""),
        cells=sum(sizes.values()),
        largest=largest,
        largest_cells=sizes[largest.key] if largest else 0,
        strain=strain(specs)[::-1],
    )


def check_usable(resolved: Resolved, standing: Declared) -> None:
    """Raise LatticeError for a new dimension that no table could use beside those declared."""
    for dimension in resolved.declared.dimensions:
        if dimension.key not in standing.by_key and not uses(resolved.declared, dimension.key):
            # What the least table of all is refused for is refused for every other.
            _check_with(resolved, next(_tries(dimension)))


def places(resolved: Resolved, dimension: DeclaredDimension) -> list[tuple[Level, bool]]:
    """Where one more table by this dimension would be admitted: level, and whether crossed with the
    category."""
    found = []
    for table in _tries(dimension):
        try:
            _check_with(resolved, table)
        except LatticeError:
            continue
        found.append((Level(table.level), len(table.breaks) > 1))
    return found


def _tries(dimension: DeclaredDimension) -> Iterator[DeclaredTable]:
    """The tables that could be asked for, the least first."""
    alone = Break(dimension.key, bool(dimension.groups))
    for level in (Level.REGION, Level.LEAGUE, Level.BANNER):
        for breaks in ((alone,), (Break(CATEGORY.key), alone)):
            title = _("按“%(dimension)s”") % {"dimension": dimension.label_zh}
            # A key that nobody can type.
            yield DeclaredTable(f"@{dimension.key}", title, title, level.value, breaks)


def _check_with(resolved: Resolved, table: DeclaredTable) -> None:
    check_lattice([resolved.spec(each) for each in (*resolved.declared.tables, table)])
