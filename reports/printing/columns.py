"""How wide the columns of a table are.

Every column has a wish, with which nothing would have to shrink; a floor, with which it looks well; and a
need, below which a number would have to be broken. Where the wishes do not fit, all columns give way by the
same share of what lies between two of these; spare width goes by the weights.
"""

from collections.abc import Sequence
from itertools import pairwise

from reports.printing.addresses import READABLE, widest_piece
from reports.printing.documents import Align, SheetColumn, SheetTable
from reports.printing.labels import parted_label
from reports.printing.text import narrowest, width_of
from reports.printing.typefaces import Role

PADDING = 3.0
CELL_SIZE = 10.5
SMALLEST = 6.5
LEAST = CELL_SIZE + 2 * PADDING
LARGEST_SHARE = 0.3
RUNNING_SHARE, RUNNING_COLUMNS = 0.45, 3.6  # of a long text, and no more than so many even columns
ADDRESS_SHARE = 0.17
MODEST = 9.0
SHORT = 5 * CELL_SIZE  # a name such as 斯琴·图雅: stands on one line
LONG = 200


def column_widths(table: SheetTable, available: float) -> list[float]:
    """The widths of a table's columns in points, together `available`."""
    cells = list(zip(*table.rows, strict=True)) or [() for _ in table.columns]
    caps = [_cap(column, available, len(table.columns)) for column in table.columns]
    levels = [
        [
            min(cap, measure(column, texts))
            for cap, column, texts in zip(caps, table.columns, cells, strict=True)
        ]
        for measure in (_need, _floor, _wish)
    ]
    for lower, upper in pairwise(levels):
        if sum(lower) <= available < sum(upper):
            share = (available - sum(lower)) / (sum(upper) - sum(lower))
            return [low + share * (high - low) for low, high in zip(lower, upper, strict=True)]
    needs, _, wishes = levels
    if sum(wishes) <= available:
        return _grown(wishes, table.columns, available - sum(wishes))
    return _crowded(needs, available)


def _crowded(needs: Sequence[float], available: float) -> list[float]:
    """Less than is needed: long labels are broken, but each column keeps room for one character."""
    least = min(LEAST, available / len(needs))
    over = [max(0.0, need - least) for need in needs]
    share = (available - least * len(needs)) / (sum(over) or 1.0)
    return [least + share * each for each in over]


def _cap(column: SheetColumn, available: float, count: int) -> float:
    share = ADDRESS_SHARE if column.address else LARGEST_SHARE
    if column.align is Align.LEFT:
        share = max(share, min(RUNNING_SHARE, RUNNING_COLUMNS / count))
    return max(available * share, available / count)


def _grown(widths: Sequence[float], columns: Sequence[SheetColumn], spare: float) -> list[float]:
    unit = spare / sum(column.weight for column in columns)
    return [width + column.weight * unit for width, column in zip(widths, columns, strict=True)]


def _wish(column: SheetColumn, cells: Sequence[str]) -> float:
    needs = [_label(column.label, longest=SHORT)]
    if column.one_line or column.address:
        needs += [_natural(text) for text in cells]
    else:
        needs += [_wrapped(text, 1 if _natural(text) <= SHORT else 2) for text in cells]
    return max([_floor(column, cells), max(needs) + 2 * PADDING])


def _floor(column: SheetColumn, cells: Sequence[str]) -> float:
    if column.one_line:
        return _need(column, cells)
    if column.address:
        whole = max((_natural(text) for text in cells), default=0.0) * READABLE / CELL_SIZE
        return max(_need(column, cells), whole + 2 * PADDING)
    needs = [max(_wrapped(text, 3) * MODEST / CELL_SIZE, min(_natural(text), SHORT)) for text in cells]
    return max([_need(column, cells), *(need + 2 * PADDING for need in needs)])


def _need(column: SheetColumn, cells: Sequence[str]) -> float:
    needs = [_label(column.label, longest=2 * CELL_SIZE)]
    if column.one_line:
        needs += [_natural(text) * SMALLEST / CELL_SIZE for text in cells]
    if column.address:
        needs += [widest_piece(text, size=SMALLEST) for text in cells]
    return max(needs) + 2 * PADDING


def _label(label: str, *, longest: float) -> float:
    """The width of a label: on one line if no longer than `longest` points, else on two."""
    width = width_of(label, role=Role.HEI, size=CELL_SIZE)
    if width <= longest:
        return width
    parted = parted_label(label)
    if parted != label:
        return width_of(parted, role=Role.HEI, size=CELL_SIZE)
    return narrowest(label, role=Role.HEI, size=CELL_SIZE, lines=2)


def _wrapped(text: str, lines: int) -> float:
    if len(text) > LONG:  # gets the largest share in any case
        return LONG * CELL_SIZE
    return narrowest(text, role=Role.SONG, size=CELL_SIZE, lines=lines)


def _natural(text: str) -> float:
    return width_of(text, role=Role.SONG, size=CELL_SIZE)
