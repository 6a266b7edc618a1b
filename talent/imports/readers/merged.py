"""Merged cells give their text to every cell that they cover, as the eye reads them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from talent.imports.readers.cells import NeutralCell, NeutralRow, Spread


class Area(NamedTuple):
    """A merged range; rows and columns from 1, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


def spread_merged(rows: Iterable[NeutralRow], areas: Iterable[Area]) -> Iterator[NeutralRow]:
    """The rows of one sheet with the cells that merged ranges cover; no row is added."""
    waiting = sorted(areas, reverse=True)
    if not waiting:
        yield from rows
        return
    open_areas: list[tuple[Area, NeutralCell]] = []
    for row in rows:
        own = {cell.column: cell for cell in row.cells}
        while waiting and waiting[-1].top <= row.number:
            area = waiting.pop()
            if area.top == row.number and area.left in own:
                open_areas.append((area, own[area.left]))
        open_areas = [each for each in open_areas if each[0].bottom >= row.number]
        covered = {cell.column: cell for each in open_areas for cell in _covered(row, *each)}
        cells = (covered | own).values()
        yield row._replace(cells=tuple(sorted(cells, key=lambda cell: cell.column)))


def _covered(row: NeutralRow, area: Area, source: NeutralCell) -> Iterator[NeutralCell]:
    for column in range(area.left, area.right + 1):
        spread = Spread.DOWN if column == area.left else Spread.ACROSS
        yield source._replace(row=row.number, column=column, spread=spread)
