"""What stands where on the pages, in points from the bottom left corner: the last step before the PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from reports.printing.mongolian import SPACE, Columns, lying
from reports.printing.rows import Picture, Row, Upright
from reports.printing.text import Block, Line

PALE_GREY, DARK_GREY = 0.93, 0.45
BAR = 12.0  # points
MIDDLE = 0.38  # of an em above the base line: where the middle of a Chinese character is


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its base line beginning at (`x`, `y`); a `hidden` one is copied and not seen."""

    x: float
    y: float
    line: Line
    size: float
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line of `weight` points."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """A square pattern of dark modules, such as a QR code, its corner at the bottom left at (`x`, `y`).

    `bars` are its dark runs as (column, row from the bottom, length), `count` modules make a side of `side`
    points.
    """

    x: float
    y: float
    side: float
    count: int
    bars: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class Page:
    """One page: texts in reading order, lines, grey bands and pictures, and the word across it, if any.

    `bands` are left, bottom, width, height and grey; `pictures` and `uprights` begin at a left and a top.
    `sections` are the names of those that begin here, each with its top.
    """

    width: float
    height: float
    words: list[Words] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    bands: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, Picture]] = field(default_factory=list)
    sections: list[tuple[str, float]] = field(default_factory=list)
    uprights: list[tuple[float, float, Columns]] = field(default_factory=list)
    across: Block | None = None

    def write(self, block: Block, *, left: float, middle: float, width: float, centred: bool) -> None:
        """Set `block` into a column `width` wide that begins at `left`, around the height `middle`."""
        y = middle + block.height / 2 - block.leading / 2 - MIDDLE * block.size
        for number, line in enumerate(block.lines):
            x = left + (width - line.width) / 2 if centred else left
            self.words.append(Words(x, y - number * block.leading, line, block.size))
        self.missing += block.missing

    def stand(self, upright: Upright, *, left: float, top: float, room: float) -> None:
        """Set columns that begin at `left`, in the middle of `room` points below `top`.

        Readers of PDF put upright lines in the order of another script, and joined outlines are no text: what
        is copied is one lying line over the whole head.
        """
        self.uprights.append((left, top - (room - upright.columns.height) / 2, upright.columns))
        text = SPACE.join(strip.text for strip in upright.columns.strips)
        line, size = lying(text, room=upright.width)
        self.words.append(Words(left, top - size, line, size, hidden=True))


def frame(page: Page, rows: Sequence[Row], *, left: float, top: float, grid: float, outer: float) -> None:
    """Draw rows of a table as one closed frame whose corner is at `left` and `top`.

    The outermost lines are `outer` wide. Under a row there is a line, but where the row says none; upright
    ones go on as long as neighbouring rows have the same edges.
    """
    levels = [top, *(top - height for height in accumulate(row.height for row in rows))]
    right = left + rows[0].edges[-1]
    for row, level, lower in zip(rows[:-1], levels[1:-1], rows[1:], strict=True):
        page.strokes += _under(row.bare, lower, left, right, level, grid)
    for row, upper, level in zip(rows, levels[:-1], levels[1:], strict=True):
        if row.band:
            page.bands.append((left, level, right - left, upper - level, PALE_GREY))
        if row.bar[1] > row.bar[0]:
            middle, half = (upper + level) / 2, BAR / 2
            page.bands.append((left + row.bar[0], middle - half, row.bar[1] - row.bar[0], BAR, DARK_GREY))
    at = 0
    for edges, part in groupby(rows, lambda row: row.edges):
        following = at + len(list(part))
        page.strokes += [
            Stroke(left + edge, levels[at], left + edge, levels[following], grid) for edge in edges[1:-1]
        ]
        at = following
    half = outer / 2
    page.strokes += [Stroke(left - half, y, right + half, y, outer) for y in (top, levels[-1])]
    page.strokes += [Stroke(x, top, x, levels[-1], outer) for x in (left, right)]


def _under(
    bare: tuple[float, float], lower: Row, left: float, right: float, level: float, grid: float
) -> list[Stroke]:
    """The line between two rows, in one piece or with a gap."""
    if lower.band or bare[0] >= bare[1]:
        return [Stroke(left, level, right, level, grid)]
    parts = ((left, left + bare[0]), (left + bare[1], right))
    return [Stroke(x0, level, x1, level, grid) for x0, x1 in parts if x1 - x0 > 1]
