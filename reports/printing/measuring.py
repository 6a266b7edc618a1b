"""A paragraph measured once, to be tried in many widths: each trial takes as long as it has lines.

Column widths are found by trying, so every text is set many times before it is drawn. What does not depend
on the width is kept here: the glyphs, the sums of their widths, and where a line may end. All measures are
in ems.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby

from reports.printing.linebreaks import ROUNDING, Span, break_lines, is_space, may_break
from reports.printing.typefaces import Glyph


class Paragraph:
    """One paragraph as its glyphs; `natural` is its width on one line, `widest` that of its widest piece."""

    __slots__ = (
        "_begins", "_drawn", "_ends", "_face", "_places", "_shown", "_stops", "_sums", "_text",
        "missing", "natural", "widest",
    )  # fmt: skip

    def __init__(self, text: str, drawn: Sequence[Glyph]) -> None:
        self._text, self._drawn = text, drawn
        self._sums = [0.0, *accumulate(glyph.advance for glyph in drawn)]
        self.natural = self._sums[-1]
        self._shown = "".join(glyph.char for glyph in drawn)
        faces = {glyph.face for glyph in drawn}
        self._face = faces.pop() if len(faces) == 1 else ""
        self.missing = tuple(dict.fromkeys(glyph.missing for glyph in drawn if glyph.missing))
        self._find_pieces()
        self.widest = max(end - begin for begin, end in zip(self._begins, self._ends, strict=True))

    def _find_pieces(self) -> None:
        """Positions and sums where pieces begin and where their ink ends, spaces after them not counted."""
        text, sums = self._text, self._sums
        places, stops = [0], []
        ink, before, spaced = 0, "", False
        for at, char in enumerate(text):
            if before and may_break(before, char, spaced=spaced):
                places.append(at)
                stops.append(ink)
            if is_space(char):
                spaced = True
            else:
                ink, before, spaced = at + 1, char, False
        stops.append(ink)
        self._places, self._stops = places, stops
        self._begins = [sums[at] for at in places]
        self._ends = [sums[at] for at in stops]

    def count(self, width: float) -> int:
        """How many lines it takes; 0 if a piece that should stay whole is wider than a line."""
        begins, ends, limit = self._begins, self._ends, width + ROUNDING
        at = lines = 0
        while at < len(ends):
            following = bisect_right(ends, begins[at] + limit, at)
            if following == at:
                return 0
            at, lines = following, lines + 1
        return lines

    def spans(self, width: float) -> list[Span]:
        """Its lines; what is wider than a whole line is broken wherever it must be."""
        begins, ends, limit = self._begins, self._ends, width + ROUNDING
        spans, at = [], 0
        while at < len(ends):
            following = bisect_right(ends, begins[at] + limit, at)
            if following == at:
                return break_lines(self._text, [glyph.advance for glyph in self._drawn], width)
            place = self._places[at]
            spans.append(Span(place, max(place, self._stops[following - 1])))
            at = following
        return spans

    def width_between(self, start: int, end: int) -> float:
        """The width of a part of it."""
        return self._sums[end] - self._sums[start]

    def runs(self, start: int, end: int) -> list[tuple[str, str]]:
        """A part of it as neighbouring characters of one face: the face and what is drawn."""
        if self._face:
            return [(self._face, self._shown[start:end])] if end > start else []
        return [
            (face, "".join(glyph.char for glyph in part))
            for face, part in groupby(self._drawn[start:end], lambda glyph: glyph.face)
        ]
