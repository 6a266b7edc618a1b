"""How wide the columns of a table are.

Every column has a floor, which it needs to stay readable, and a wish, with which nothing would have to
shrink. Between the two all columns give way by the same share; spare width goes by their weights.
"""

from collections.abc import Sequence

from reports.printing.sheets import SheetColumn, SheetTable
from reports.printing.text import narrowest, width_of
from reports.printing.typefaces import Role

PADDING = 3.0
CELL_SIZE = 10.5
SMALLEST = 6.5
LARGEST_SHARE = 0.3
MODEST = 9.0
WHOLE = 3 * CELL_SIZE
SHORT = 5 * CELL_SIZE
LONG = 200


def column_widths(table: SheetTable, available: float) -> list[float]:
    """The widths of a table's columns in points, together `available`."""
    texts = list(zip(*table.rows, strict=True)) or [() for _ in table.columns]
    cap = max(available * LARGEST_SHARE, available / len(table.columns))
    wishes = [min(cap, _wish(column, cells)) for column, cells in zip(table.columns, texts, strict=True)]
    floors = [
        min(wish, _floor(column, cells))
        for column, cells, wish in zip(table.columns, texts, wishes, strict=True)
    ]
    if sum(wishes) <= available:
        return _grown(wishes, table.columns, available - sum(wishes))
    if sum(floors) >= available:
        return [floor * available / sum(floors) for floor in floors]
    share = (available - sum(floors)) / (sum(wishes) - sum(floors))
    return [floor + share * (wish - floor) for floor, wish in zip(floors, wishes, strict=True)]


def _grown(widths: Sequence[float], columns: Sequence[SheetColumn], spare: float) -> list[float]:
    unit = spare / sum(column.weight for column in columns)
    return [width + column.weight * unit for width, column in zip(widths, columns, strict=True)]


def parted_label(label: str) -> str:
    """A label on two lines where it has a part in brackets: 所在处室 over (科室)."""
    at = max(label.find("("), label.find("（"))
    return f"{label[:at]}\n{label[at:]}" if at > 0 else label


def _wish(column: SheetColumn, cells: Sequence[str]) -> float:
    needs = [_label(column.label, longest=SHORT)]
    if column.one_line:
        needs += [_natural(text) for text in cells]
    else:
        needs += [_wrapped(text, 1 if _natural(text) <= SHORT else 2) for text in cells]
    return max(needs) + 2 * PADDING


def _floor(column: SheetColumn, cells: Sequence[str]) -> float:
    needs = [_label(column.label, longest=2 * CELL_SIZE)]
    if column.one_line:
        needs += [_natural(text) * SMALLEST / CELL_SIZE for text in cells]
    else:
        needs += [max(_wrapped(text, 3) * MODEST / CELL_SIZE, min(_natural(text), WHOLE)) for text in cells]
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
