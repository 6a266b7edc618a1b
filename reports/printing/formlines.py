"""What offices' forms carry around the table: 表号, 制定机关 … at the upper right, 填表说明 at the end."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.printing.documents import SheetLine
from reports.printing.rows import Cell, Row
from reports.printing.text import set_on_one_line, set_paragraphs
from reports.printing.typefaces import Role

SIZE, SMALLEST, LINE_HEIGHT = 9.0, 6.0, 14.0
GAP = 10.0


def form_line_rows(lines: Sequence[SheetLine], width: float) -> list[Row]:
    """The lines under each other, as wide together as the widest, against the right edge."""
    texts = [f"{line.label}{_('：')}{line.value}" for line in lines]
    blocks = [
        set_on_one_line(text, role=Role.SONG, size=SIZE, width=width / 2, minimum=SMALLEST) for text in texts
    ]
    widest = max((block.width for block in blocks), default=0.0)
    return [
        Row((Cell(block, width - widest, widest, centred=False),), LINE_HEIGHT, kept=True) for block in blocks
    ]


def instruction_rows(paragraphs: Sequence[str], width: float) -> list[Row]:
    """The heading and a row for each paragraph; the heading stays with the first."""
    if not paragraphs:
        return []
    heading = set_paragraphs(_("填表说明："), role=Role.HEI, size=SIZE, width=width)
    rows = [Row((Cell(heading, 0.0, width, centred=False),), LINE_HEIGHT + GAP, kept=True)]
    for text in paragraphs:
        block = set_paragraphs(text, role=Role.SONG, size=SIZE, width=width)
        rows.append(Row((Cell(block, 0.0, width, centred=False),), max(LINE_HEIGHT, block.height + 2)))
    return [*rows[:-1], replace(rows[-1], kept=False)]
