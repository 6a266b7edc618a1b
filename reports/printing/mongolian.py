"""Traditional Mongolian titles: letters joined by HarfBuzz, in columns that follow each other to the right.

ReportLab draws each letter by itself, which no reader of Mongolian can read, so the joined letters are drawn
as outlines. Only what an office has entered itself is set here; nothing is translated.
"""

import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import uharfbuzz
from reportlab.pdfbase.pdfmetrics import getFont

from reports.printing.text import Line, Run
from reports.printing.typefaces import MONGOLIAN, mongolian_face

LARGEST, SMALLEST, STEP = 18.0, 12.0, 0.5
LONGEST = 110.0  # points that a column has
MOST_COLUMNS = 4
HIDDEN = 8.0  # the size of what is copied
UNITS = 1000  # of the font in an em
#: Ink left and right of the base line of a column, and from one base line to the next, in ems.
LEFT, RIGHT, PITCH = 0.28, 0.86, 1.3
SPACE, JOINED_SPACE = " ", "\u202f"
#: Of the block of Mongolian letters, their selectors and the separator of vowels.
FIRST, LAST = 0x1800, 0x18AF
BESIDES = frozenset(f"{SPACE}{JOINED_SPACE}()·«»\u2048\u2049")

type Outline = tuple[tuple[str, tuple[float, ...]], ...]


class TooLong(ValueError):
    """A text, or a word of it, has no room in the columns at the smallest size."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is joined in one line: `glyphs` and where each begins, in units; `length` in ems."""

    text: str
    length: float
    glyphs: tuple[tuple[int, float, float], ...]

    @property
    def outline(self) -> Outline:
        """The curves of the whole line, lying, in units: m, l, c and h as PDF and SVG have them."""
        return tuple(
            (step, tuple(number + (across, up)[at % 2] for at, number in enumerate(numbers)))
            for glyph, across, up in self.glyphs
            for step, numbers in _curves(glyph)
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """A text as it stands: its columns from left to right at `size` points."""

    strips: tuple[Strip, ...]
    size: float

    @property
    def width(self) -> float:
        """From the leftmost ink to the rightmost, in points."""
        return self.size * (LEFT + RIGHT + PITCH * (len(self.strips) - 1))

    @property
    def height(self) -> float:
        """Of the longest column, in points."""
        return self.size * max(strip.length for strip in self.strips)

    def base_line(self, number: int) -> float:
        """How far right of the left edge the base line of a column stands, in points."""
        return self.size * (LEFT + PITCH * number)


def is_mongolian(char: str) -> bool:
    """Whether a character can stand in such a title: the font has it, and it belongs to the script."""
    return (FIRST <= ord(char) <= LAST or char in BESIDES) and _has(ord(char))


@lru_cache(maxsize=64)  # a file of many sheets has few titles
def set_columns(text: str) -> Columns:
    """The text in one column, smaller if need be, else in several as equal as words allow. Raises TooLong."""
    words = [shape(word) for word in text.split(SPACE) if word]
    whole = shape(SPACE.join(word.text for word in words))
    for size in _sizes():
        if whole.length * size <= LONGEST:
            return Columns((whole,), size)
    for size in _sizes():
        lines = _filled(words, LONGEST / size)
        if len(lines) <= MOST_COLUMNS and all(line.length * size <= LONGEST for line in lines):
            return Columns(tuple(_balanced(words, lines)), size)
    raise TooLong(text)


def lying(text: str, *, room: float) -> tuple[Line, float]:
    """The letters one by one on a line of at most `room` points, and its size: what is copied."""
    face = mongolian_face()
    width = getFont(face).stringWidth(text, 1)
    size = min(HIDDEN, room / width)
    return Line((Run(face, text),), width * size), size


def shape(text: str) -> Strip:
    """The letters of `text` in the forms that they take beside each other."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Mong", "mn"
    uharfbuzz.shape(_font(), buffer, {})
    glyphs, across = [], 0.0
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append((info.codepoint, across + at.x_offset, float(at.y_offset)))
        across += at.x_advance
    return Strip(text, across / UNITS, tuple(glyphs))


def _sizes() -> list[float]:
    return [LARGEST - STEP * number for number in range(round((LARGEST - SMALLEST) / STEP) + 1)]


def _filled(words: Sequence[Strip], room: float) -> list[Strip]:
    """Lines of as many words as `room` ems hold; a longer word stands alone."""
    space = shape(SPACE).length
    lines: list[list[Strip]] = []
    for word in words:
        if lines and sum(each.length + space for each in lines[-1]) + word.length <= room:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [shape(SPACE.join(each.text for each in line)) for line in lines]


def _balanced(words: Sequence[Strip], lines: list[Strip]) -> list[Strip]:
    """As many lines, with the longest of them as short as it can be."""
    while True:
        closer = _filled(words, max(line.length for line in lines) - 0.01)
        if len(closer) > len(lines) or max(map(_length, closer)) >= max(map(_length, lines)):
            return lines
        lines = closer


def _length(strip: Strip) -> float:
    return strip.length


@cache
def _font() -> Any:
    return uharfbuzz.Font(uharfbuzz.Face(lzma.decompress(MONGOLIAN.read_bytes())))


@cache
def _has(code: int) -> bool:
    return bool(_font().get_nominal_glyph(code))


class _Pen:
    """Hears the outline of a glyph; the curves of TrueType become those of PDF."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, tuple[float, ...]]] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # reason: the names that HarfBuzz calls
        self._go("m", to)

    def lineTo(self, to: tuple[float, float]) -> None:  # reason: the same
        self._go("l", to)

    def curveTo(self, *points: tuple[float, float]) -> None:  # reason: the same
        self._go("c", *points)

    def qCurveTo(self, by: tuple[float, float], to: tuple[float, float]) -> None:  # reason: the same
        (x0, y0), (x1, y1), (x2, y2) = self._at, by, to
        first = (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3
        second = (x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3
        self._go("c", first, second, to)

    def closePath(self) -> None:  # reason: the same
        self.steps.append(("h", ()))

    def _go(self, step: str, *points: tuple[float, float]) -> None:
        self._at = points[-1]
        self.steps.append((step, tuple(number for point in points for number in point)))


@cache
def _curves(glyph: int) -> Outline:
    pen = _Pen()
    _font().draw_glyph_with_pen(glyph, pen)
    return tuple(pen.steps)
