"""Text that was copied out of a spreadsheet, as cells of the grid. Pure: no query, no check of any value."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from io import StringIO

from talent.categories.service import Vocabulary
from talent.collect.gridcolumns import Column

#: Rows of a grid; more come as a workbook.
MAX_ROWS = 200
#: One known word in a first row may be anything; two are a heading.
_FEWEST_KNOWN = 2
_NUMBERING = frozenset({"序号", "序", "编号", "no", "no.", ""})
_NAME = re.compile(r"cell\.([0-9]{1,3})\.([a-z0-9_.]{1,90})")

type Row = dict[str, str]


@dataclass(frozen=True)
class Pasted:
    """`rows`: the rows of the grid with what was pasted in its place. `added`: paths of columns that the
    headings name, that have something in them, and that the grid did not show; `unknown`: headings that
    nothing is named by; `first`: the cell where it begins; `left`: lines that found no room, as text."""

    rows: list[Row]
    added: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    first: str = ""
    left: str = ""
    count: int = 0


def lines_of(text: str) -> list[list[str]]:
    """The cells of copied text: between tabs, in quotes with line ends; without any tab between commas."""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = "\t" if "\t" in text else ","
    read = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    found = [[cell.strip() for cell in line] for line in read]
    return [line for line in found if any(line)]


def cell_name(row: int, path: str) -> str:
    """The name of a cell of the grid."""
    return f"cell.{row}.{path}"


def place_in(name: str) -> tuple[int, str] | None:
    """Row and path of the name of a cell."""
    found = _NAME.fullmatch(name)
    return (int(found[1]), found[2]) if found and int(found[1]) < MAX_ROWS else None


def paste(
    lines: Sequence[Sequence[str]],
    rows: Sequence[Mapping[str, str]],
    *,
    shown: Sequence[Column],
    offered: Sequence[Column],
    at: str = "",
) -> Pasted:
    """Put copied lines into the grid: below their headings, or else from the cell `at` to the right.

    Without a cell they begin in the first free row. What stood in a cell that is pasted over is replaced.
    """
    targets, unknown, body, beside = _targets(lines, shown, offered, at)
    start = _first_row(rows, at)
    room = body[: MAX_ROWS - start]
    whole = [dict(row) for row in rows]
    while len(whole) < start + len(room):
        whole.append({})
    for number, line in enumerate(room, start):
        pasted = {path: cell for paths, cell in zip(targets, line, strict=False) for path in paths}
        whole[number] |= _in_company(pasted, whole[number], beside)
    named = {
        path
        for place, paths in enumerate(targets)
        if any(line[place : place + 1] not in ([], [""]) for line in room)
        for path in paths
    } - beside
    named |= {path for row in whole for path in beside if row.get(path)}
    return Pasted(
        rows=whole,
        added=tuple(each.path for each in offered if each.path in named - {one.path for one in shown}),
        unknown=unknown,
        first=cell_name(start, targets[0][0]) if targets and targets[0] else "",
        left=_as_text(body[len(room) :]),
        count=len(room),
    )


def _in_company(pasted: Row, standing: Row, beside: Set[str]) -> Row:
    """Without what a heading means besides where nothing else of that row of its group is filled."""
    filled = [path for path, text in {**standing, **pasted}.items() if text and path not in beside]
    groups = {path.rpartition(".")[0] for path in filled}
    return {
        path: text for path, text in pasted.items() if path not in beside or path.rpartition(".")[0] in groups
    }


def _targets(
    lines: Sequence[Sequence[str]], shown: Sequence[Column], offered: Sequence[Column], at: str
) -> tuple[list[tuple[str, ...]], tuple[str, ...], Sequence[Sequence[str]], Set[str]]:
    """The paths of each copied column, the headings that mean nothing, the lines below the headings, and the
    paths that a heading means besides."""
    words = Vocabulary([each.spec for each in offered])
    first = lines[0] if lines else []
    meanings = [words.meaning(cell) for cell in first]
    known = [each for each in meanings if each is not None]
    if len(known) >= min(_FEWEST_KNOWN, len(first)) and known:
        by_spec = {id(each.spec): each.path for each in offered}
        targets = [
            tuple(by_spec[id(one.column)] for one in each.fields if not one.row and id(one.column) in by_spec)
            if each
            else ()
            for each in meanings
        ]
        nothing = [cell for cell, each in zip(first, targets, strict=True) if not each]
        unknown = tuple(cell for cell in nothing if cell.casefold() not in _NUMBERING)
        fields = [one for each in known for one in each.fields if one.beside]
        beside = {by_spec[id(one.column)] for one in fields if id(one.column) in by_spec}
        return targets, unknown, lines[1:], beside
    place = place_in(at)
    paths = [each.path for each in shown]
    begin = paths.index(place[1]) if place and place[1] in paths else 0
    return [(path,) for path in paths[begin:]], (), lines, frozenset()


def _first_row(rows: Sequence[Mapping[str, str]], at: str) -> int:
    place = place_in(at)
    if place is not None:
        return place[0]
    filled = [number for number, row in enumerate(rows) if any(row.values())]
    return filled[-1] + 1 if filled else 0


def _as_text(lines: Sequence[Sequence[str]]) -> str:
    out = StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(lines)
    return out.getvalue()


def read_cells(post: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Row, path and text of each cell of a posted grid."""
    for name in post:
        place = place_in(name)
        if place is not None:
            yield *place, (post.get(name) or "").replace("\0", "").strip()
