"""The foot of an official sheet: its number, and the QR code that leads to where it can be looked up."""

from functools import lru_cache
from itertools import groupby

import segno
from django.utils.translation import gettext as _

from reports.printing.documents import SheetDocument
from reports.printing.numbers import shown
from reports.printing.pages import Page, Pattern
from reports.printing.text import set_on_one_line
from reports.printing.typefaces import Role

MM = 72 / 25.4
SIDE = 15 * MM
BELOW = 6 * MM  # the pattern's distance from the edge of the paper: printers leave 5 mm white
FOLIO = 32.0  # from the middle: the page number stands there
NUMBER_SIZE, TEXT_SIZE, SMALLEST, LINE = 9.5, 8.0, 5.0, 12.0  # the number is typed by hand
#: Trying all eight masks for the best one takes ten times as long, and readers take any.
MASK = 2


def stamp(page: Page, document: SheetDocument, *, margin: float, middle: float) -> None:
    """Number at the left and QR code at the right of the foot, below the text of the page."""
    if not document.number:
        return
    width = page.width / 2 - margin - FOLIO
    number = _("核验编号 %(number)s") % {"number": shown(document.number)}
    digest = _("摘要 %(digest)s") % {"digest": document.digest}
    for text, size, higher in ((number, NUMBER_SIZE, LINE / 2), (digest, TEXT_SIZE, -LINE / 2)):
        block = set_on_one_line(text, role=Role.SONG, size=size, width=width, minimum=SMALLEST)
        page.write(block, left=margin, middle=middle + higher, width=width, centred=False)
    count, bars = _modules(document.address)
    page.patterns.append(Pattern(page.width - margin - SIDE, BELOW, SIDE, count, bars))


@lru_cache(maxsize=4)  # the pages of one sheet follow each other
def _modules(address: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """How many modules a side has, and the dark runs of the code of `address`."""
    code = segno.make_qr(address, error="m", mask=MASK, boost_error=False)
    rows = list(code.matrix)
    bars = []
    for number, row in enumerate(reversed(rows)):
        column = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                bars.append((column, number, length))
            column += length
    return len(rows), tuple(bars)
