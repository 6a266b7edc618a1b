"""A table as rows: the labels, what was filled in, and the blank rows of the form."""

from collections.abc import Sequence
from itertools import accumulate

from reports.printing.addresses import set_address
from reports.printing.columns import CELL_SIZE, PADDING, SMALLEST, column_widths, parted_label
from reports.printing.documents import Align, SheetColumn, SheetTable
from reports.printing.rows import Cell, Row, height_of
from reports.printing.text import Block, set_on_one_line, set_paragraphs, width_of
from reports.printing.typefaces import Role

LOWEST_ROW = 26.0
LOWEST_HEADER = 34.0
EVEN_SIZE = 8.0
SMALLEST_TEXT = 8.0  # names and posts rather take another line
LINES_BEFORE_SHRINKING = 3
IDEOGRAPHIC_SPACE = "\u3000"


def table_rows(table: SheetTable, available: float) -> list[Row]:
    """The header, kept with the row that follows it, and the rows under it, `available` points wide."""
    widths = column_widths(table, available)
    edges = (0.0, *accumulate(widths))
    header = _header(table, widths, edges)
    return [header, *_filled(table, widths, edges, header)]


def _header(table: SheetTable, widths: Sequence[float], edges: tuple[float, ...]) -> Row:
    blocks = [
        set_paragraphs(
            _fitted_label(column.label, width - 2 * PADDING),
            role=Role.HEI,
            size=CELL_SIZE,
            width=width - 2 * PADDING,
            minimum=SMALLEST,
            balanced=True,
        )
        for column, width in zip(table.columns, widths, strict=True)
    ]
    cells = _cells(blocks, edges, [True] * len(blocks))
    return Row(cells, height_of(blocks, lowest=LOWEST_HEADER), edges, kept=True)


def _filled(table: SheetTable, widths: Sequence[float], edges: tuple[float, ...], header: Row) -> list[Row]:
    columns = table.columns
    centred = [column.align is Align.CENTRE for column in columns]
    sizes = [
        _even_size(column, [row[number] for row in table.rows], widths[number] - 2 * PADDING)
        for number, column in enumerate(columns)
    ]
    rows = []
    for texts in (*table.rows, *[("",) * len(columns)] * table.blank_rows):
        blocks = [
            _set(text, column, size, width - 2 * PADDING)
            for text, column, size, width in zip(texts, columns, sizes, widths, strict=True)
        ]
        height = height_of(blocks, lowest=LOWEST_ROW)
        rows.append(Row(_cells(blocks, edges, centred), height, edges, header))
    return rows


def _cells(blocks: Sequence[Block], edges: Sequence[float], centred: Sequence[bool]) -> tuple[Cell, ...]:
    return tuple(
        Cell(block, left=left + PADDING, width=right - left - 2 * PADDING, centred=middle)
        for block, left, right, middle in zip(blocks, edges[:-1], edges[1:], centred, strict=True)
    )


def _set(text: str, column: SheetColumn, size: float, width: float) -> Block:
    if column.one_line:
        return set_on_one_line(text, role=Role.SONG, size=size, width=width, minimum=SMALLEST)
    if column.address:
        return set_address(text, size=size, width=width, minimum=SMALLEST)
    return set_paragraphs(
        text,
        role=Role.SONG,
        size=size,
        width=width,
        minimum=SMALLEST_TEXT,
        lines=LINES_BEFORE_SHRINKING,
        balanced=column.align is Align.CENTRE,
    )


def _even_size(column: SheetColumn, texts: Sequence[str], width: float) -> float:
    """One size for a whole column of one-line texts, so that it looks even; far longer ones shrink more.

    Addresses of e-mail too: the size of the longest.
    """
    if column.address:
        blocks = [set_address(text, size=CELL_SIZE, width=width, minimum=EVEN_SIZE) for text in texts]
        return min([CELL_SIZE, *(block.size for block in blocks)])
    widest = max((width_of(text, role=Role.SONG, size=1.0) for text in texts), default=0.0)
    if not column.one_line or widest * CELL_SIZE <= width:
        return CELL_SIZE
    return max(EVEN_SIZE, int(10 * width / widest) / 10)


def _fitted_label(label: str, width: float) -> str:
    """A label as forms have it: two characters spread by a full-width space, a part in brackets below."""
    if len(label) == 2 and width >= 3.5 * CELL_SIZE:
        return label[0] + IDEOGRAPHIC_SPACE + label[1]
    return label if width_of(label, role=Role.HEI, size=CELL_SIZE) <= width else parted_label(label)
