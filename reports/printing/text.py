"""Text set into a given width: what is typed into a form, ready to be drawn.

ReportLab's paragraphs read mark-up, never fall back to another font, let a line begin with a comma and break
numbers anywhere; so text is set here. It is data and never mark-up: `<b>&` prints as `<b>&`. Everything takes
time linear in the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.printing.linebreaks import Span
from reports.printing.measuring import Paragraph
from reports.printing.typefaces import MISSING_MARK, Glyph, Role, Typeface, typeface

LEADING = 1.3
STEP = 0.5
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
PRECISION = 0.05  # of an em
BALANCED_LINES = 4
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Labels and short values come again on the next form; long texts do not, and would fill the memory.
SHORT, KEPT = 32, 4096


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one face."""

    face: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs from left to right and its width in points."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """Text set in one size: lines from top to bottom, `size` and `leading` in points.

    `missing` has the characters that are not drawn as themselves, in the order of the text.
    """

    lines: tuple[Line, ...]
    size: float
    missing: tuple[str, ...] = ()

    @property
    def leading(self) -> float:
        """The distance from line to line."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """The height that the lines take."""
        return self.leading * len(self.lines)

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max((line.width for line in self.lines), default=0.0)

    def split(self, count: int) -> tuple["Block", "Block"]:
        """The first `count` lines and the rest, each possibly without any."""
        return Block(self.lines[:count], self.size, self.missing), Block(self.lines[count:], self.size)


def harmless(text: str) -> str:
    """`text` without what could disturb a sheet: the one place that decides it.

    Line ends of every kind become `\\n`, with one blank line at most; tabs become spaces. Other control
    characters and those that turn the direction of writing stay, for `glyphs` to show them as a mark and name
    them. Invisible formatting characters without effect here (zero-width space, soft hyphen, variation
    selectors) are left out.
    """
    if text.isprintable() and not _SELECTOR.search(text):  # nearly every text: nothing to leave out
        return text
    joined = BLANK_LINES.sub("\n\n", "\n".join(text.splitlines())).replace("\t", " ")
    return "".join(char for char in joined if not _without_effect(char))


def glyphs(text: str, role: Role) -> list[Glyph]:
    """How each character of `text` is drawn in `role`."""
    return _glyphs(text, typeface(role))


def width_of(text: str, *, role: Role, size: float) -> float:
    """The width in points of the widest paragraph of `text` on one line."""
    return max(part.natural for part in _measured(text, role)) * size


def narrowest(text: str, *, role: Role, size: float, lines: int) -> float:
    """The least width in points in which `text` takes `lines` lines at most and no word is broken."""
    one_line = harmless(text).replace("\n", " ")
    find = _kept_narrowest if len(one_line) <= SHORT else _narrowest
    return find(_measured(one_line, role), lines, width_of(text, role=role, size=1.0)) * size


def set_paragraphs(
    text: str,
    *,
    role: Role,
    size: float,
    width: float,
    minimum: float = 0.0,
    lines: int = 0,
    balanced: bool = False,
) -> Block:
    """`text` in lines no wider than `width` points, in `size` or smaller.

    It is made smaller by steps, down to `minimum`, while it needs more than `lines` lines or would break a
    word; with no `minimum` the size stays. At the smallest size it takes the lines that it needs. `balanced`
    makes the lines about equally long, without one character left over for the last.
    """
    setter = _Setter(text, role)
    smallest = minimum or size
    while size - STEP >= smallest and not setter.suits(width / size, lines):
        size -= STEP
    block = setter.block(width / size, size)
    if not balanced or not 1 < len(block.lines) <= BALANCED_LINES:
        return block
    return setter.block(setter.narrowest(len(block.lines), width / size), size)


def set_on_one_line(text: str, *, role: Role, size: float, width: float, minimum: float) -> Block:
    """`text` on one line, shrunk as far as `width` points demand; below `minimum` it is broken instead."""
    one_line = harmless(text).replace("\n", " ")
    natural = width_of(one_line, role=role, size=1.0)
    fitting = min(size, int(10 * width / natural) / 10) if natural else size
    return _Setter(one_line, role).block(width / max(fitting, minimum), max(fitting, minimum))


class _Setter:
    """The paragraphs of a text, to be tried in several widths, all in ems."""

    def __init__(self, text: str, role: Role) -> None:
        self.paragraphs = _measured(text, role)

    def suits(self, width: float, lines: int) -> bool:
        """Whether it fits into so many lines (0: any number) without breaking what should stay whole."""
        return _suits(self.paragraphs, width, lines)

    def narrowest(self, lines: int, enough: float) -> float:
        """The least width that suits `lines`, to a twentieth of an em; `enough` if that does not suit."""
        return _narrowest(self.paragraphs, lines, enough)

    def block(self, width: float, size: float) -> Block:
        lines = tuple(_line(part, span, size) for part, span in self._spans(width))
        missing = dict.fromkeys(char for part in self.paragraphs for char in part.missing)
        return Block(lines, size, tuple(missing))

    def _spans(self, width: float) -> Iterator[tuple[Paragraph, Span]]:
        for part in self.paragraphs:
            for span in part.spans(width):
                yield part, span


def _suits(paragraphs: tuple[Paragraph, ...], width: float, lines: int) -> bool:
    counts = [part.count(width) for part in paragraphs]
    return all(counts) and (not lines or sum(counts) <= lines)


def _narrowest(paragraphs: tuple[Paragraph, ...], lines: int, enough: float) -> float:
    if not _suits(paragraphs, enough, lines):
        return enough
    least = max(*(part.widest for part in paragraphs), sum(part.natural for part in paragraphs) / lines)
    if _suits(paragraphs, least, lines):
        return least
    while enough - least > PRECISION:
        middle = (least + enough) / 2
        if _suits(paragraphs, middle, lines):
            enough = middle
        else:
            least = middle
    return enough


#: By the paragraphs kept of short texts, which are the same objects each time.
_kept_narrowest = lru_cache(maxsize=KEPT)(_narrowest)


def _line(part: Paragraph, span: Span, size: float) -> Line:
    runs = tuple(Run(face, text) for face, text in part.runs(span.start, span.end))
    return Line(runs, part.width_between(span.start, span.end) * size)


def _measured(text: str, role: Role) -> tuple[Paragraph, ...]:
    face = typeface(role)
    return _kept(text, face) if len(text) <= SHORT else _measure(text, face)


def _measure(text: str, face: Typeface) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(part, _glyphs(part, face)) for part in harmless(text).split("\n"))


_kept = lru_cache(maxsize=KEPT)(_measure)


def _glyphs(text: str, face: Typeface) -> list[Glyph]:
    if text.isprintable():  # nothing in it could disturb a sheet
        return face.glyphs(text)
    mark = face.glyph(MISSING_MARK)
    return [
        Glyph(mark.char, mark.face, mark.advance, missing=char) if _disturbs(char) else face.glyph(char)
        for char in text
    ]


def _without_effect(char: str) -> bool:
    if char in VARIATION_SELECTORS:
        return True
    return unicodedata.category(char) == "Cf" and char not in BIDI_CONTROLS


def _disturbs(char: str) -> bool:
    return char in BIDI_CONTROLS or unicodedata.category(char) in ("Cc", "Cs")
