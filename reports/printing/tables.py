"""A table as rows: the labels, what was filled in, and the blank rows of the form."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from reports.printing.addresses import set_address
from reports.printing.columns import CELL_SIZE, PADDING, SMALLEST, column_widths
from reports.printing.documents import Align, SheetColumn, SheetTable
from reports.printing.labels import parted_by_words, parted_label
from reports.printing.rows import Cell, Row, height_of
from reports.printing.text import Block, set_on_one_line, set_paragraphs, width_of
from reports.printing.typefaces import Role

LOWEST_ROW, LOWEST_BAR = 26.0, 19.0
LOWEST_HEADER, LOWEST_UNDER_BAND = 34.0, 26.0
LOWEST_BAND = 22.0
BAND_SIZE = 11.0
EVEN_SIZE = 8.0
SMALLEST_TEXT = 8.0  # names and posts rather take another line
LINES_BEFORE_SHRINKING = 3
SMALLEST_RUNNING, RUNNING_LINES = 9.0, 8  # long texts rather go on over pages
SHORT_RUNNING = 12  # characters: no single one is left over for a second line
TOGETHER = 3 * 26.0  # two rows no higher than this end a table together
IDEOGRAPHIC_SPACE = "\u3000"


def table_rows(table: SheetTable, available: float) -> list[Row]:
    """The caption and the labels, kept with what follows, and the rows; `available` points wide."""
    widths = column_widths(table, available)
    edges = (0.0, *accumulate(widths))
    band = (band_row(table.caption, available),) if table.caption else ()
    heads = (*band, _header(table, widths, edges))
    return [*heads, *_kept(_filled(table, widths, edges, heads), whole=bool(table.bars))]


def band_row(text: str, available: float) -> Row:
    """A grey row with the name of what follows, kept with it."""
    width = available - 2 * PADDING
    block = set_paragraphs(
        text, role=Role.HEI, size=BAND_SIZE, width=width, minimum=CELL_SIZE, lines=1, balanced=True
    )
    cell = Cell(block, left=PADDING, width=width)
    return Row((cell,), height_of([block], lowest=LOWEST_BAND), (0.0, available), kept=True, band=True)


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
    lowest = LOWEST_UNDER_BAND if table.caption else LOWEST_HEADER
    return Row(cells, height_of(blocks, lowest=lowest), edges, kept=True)


def _filled(
    table: SheetTable, widths: Sequence[float], edges: tuple[float, ...], heads: tuple[Row, ...]
) -> list[Row]:
    columns = table.columns
    centred = [column.align is not Align.LEFT for column in columns]
    lowest = LOWEST_BAR if table.bars else LOWEST_ROW
    sizes = [
        _even_size(column, [row[number] for row in table.rows], widths[number] - 2 * PADDING)
        for number, column in enumerate(columns)
    ]
    lines = [
        [
            _set(text, column, size, width - 2 * PADDING)
            for text, column, size, width in zip(texts, columns, sizes, widths, strict=True)
        ]
        for texts in (*table.rows, *[("",) * len(columns)] * table.blank_rows)
    ]
    widest = [
        max((blocks[number].width for blocks in lines), default=0.0) if column.align is Align.FIGURES else 0.0
        for number, column in enumerate(columns)
    ]
    rows = []
    bars = [*table.bars, *[0.0] * (len(lines) - len(table.bars))]
    for blocks, bar in zip(lines, bars, strict=True):
        cells = tuple(
            _ended(cell, most) for cell, most in zip(_cells(blocks, edges, centred), widest, strict=True)
        )
        drawn = (edges[-2] + PADDING, edges[-2] + PADDING + bar * (widths[-1] - 2 * PADDING))
        rows.append(Row(cells, height_of(blocks, lowest=lowest), edges, heads, bar=drawn))
    return rows


def _ended(cell: Cell, widest: float) -> Cell:
    """A figure moved so that it ends where the widest of its column ends; another text as it is."""
    if not widest:
        return cell
    end = cell.left + (cell.width + widest) / 2
    return replace(cell, left=end - cell.block.width, width=cell.block.width)


def _kept(rows: list[Row], *, whole: bool) -> list[Row]:
    """The rows with the last two together, so that no page has one alone; those of a chart all together."""
    if whole:
        return [*(replace(row, kept=True) for row in rows[:-1]), *rows[-1:]]
    if len(rows) > 1 and rows[-2].height + rows[-1].height <= TOGETHER:
        rows[-2] = replace(rows[-2], kept=True)
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
    running = column.align is Align.LEFT
    return set_paragraphs(
        text,
        role=Role.SONG,
        size=size,
        width=width,
        minimum=SMALLEST_RUNNING if running else SMALLEST_TEXT,
        lines=RUNNING_LINES if running else LINES_BEFORE_SHRINKING,
        balanced=not running or len(text) <= SHORT_RUNNING,
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
    if width_of(label, role=Role.HEI, size=CELL_SIZE) <= width:
        return label
    by_words = parted_by_words(label)
    fits = width_of(by_words, role=Role.HEI, size=CELL_SIZE) <= width
    return by_words if fits else parted_label(label)
