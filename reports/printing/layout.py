"""From a sheet to pages: rows stacked from top to bottom, the frame of a table closed at every page break.

Measures as GB/T 9704 and the usual annexes have them: A4, margins 25 mm, 附件 in 16 pt, the title in 22 pt,
the page number between dashes under the text.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import hypot

from reports.printing.boxes import box_rows
from reports.printing.continuing import go_on
from reports.printing.documents import Orientation, Paper, SheetDocument, SheetGrid
from reports.printing.entries import entry_rows
from reports.printing.formlines import form_line_rows, instruction_rows
from reports.printing.grids import grid_rows
from reports.printing.mongolian import set_columns
from reports.printing.pages import Page, Stroke, frame
from reports.printing.pagination import paginate
from reports.printing.rows import AIR, Cell, Row, Upright, height_of
from reports.printing.stamping import stamp
from reports.printing.tables import table_rows
from reports.printing.text import set_on_one_line, set_paragraphs
from reports.printing.typefaces import Role
from reports.printing.unshown import foot_note

MM = 72 / 25.4
SHORT_SIDE, LONG_SIDE = 210 * MM, 297 * MM
MARGIN = 25 * MM
ANNEX_SIZE, TITLE_SIZE, SMALLEST_TITLE = 16.0, 22.0, 16.0
ANNEX_HEIGHT, TITLE_HEIGHT = 22.0, 46.0
BETWEEN_TITLES = 18.0
HEAD_HEIGHT, FOOT_HEIGHT = 26.0, 36.0
GRID, OUTER = 0.6, 1.2
UNDERLINE = 7.0  # under the middle of an entry
FOLIO_SIZE, FOLIO_MIDDLE = 12.0, MARGIN - 9 * MM
ACROSS_SIZE, SMALLEST_ACROSS, OF_DIAGONAL = 150.0, 20.0, 0.8
NOTE_SIZE, SMALLEST_NOTE, NOTE_MIDDLE, BESIDE = 8.0, 5.0, FOLIO_MIDDLE - 12, 18 * MM


def compose(document: SheetDocument, *, mark: str) -> list[Page]:
    """The pages of the sheet; a `mark`, if any, stands across each of them."""
    document = document.dressed()
    upright = document.orientation is Orientation.PORTRAIT
    sides = (LONG_SIDE, SHORT_SIDE * 2) if document.paper is Paper.A3 else (SHORT_SIDE, LONG_SIDE)
    width, height = sides if upright else sides[::-1]
    diagonal = hypot(width, height) * OF_DIAGONAL
    across = set_on_one_line(mark, role=Role.HEI, size=ACROSS_SIZE, width=diagonal, minimum=SMALLEST_ACROSS)
    pages = []
    rows = _rows(document, width - 2 * MARGIN)
    parts = paginate(rows, height=height - 2 * MARGIN)
    for number, part in enumerate(parts, start=1):
        page = Page(width, height, across=across if mark else None)
        _draw(page, part)
        go_on(page, document, number=number, count=len(parts), margin=MARGIN)  # behind what is read
        _number(page, number)
        stamp(page, document, margin=MARGIN, middle=FOLIO_MIDDLE)
        _name_missing(page)
        pages.append(page)
    return pages


def _rows(document: SheetDocument, width: float) -> list[Row]:
    rows = []
    if document.annex:
        rows.append(_heading(document.annex, Role.HEI, ANNEX_SIZE, ANNEX_HEIGHT, width, centred=False))
    rows += form_line_rows(document.look.lines, width)
    rows.append(_title(document.title, document.look.mongolian, width))
    head = entry_rows(document.head, width, lowest=HEAD_HEIGHT)
    rows += [replace(row, kept=True) for row in head]
    for number, table in enumerate(document.tables):
        part = grid_rows(table, width) if isinstance(table, SheetGrid) else table_rows(table, width)
        section = table.caption or ("" if number else document.opening)
        rows += [replace(part[0], section=section), *part[1:]] if section and part else part
    boxes = box_rows(document.boxes, width)
    if boxes:
        rows[-1] = replace(rows[-1], kept=True)
    rows += boxes
    foot = entry_rows(document.foot, width, lowest=FOOT_HEIGHT)
    if foot:
        rows[-1] = replace(rows[-1], kept=True)
    return rows + foot + instruction_rows(document.look.instructions, width)


def _title(text: str, mongolian: str, width: float) -> Row:
    """The title in the middle; one in Mongolian at its left, both together in the middle."""
    if not mongolian:
        return _heading(text, Role.TITLE, TITLE_SIZE, TITLE_HEIGHT, width, centred=True)
    columns = set_columns(mongolian)
    beside = columns.width + BETWEEN_TITLES
    row = _heading(text, Role.TITLE, TITLE_SIZE, TITLE_HEIGHT, width - beside, centred=False)
    (cell,) = row.cells
    left = (width - beside - cell.block.width) / 2
    return replace(
        row,
        cells=(replace(cell, left=left + beside),),
        height=max(row.height, columns.height + AIR),
        columns=Upright(columns, left, beside + cell.block.width),
    )


def _heading(text: str, role: Role, size: float, lowest: float, width: float, *, centred: bool) -> Row:
    smallest = min(size, SMALLEST_TITLE)
    block = set_paragraphs(
        text, role=role, size=size, width=width, minimum=smallest, lines=1, balanced=centred
    )
    cell = Cell(block, left=0.0, width=width, centred=centred)
    return Row((cell,), height_of([block], lowest=lowest), kept=True)


def _draw(page: Page, rows: Sequence[Row]) -> None:
    top = page.height - MARGIN
    for framed, part in groupby(rows, lambda row: bool(row.edges)):
        together = list(part)
        if framed:
            frame(page, together, left=MARGIN, top=top, grid=GRID, outer=OUTER)
        for row in together:
            if row.section:
                page.sections.append((row.section, top))
            if row.columns:
                page.stand(row.columns, left=MARGIN + row.columns.left, top=top, room=row.height)
            for cell in row.cells:
                _draw_cell(page, cell, middle=top - row.height / 2)
            if row.picture:
                page.pictures.append((MARGIN + row.picture.left, top, row.picture))
            top -= row.height


def _draw_cell(page: Page, cell: Cell, *, middle: float) -> None:
    left = MARGIN + cell.left
    page.write(cell.block, left=left, middle=middle, width=cell.width, centred=cell.centred)
    if cell.underlined:
        y = middle - max(cell.block.height / 2, UNDERLINE)
        page.strokes.append(Stroke(left, y, left + cell.width, y, GRID))


def _name_missing(page: Page) -> None:
    """At the very foot, beside the place of the QR code: whoever holds the paper sees what to write in."""
    note = foot_note(page.missing)
    if note:
        width = page.width - 2 * MARGIN - BESIDE
        block = set_on_one_line(note, role=Role.SONG, size=NOTE_SIZE, width=width, minimum=SMALLEST_NOTE)
        page.write(block, left=MARGIN, middle=NOTE_MIDDLE, width=width, centred=False)


def _number(page: Page, number: int) -> None:
    block = set_paragraphs(f"— {number} —", role=Role.SONG, size=FOLIO_SIZE, width=page.width)
    page.write(block, left=0.0, middle=FOLIO_MIDDLE, width=page.width, centred=True)
