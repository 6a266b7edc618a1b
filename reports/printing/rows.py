"""What a sheet is stacked from: rows of texts set into cells, from its title to its signatures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.printing.mongolian import Columns
from reports.printing.text import Block

AIR = 6.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A text `width` points wide at most, beginning `left` points from the left edge of the row."""

    block: Block
    left: float
    width: float
    centred: bool = True
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG, to be drawn as large as a box of these measures holds it, in the middle of the box."""

    data: bytes
    left: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Upright:
    """A text in columns, from its left edge on; to be found and copied along `width` points."""

    columns: Columns
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, `height` points high.

    Rows of a table have its `edges`, from the left edge of the row, and the `heads` that a page repeats
    before them. A `kept` row stays on a page with the next one. No line is drawn under a row from the first
    to the second of `bare`. A `band` is grey. A `picture` begins at the top of the row.
    A `bar` is dark, from the first to the second of its places. `columns` of Mongolian stand in the middle of
    its height. A `section` of the sheet begins at the row.
    """

    cells: tuple[Cell, ...]
    height: float
    edges: tuple[float, ...] = ()
    heads: "tuple[Row, ...]" = ()
    kept: bool = False
    bare: tuple[float, float] = (0.0, 0.0)
    band: bool = False
    picture: Picture | None = None
    bar: tuple[float, float] = (0.0, 0.0)
    section: str = ""
    columns: Upright | None = None

    @property
    def heads_height(self) -> float:
        """What the repeated heads take of a page."""
        return sum(row.height for row in self.heads)

    def split(self, room: float) -> "tuple[Row, Row] | None":
        """The row as two, the first with all the lines that `room` points hold; None if they hold none."""
        counts = [max(0, int((room - AIR) / cell.block.leading)) for cell in self.cells]
        if not any(count and cell.block.lines for count, cell in zip(counts, self.cells, strict=True)):
            return None
        halves = [cell.block.split(count) for count, cell in zip(counts, self.cells, strict=True)]
        rest = replace(self._with([rest for _, rest in halves]), section="")
        return self._with([first for first, _ in halves]), rest

    def _with(self, blocks: Sequence[Block]) -> "Row":
        cells = tuple(replace(cell, block=block) for cell, block in zip(self.cells, blocks, strict=True))
        return replace(self, cells=cells, height=height_of(blocks), picture=None)


def height_of(blocks: Sequence[Block], *, lowest: float = 0.0) -> float:
    """The height of a row of these texts, `lowest` at least."""
    return max([lowest, *(block.height + AIR for block in blocks)])
