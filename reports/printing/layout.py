"""From a sheet to pages: rows stacked from top to bottom, the frame of a table closed at every page break.

Measures as GB/T 9704 and the usual annexes have them: A4, margins 25 mm, 附件 in 16 pt, the title in 22 pt,
the page number between dashes under the text.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from reports.printing.documents import Orientation, SheetDocument
from reports.printing.entries import entry_rows
from reports.printing.pages import Page, Stroke, frame
from reports.printing.pagination import paginate
from reports.printing.rows import Cell, Row, height_of
from reports.printing.stamping import stamp
from reports.printing.tables import table_rows
from reports.printing.text import set_paragraphs
from reports.printing.typefaces import Role

MM = 72 / 25.4
SHORT_SIDE, LONG_SIDE = 210 * MM, 297 * MM
MARGIN = 25 * MM
ANNEX_SIZE, TITLE_SIZE, SMALLEST_TITLE = 16.0, 22.0, 16.0
ANNEX_HEIGHT, TITLE_HEIGHT = 22.0, 46.0
CAPTION_SIZE, CAPTION_HEIGHT = 12.0, 32.0
HEAD_HEIGHT, FOOT_HEIGHT = 26.0, 36.0
GRID, OUTER = 0.6, 1.2
UNDERLINE = 7.0  # under the middle of an entry
FOLIO_SIZE, FOLIO_MIDDLE = 12.0, MARGIN - 9 * MM
ACROSS_SIZE = 150.0


def compose(document: SheetDocument, *, mark: str) -> list[Page]:
    """The pages of the sheet; a draft, or what is doubted, has `mark` across each of them."""
    upright = document.orientation is Orientation.PORTRAIT
    width, height = (SHORT_SIDE, LONG_SIDE) if upright else (LONG_SIDE, SHORT_SIDE)
    across = set_paragraphs(mark, role=Role.HEI, size=ACROSS_SIZE, width=width)
    pages = []
    rows = _rows(document, width - 2 * MARGIN)
    for number, part in enumerate(paginate(rows, height=height - 2 * MARGIN), start=1):
        page = Page(width, height, across=across if document.draft or document.doubted else None)
        _draw(page, part)
        _number(page, number)
        stamp(page, document, margin=MARGIN, middle=FOLIO_MIDDLE)
        pages.append(page)
    return pages


def _rows(document: SheetDocument, width: float) -> list[Row]:
    rows = []
    if document.annex:
        rows.append(_heading(document.annex, Role.HEI, ANNEX_SIZE, ANNEX_HEIGHT, width, centred=False))
    rows.append(_heading(document.title, Role.TITLE, TITLE_SIZE, TITLE_HEIGHT, width, centred=True))
    head = entry_rows(document.head, width, lowest=HEAD_HEIGHT)
    rows += [replace(row, kept=True) for row in head]
    for table in document.tables:
        if table.caption:
            rows.append(_heading(table.caption, Role.HEI, CAPTION_SIZE, CAPTION_HEIGHT, width, centred=False))
        rows += table_rows(table, width)
    foot = entry_rows(document.foot, width, lowest=FOOT_HEIGHT)
    if foot:
        rows[-1] = replace(rows[-1], kept=True)
    return rows + foot


def _heading(text: str, role: Role, size: float, lowest: float, width: float, *, centred: bool) -> Row:
    smallest = min(size, SMALLEST_TITLE)
    block = set_paragraphs(
        text, role=role, size=size, width=width, minimum=smallest, lines=1, balanced=centred
    )
    cell = Cell(block, left=0.0, width=width, centred=centred)
    return Row((cell,), height_of([block], lowest=lowest), kept=True)


def _draw(page: Page, rows: Sequence[Row]) -> None:
    top = page.height - MARGIN
    for edges, part in groupby(rows, lambda row: row.edges):
        levels = [top]
        for row in part:
            levels.append(levels[-1] - row.height)
            for cell in row.cells:
                _draw_cell(page, cell, middle=levels[-1] + row.height / 2)
        if edges:
            frame(page, edges=[MARGIN + edge for edge in edges], levels=levels, grid=GRID, outer=OUTER)
        top = levels[-1]


def _draw_cell(page: Page, cell: Cell, *, middle: float) -> None:
    left = MARGIN + cell.left
    page.write(cell.block, left=left, middle=middle, width=cell.width, centred=cell.centred)
    if cell.underlined:
        y = middle - max(cell.block.height / 2, UNDERLINE)
        page.strokes.append(Stroke(left, y, left + cell.width, y, GRID))


def _number(page: Page, number: int) -> None:
    block = set_paragraphs(f"— {number} —", role=Role.SONG, size=FOLIO_SIZE, width=page.width)
    page.write(block, left=0.0, middle=FOLIO_MIDDLE, width=page.width, centred=True)
