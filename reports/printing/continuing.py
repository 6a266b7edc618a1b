"""The small line above each page of a sheet of several: of what and whom it goes on, which of how many it is.

Loose sheets of a batch are told apart by it.
"""

from django.utils.translation import gettext as _

from reports.printing.documents import SheetDocument
from reports.printing.pages import Page
from reports.printing.text import set_on_one_line, width_of
from reports.printing.typefaces import Role

MM = 72 / 25.4
SIZE, SMALLEST = 9.0, 6.0
ABOVE = 4 * MM  # its middle, above the text of the page
BETWEEN = 12.0


def go_on(page: Page, document: SheetDocument, *, number: int, count: int, margin: float) -> None:
    """Write the line into the upper margin; a sheet of one page has none, the first page only its number."""
    if count == 1:
        return
    middle, width = page.height - margin + ABOVE, page.width - 2 * margin
    told = _("第 %(page)d 页，共 %(pages)d 页") % {"page": number, "pages": count}
    taken = width_of(told, role=Role.SONG, size=SIZE)
    block = set_on_one_line(told, role=Role.SONG, size=SIZE, width=taken, minimum=SIZE)
    page.write(block, left=page.width - margin - taken, middle=middle, width=taken, centred=False)
    if number > 1:
        named = " · ".join(each for each in (document.title, document.whose or document.author) if each)
        rest = width - taken - BETWEEN
        block = set_on_one_line(named, role=Role.SONG, size=SIZE, width=rest, minimum=SMALLEST)
        page.write(block, left=margin, middle=middle, width=rest, centred=False)
