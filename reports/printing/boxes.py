"""The boxes under the tables: a heading, room to write, and where to sign, seal and date."""

from collections.abc import Sequence

from reports.printing.columns import CELL_SIZE, PADDING, SMALLEST
from reports.printing.documents import SheetBox
from reports.printing.rows import Cell, Row
from reports.printing.text import Block, set_paragraphs
from reports.printing.typefaces import Role

HEADING_HEIGHT, LINE_HEIGHT, ROOM = 26.0, 20.0, 26.0


def box_rows(boxes: Sequence[SheetBox], available: float) -> list[Row]:
    """The boxes side by side as rows that stay together."""
    if not boxes:
        return []
    width = available / len(boxes)
    edges = tuple(number * width for number in range(len(boxes) + 1))
    bare = (0.0, available)
    headings = [_set(box.heading, Role.HEI, width) for box in boxes]
    rows = [_row(headings, edges, HEADING_HEIGHT, right=False), Row((), ROOM, edges)]
    deepest = max(len(box.lines) for box in boxes)
    for number in range(deepest):
        lines = [(("",) * (deepest - len(box.lines)) + box.lines)[number] for box in boxes]
        rows.append(_row([_set(line, Role.SONG, width) for line in lines], edges, LINE_HEIGHT, right=True))
    last = len(rows) - 1
    return [
        Row(row.cells, row.height, edges, kept=at < last, bare=bare if at < last else (0.0, 0.0))
        for at, row in enumerate(rows)
    ]


def _set(text: str, role: Role, width: float) -> Block:
    return set_paragraphs(
        text, role=role, size=CELL_SIZE, width=width - 4 * PADDING, minimum=SMALLEST, lines=1
    )


def _row(blocks: Sequence[Block], edges: tuple[float, ...], lowest: float, *, right: bool) -> Row:
    cells = []
    for block, left, end in zip(blocks, edges[:-1], edges[1:], strict=True):
        start = end - 2 * PADDING - block.width if right else left + 2 * PADDING
        cells.append(Cell(block, left=start, width=end - 2 * PADDING - start, centred=False))
    return Row(tuple(cells), max(lowest, *(block.height + 6 for block in blocks)), edges)
