"""Areas compared as bars beside each other: a group for each class, a bar for each area with its fill.

A figure that is not shown has no bar: its mark stands where the number would, and never a nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.explorer.bars import Bar
from portal.explorer.compare import ComparedCell, ComparedRow, Comparison
from portal.figures import share
from portal.patterns import fill, key
from portal.shading import KeyItem
from reports.stats.service import TOTAL


@dataclass(frozen=True)
class Group:
    """One class; `code` makes ids unique on a page."""

    code: str
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Beside:
    """`unshown`: the classes of which no area has a figure that may be shown.

    Bars of all classes have one scale. The total has its own, as the parts would be too short to compare.
    """

    key: tuple[KeyItem, ...]
    groups: tuple[Group, ...]
    unshown: tuple[str, ...]
    by_share: bool

    @property
    def has_total_beside_classes(self) -> bool:
        return len(self.groups) > 1 and self.groups[0].code == TOTAL


def beside(page: Comparison, *, by_share: bool = False) -> Beside:
    """The comparison drawn by persons, or by shares of each area, which has no group of the total."""
    total, *classes = page.rows
    by_share = by_share and bool(classes)
    shown = [row for row in classes if any(_size(cell, by_share=by_share) is not None for cell in row.cells)]
    parts = [(total, [total]), *((row, shown) for row in shown)]
    return Beside(
        key(page.labels),
        tuple(
            Group(row.code, row.label, _bars(page, row, scale, by_share=by_share))
            for row, scale in (parts[1:] if by_share else parts)
        ),
        tuple(row.label for row in classes if row not in shown),
        by_share,
    )


def _bars(
    page: Comparison, row: ComparedRow, scale: Sequence[ComparedRow], *, by_share: bool
) -> tuple[Bar, ...]:
    sizes = (_size(cell, by_share=by_share) for each in scale for cell in each.cells)
    longest = max((size for size in sizes if size), default=1.0)
    return tuple(
        _bar(label, cell, index, _size(cell, by_share=by_share), longest)
        for index, (label, cell) in enumerate(zip(page.labels, row.cells, strict=True))
    )


def _bar(label: str, cell: ComparedCell, index: int, size: float | None, longest: float) -> Bar:
    width = "" if size is None else f"{100 * size / longest:.2f}"
    paint = fill(index)
    return Bar(label, cell.text, share(cell.figure, cell.whole), width, fill=paint.paint, stroke=paint.colour)


def _size(cell: ComparedCell, *, by_share: bool) -> float | None:
    """How long a bar is; None where the figure is not shown, or has no share."""
    value, whole = cell.figure.value, cell.whole.value
    if not by_share or value is None:
        return value
    return value / whole if whole and value <= whole else None
