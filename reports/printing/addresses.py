"""An address of e-mail in a narrow column: it breaks before @ and dots, where it stays readable."""

import re

from reports.printing.text import STEP, Block, harmless, set_paragraphs, width_of
from reports.printing.typefaces import Role

MOST_LINES = 3
READABLE = 8.0  # what fits on one line in this size is not broken
_PIECE = re.compile(r"[@.]*[^@.]+|[@.]+$")


def pieces_of(address: str) -> list[str]:
    """What stays whole: `a`, `.b`, `@example`, `.cn`."""
    return _PIECE.findall(" ".join(harmless(address).split()))


def widest_piece(address: str, *, size: float) -> float:
    """The width in points below which a piece would have to be broken."""
    return max((_width(piece, size) for piece in pieces_of(address)), default=0.0)


def set_address(address: str, *, size: float, width: float, minimum: float) -> Block:
    """`address` on one line if it stays readable, else in as many whole pieces a line as `width` holds."""
    natural = _width(harmless(address), 1.0)
    if natural * READABLE <= width:
        fitting = min(size, int(10 * width / natural) / 10) if natural else size
        return set_paragraphs(address, role=Role.SONG, size=fitting, width=width)
    while size - STEP >= minimum and not _suits(address, size, width):
        size -= STEP
    return set_paragraphs("\n".join(_lines(address, size, width)), role=Role.SONG, size=size, width=width)


def _suits(address: str, size: float, width: float) -> bool:
    return widest_piece(address, size=size) <= width and len(_lines(address, size, width)) <= MOST_LINES


def _lines(address: str, size: float, width: float) -> list[str]:
    lines = [""]
    for piece in pieces_of(address):
        if lines[-1] and _width(lines[-1] + piece, size) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _width(text: str, size: float) -> float:
    return width_of(text, role=Role.SONG, size=size)
