"""Sheets as PDF files: every face embedded as a subset, real text, the same bytes for the same sheet."""

import io
import math
import threading
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports.printing.documents import RenderedSheet, SheetDocument
from reports.printing.drawing import Pen, outlines
from reports.printing.layout import compose
from reports.printing.outline import Outline, name_in_file
from reports.printing.pages import Page, Words
from reports.printing.typefaces import Role, typeface
from reports.printing.unshown import name_character

PALE = 0.88
# ReportLab reads a font through one file position, so two threads must not write subsets of it at a time.
_writing = threading.Lock()


def render_sheet(document: SheetDocument) -> RenderedSheet:
    """The sheet as an A4 PDF, and the characters that no font has (drawn as □), named for the operator.

    It has a bookmark for each section. Words that the program adds (草稿, 存疑) are in the active language.
    """
    return render_file([document])


def render_file(documents: Sequence[SheetDocument]) -> RenderedSheet:
    """Several sheets one after the other in one file, each with a bookmark and those of its sections below,
    the fonts in it once.

    The file says of itself what the first sheet says. Raises ValueError without any.
    """
    if not documents:
        raise ValueError("a file needs a sheet")
    dressed = [each.dressed() for each in documents]
    sheets = [(each, compose(each, mark=mark_of(each))) for each in dressed]
    missing = dict.fromkeys(char for _sheet, pages in sheets for page in pages for char in page.missing)
    with _writing:
        pdf = _write(sheets)
    return RenderedSheet(
        pdf=pdf, count=len(documents), missing=tuple(name_character(char) for char in missing)
    )


def mark_of(document: SheetDocument) -> str:
    """The word across each page, in the active language; empty for none."""
    if document.doubted:
        return _("存疑")
    if document.past:
        return str(document.past.label)
    return _("草稿") if document.draft else ""


def _write(sheets: Sequence[tuple[SheetDocument, Sequence[Page]]]) -> bytes:
    file = io.BytesIO()
    canvas = _canvas(file, sheets[0][0])
    pen = Pen(canvas._doc)
    outline = canvas._doc.Outlines = Outline()
    for document, pages in sheets:
        outline.begin_sheet(document.bookmark or document.title, canvas._doc.thisPageName())
        for page in pages:
            for title, top in page.sections:
                outline.add_section(title, canvas._doc.thisPageName(), top)
            _draw_page(canvas, pen, page)
    canvas.save()
    return file.getvalue()


def _canvas(file: io.BytesIO, document: SheetDocument) -> Any:
    canvas = Canvas(
        file,
        invariant=1,
        pageCompression=1,
        lang=document.language,
        # Any dynamic font will do: the default would add Helvetica, which is never embedded.
        initialFontName=typeface(Role.SONG).name,
    )
    title, author = name_in_file(document.title), name_in_file(document.author)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(title)
    canvas.setCreator(author)
    if document.as_of:
        stamp = document.as_of.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        canvas.setDateFormatter(lambda *_fixed: stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_page(canvas: Any, pen: Pen, page: Page) -> None:
    canvas.setPageSize((page.width, page.height))
    _draw_under(canvas, page)
    _draw_across(canvas, pen, page)
    _draw_uprights(canvas, page)
    canvas.addLiteral(pen.page(page))
    canvas.showPage()


def _draw_uprights(canvas: Any, page: Page) -> None:
    """Each title in Mongolian is drawn once a file, and shown from there on its pages."""
    for left, top, columns in page.uprights:
        text = "".join(strip.text for strip in columns.strips)
        name = f"columns-{sha256(text.encode()).hexdigest()[:16]}"
        if not canvas.hasForm(name):
            beyond = columns.size
            corner = columns.width + beyond, beyond
            canvas.beginForm(name, -beyond, -columns.height - beyond, *corner)
            canvas.addLiteral(outlines(columns))
            canvas.endForm()
        canvas.saveState()
        canvas.translate(left, top)
        canvas.doForm(name)
        canvas.restoreState()


def _draw_under(canvas: Any, page: Page) -> None:
    if page.bands:
        canvas.saveState()
        for *box, grey in page.bands:
            canvas.setFillGray(grey)
            canvas.rect(*box, stroke=0, fill=1)
        canvas.restoreState()
    for left, top, picture in page.pictures:
        image = ImageReader(io.BytesIO(picture.data))
        wide, high = image.getSize()
        scale = min(picture.width / wide, picture.height / high)
        x = left + (picture.width - wide * scale) / 2
        y = top - (picture.height + high * scale) / 2
        canvas.drawImage(image, x, y, wide * scale, high * scale)


def _draw_across(canvas: Any, pen: Pen, page: Page) -> None:
    if page.across is None:
        return
    canvas.saveState()
    canvas.setFillGray(PALE)
    canvas.translate(page.width / 2, page.height / 2)
    canvas.rotate(math.degrees(math.atan2(page.height, page.width)))
    for line in page.across.lines:
        canvas.addLiteral(pen.words(Words(-line.width / 2, -page.across.size / 3, line, page.across.size)))
    canvas.restoreState()
