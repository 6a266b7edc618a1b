"""A page as the operators of a PDF content stream, written at once and not call by call.

ReportLab's canvas formats and looks up every text anew; of a form most characters come again, so each is
looked up once a file, and what is drawn in one way is one path. Only numbers and codes are written here,
never a text that somebody typed.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont

from reports.printing.mongolian import UNITS, Columns
from reports.printing.pages import Page, Pattern, Stroke, Words


class Pen:
    """Writes the pages of one file; `document` is ReportLab's, which its fonts keep their subsets by."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._codes: dict[str, dict[str, tuple[str, str]]] = {}

    def page(self, page: Page) -> str:
        """The operators of everything on the page but what stands across it."""
        return "\n".join(
            [*map(self.words, page.words), *_strokes(page.strokes), *map(_pattern, page.patterns)]
        )

    def words(self, words: Words) -> str:
        """One line of text, its base line where `words` says."""
        parts = [f"BT 1 0 0 1 {words.x:.2f} {words.y:.2f} Tm"]
        if words.hidden:
            parts.insert(0, "q 3 Tr")
        for run in words.line.runs:
            codes = self._codes.get(run.face) or self._codes.setdefault(run.face, {})
            try:
                coded = [codes[char] for char in run.text]
            except KeyError:
                coded = [codes.get(char) or self._code(run.face, char) for char in run.text]
            for font, part in groupby(coded, _font):
                parts.append(f"{font} {words.size:.4g} Tf <{''.join(map(_code_of, part))}> Tj")
        parts.append("ET Q" if words.hidden else "ET")
        return " ".join(parts)

    def _code(self, face: str, char: str) -> tuple[str, str]:
        font = getFont(face)
        ((subset, code),) = font.splitString(char, self._document)
        found = font.getSubsetInternalName(subset, self._document), code.hex()
        self._codes[face][char] = found
        return found


def outlines(columns: Columns) -> str:
    """The letters of all columns below and right of 0, each column turned to run downwards."""
    scale = columns.size / UNITS
    parts = []
    for number, strip in enumerate(columns.strips):
        parts.append(f"q 0 {-scale:.5f} {scale:.5f} 0 {columns.base_line(number):.2f} 0 cm")
        parts += [" ".join([*(f"{each:.0f}" for each in numbers), step]) for step, numbers in strip.outline]
        parts.append("f Q")
    return "\n".join(parts)


def _font(coded: tuple[str, str]) -> str:
    return coded[0]


def _code_of(coded: tuple[str, str]) -> str:
    return coded[1]


def _strokes(strokes: Sequence[Stroke]) -> Iterator[str]:
    for weight, part in groupby(sorted(strokes, key=attrgetter("weight")), attrgetter("weight")):
        yield f"{weight:.4g} w"
        for line in part:
            yield f"{line.x0:.2f} {line.y0:.2f} m {line.x1:.2f} {line.y1:.2f} l"
        yield "S"


def _pattern(pattern: Pattern) -> str:
    """In units of its modules, one path."""
    unit = pattern.side / pattern.count
    bars = "\n".join(f"{column} {row} {length} 1 re" for column, row, length in pattern.bars)
    return f"q {unit:.4f} 0 0 {unit:.4f} {pattern.x:.2f} {pattern.y:.2f} cm\n{bars}\nf Q"
