"""What stands where on the pages, in points from the bottom left corner: the last step before the PDF."""

from dataclasses import dataclass, field

from reports.printing.text import Block, Line

MIDDLE = 0.38  # of an em above the base line: where the middle of a Chinese character is


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its base line beginning at (`x`, `y`)."""

    x: float
    y: float
    line: Line
    size: float


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
    """One page: texts in reading order, lines, and the word written across it, if any."""

    width: float
    height: float
    words: list[Words] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    across: Block | None = None

    def write(self, block: Block, *, left: float, middle: float, width: float, centred: bool) -> None:
        """Set `block` into a column `width` wide that begins at `left`, around the height `middle`."""
        y = middle + block.height / 2 - block.leading / 2 - MIDDLE * block.size
        for number, line in enumerate(block.lines):
            x = left + (width - line.width) / 2 if centred else left
            self.words.append(Words(x, y - number * block.leading, line, block.size))
        self.missing += block.missing


def frame(page: Page, *, edges: list[float], levels: list[float], grid: float, outer: float) -> None:
    """Draw a closed table: upright lines at `edges`, level ones at `levels`, the outermost `outer` wide."""
    left, right, top, bottom = edges[0], edges[-1], levels[0], levels[-1]
    page.strokes += [Stroke(x, top, x, bottom, grid) for x in edges[1:-1]]
    page.strokes += [Stroke(left, y, right, y, grid) for y in levels[1:-1]]
    half = outer / 2
    page.strokes += [Stroke(left - half, y, right + half, y, outer) for y in (top, bottom)]
    page.strokes += [Stroke(x, top, x, bottom, outer) for x in (left, right)]
