"""A grid as rows: labels and values, three places in a line, with the photo beside the first lines.

As registration forms of offices have it: every label as wide as four characters, the last value of a line
takes what is left, and a text that needs many lines stands under a grey band of its own, line by line, so
that it goes on over pages like a table.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from reports.printing.addresses import READABLE, set_address
from reports.printing.columns import CELL_SIZE, PADDING, SMALLEST
from reports.printing.documents import SheetField, SheetGrid
from reports.printing.labels import WIDEST_PART, parted_by_words
from reports.printing.rows import Cell, Picture, Row, height_of
from reports.printing.tables import IDEOGRAPHIC_SPACE, SMALLEST_TEXT, band_row
from reports.printing.text import Block, set_on_one_line, set_paragraphs, width_of
from reports.printing.typefaces import Role

PLACES = 3
LABEL = 4 * CELL_SIZE + 2 * PADDING + 2
LOWEST = 24.0
PHOTO_WIDTH, PHOTO_HEIGHT = 82.0, 112.0  # a photo of two inches and the air around it
PHOTO_AIR = 3.0
MOST_LINES = 7  # in a cell; what needs more has a band of its own
LONG = 400
LONG_AIR = 5.0


def grid_rows(grid: SheetGrid, available: float) -> list[Row]:
    """The lines of the grid under its caption, kept with the first of them."""
    setting = _Setting(available, boxed=grid.photo is not None)
    parts = list(_packed([replace(each, width=setting.places(each)) for each in grid.fields]))
    beside: list[Row] = []
    while setting.boxed and parts and not _is_long(parts[0], setting) and _height(beside) < PHOTO_HEIGHT:
        beside.append(setting.line(parts.pop(0)))
    rows = _with_photo(beside, grid, setting) if setting.boxed else []
    setting = _Setting(available, boxed=False, place=setting.place)
    for part in parts:
        rows += _long(part[0], available) if _is_long(part, setting) else [setting.line(part)]
    return [band_row(grid.caption, available), *rows] if grid.caption else rows


class _Setting:
    """How wide things are: `place` is one label with its value, `end` where the lines end."""

    def __init__(self, available: float, *, boxed: bool, place: float = 0.0) -> None:
        self.boxed = boxed
        self.available = available
        self.end = available - PHOTO_WIDTH if boxed else available
        self.place = place or self.end / PLACES

    def places(self, field: SheetField) -> int:
        """How many places a field gets: those it asks for, or more where a number would be hard to read."""
        asked = max(1, min(PLACES, field.width))
        if not field.one_line and not field.address:
            return asked
        need = width_of(field.value, role=Role.SONG, size=READABLE) + 2 * PADDING + LABEL
        return max(asked, min(PLACES, math.ceil(need / self.place)))

    def line(self, fields: Sequence[SheetField]) -> Row:
        """One line of labels and values; the last takes the rest."""
        widths: list[float] = []
        cells: list[Cell] = []
        for number, field in enumerate(fields):
            left = sum(widths)
            whole = self.end - left if number == len(fields) - 1 else self.place * field.width
            widths += [LABEL, whole - LABEL]
            cells.append(_cell(_label(field.label), left, LABEL))
            cells.append(_cell(value_block(field, whole - LABEL), left + LABEL, whole - LABEL, field.running))
        edges = (0.0, *accumulate(widths))
        if self.boxed:
            edges = (*edges, self.available)
        return Row(tuple(cells), height_of([cell.block for cell in cells], lowest=LOWEST), edges)


def _packed(fields: Sequence[SheetField]) -> Iterator[list[SheetField]]:
    """The fields in their order, as many in a line as have room; a very long text is alone."""
    line: list[SheetField] = []
    for field in fields:
        alone = len(field.value) > LONG
        if line and (alone or sum(each.width for each in line) + field.width > PLACES):
            yield line
            line = []
        if alone:
            yield [field]
        else:
            line.append(field)
    if line:
        yield line


def _is_long(fields: Sequence[SheetField], setting: _Setting) -> bool:
    """Whether a field is alone and better under a band than in a cell."""
    if len(fields) > 1:
        return False
    text = fields[0].value
    return len(text) > LONG or len(value_block(fields[0], setting.end - LABEL).lines) > MOST_LINES


def _label(label: str) -> Block:
    return set_paragraphs(
        _spread(label),
        role=Role.HEI,
        size=CELL_SIZE,
        width=LABEL - 2 * PADDING,
        minimum=SMALLEST,
        lines=3,
        balanced=True,
    )


def _spread(label: str) -> str:
    """As forms have it: two characters as wide as four, a longer label parted between words."""
    if len(label) == 2:
        return label[0] + IDEOGRAPHIC_SPACE * 2 + label[1]
    return parted_by_words(label) if len(label) > WIDEST_PART else label


def value_block(field: SheetField, width: float) -> Block:
    """A value set into a cell `width` points wide."""
    inner = width - 2 * PADDING
    if field.address:
        return set_address(field.value, size=CELL_SIZE, width=inner, minimum=SMALLEST)
    if field.one_line:
        return set_on_one_line(field.value, role=Role.SONG, size=CELL_SIZE, width=inner, minimum=SMALLEST)
    return set_paragraphs(
        field.value,
        role=Role.SONG,
        size=CELL_SIZE,
        width=inner,
        minimum=SMALLEST_TEXT,
        lines=0 if field.running else 2,
        balanced=not field.running,
    )


def _cell(block: Block, left: float, width: float, running: bool = False) -> Cell:
    return Cell(block, left=left + PADDING, width=width - 2 * PADDING, centred=not running)


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows)


def _with_photo(rows: list[Row], grid: SheetGrid, setting: _Setting) -> list[Row]:
    """The rows beside the photo, high enough for it together and kept on one page."""
    rows = rows or [Row((), LOWEST, (0.0, setting.end, setting.available))]
    missing = max(0.0, PHOTO_HEIGHT - _height(rows)) / len(rows)
    rows = [
        replace(row, height=row.height + missing, bare=(setting.end, setting.available), kept=True)
        for row in rows
    ]
    rows[-1] = replace(rows[-1], kept=False, bare=(0.0, 0.0))
    if grid.photo:
        inner = PHOTO_WIDTH - 2 * PHOTO_AIR
        picture = Picture(grid.photo, setting.end + PHOTO_AIR, inner, _height(rows))
        rows[0] = replace(rows[0], picture=picture)
    else:
        middle = len(rows) // 2
        block = set_paragraphs(
            grid.photo_label,
            role=Role.SONG,
            size=CELL_SIZE,
            width=PHOTO_WIDTH - 2 * PADDING,
            minimum=SMALLEST,
            lines=2,
        )
        cell = _cell(block, setting.end, PHOTO_WIDTH)
        rows[middle] = replace(rows[middle], cells=(*rows[middle].cells, cell))
    return rows


def _long(field: SheetField, available: float) -> list[Row]:
    """A text under a band with its label, one row for each line."""
    band = band_row(field.label, available)
    block = set_paragraphs(field.value, role=Role.SONG, size=CELL_SIZE, width=available - 4 * PADDING)
    rows = []
    for number, line in enumerate(block.lines):
        part = Block((line,), block.size, block.missing if number == 0 else ())
        cell = Cell(part, left=2 * PADDING, width=available - 4 * PADDING, centred=False)
        ends = (number == 0) + (number == len(block.lines) - 1)
        height = part.height + LONG_AIR * ends
        rows.append(Row((cell,), height, (0.0, available), (band,), bare=(0.0, available)))
    for at in (0, len(rows) - 2):  # no line alone at the foot or at the head of a page
        if 0 <= at < len(rows):
            rows[at] = replace(rows[at], kept=True)
    rows[-1] = replace(rows[-1], bare=(0.0, 0.0))
    return [band, *rows]
