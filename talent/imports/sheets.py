"""From rows under a heading row to documents of text by field, each value with the cell it came from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talent.imports.endings import is_signature, is_total
from talent.imports.headings import Header, Target
from talent.imports.readers import Kind, NeutralCell, NeutralRow, Spread

_DATES = frozenset({"date", "month", "partial_date"})
_MAYBE_NUMBERS = frozenset({Kind.NUMBER, Kind.UNTYPED})
_OCTOBER_OR_JANUARY = re.compile(r"[12][0-9]{3}\.1")


@dataclass(frozen=True)
class CellProblem:
    """A value that the office program has spoilt before it came here; `text` says how to mend it."""

    path: str
    cell: str
    text: str


@dataclass(frozen=True)
class SourceRow:
    """One entry: `raw` is a document of text as typed, `cells` the cell of each path in it (F12).

    {"identity": {"full_name": "苏和"}, "title": [{"obtained_on": "2004年2月"}]} has the paths
    identity.full_name and title.0.obtained_on. Date cells are ISO text. `problems` concern paths of `cells`.
    """

    sheet: str
    row: int
    raw: dict[str, Any]
    cells: dict[str, str]
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True)
class SkippedRow:
    """A row with text that is no entry, and why."""

    sheet: str
    row: int
    reason: str


def to_documents(header: Header, rows: Iterable[NeutralRow]) -> Iterator[SourceRow | SkippedRow]:
    """The rows of the header's sheet that stand under it, in order; rows with nothing but a number are left out."""
    targets = {mapped.column: mapped.targets for mapped in header.columns}
    headings = {mapped.column: mapped.heading.text for mapped in header.columns}
    for row in rows:
        if row.number <= header.row:
            continue
        if reason := _no_entry(row, headings):
            yield SkippedRow(row.sheet, row.number, reason)
            continue
        said = {cell.column for cell in row.cells if cell.spread is Spread.OWN} - header.numbering
        if said & targets.keys():
            yield _entry(row, targets)
        elif said:
            yield SkippedRow(row.sheet, row.number, _("这一行没有可导入的内容。"))


def _no_entry(row: NeutralRow, headings: Mapping[int, str]) -> str | None:
    texts = [cell.text for cell in row.cells if cell.spread is Spread.OWN]
    if is_signature(texts):
        return _("看作落款或说明，没有导入。")
    if is_total(texts[0]):
        return _("看作合计行，没有导入。")
    if {cell.column: cell.text for cell in row.cells if cell.column in headings} == headings:
        return _("与表头相同，看作重复的表头，没有导入。")
    return None


def _entry(row: NeutralRow, targets: Mapping[int, tuple[Target, ...]]) -> SourceRow:
    taken = (cell for cell in row.cells if cell.spread is not Spread.ACROSS)
    filled = [(target, cell) for cell in taken for target in targets.get(cell.column, ())]
    raw: dict[str, Any] = {}
    cells: dict[str, str] = {}
    problems: list[CellProblem] = []
    for target, cell in _without_empty_rows(filled):
        _put(raw, target, cell.text)
        path = target.path
        cells[path] = cell.address
        if sentence := _spoilt(cell, target.kind):
            problems.append(CellProblem(path, cells[path], sentence))
    return SourceRow(row.sheet, row.number, raw, cells, tuple(problems))


_Filled = list[tuple[Target, NeutralCell]]


def _without_empty_rows(filled: _Filled) -> _Filled:
    """With the rows of repeating groups counted as they will stand in the document, the empty ones left out."""
    if not any(target.row for target, _cell in filled):
        return filled
    used: dict[str, set[int]] = {}
    for target, _cell in filled:
        if target.row is not None:
            used.setdefault(target.group, set()).add(target.row)
    places = {group: {row: place for place, row in enumerate(sorted(rows))} for group, rows in used.items()}
    return [
        (target if target.row is None else target._replace(row=places[target.group][target.row]), cell)
        for target, cell in filled
    ]


def _put(raw: dict[str, Any], target: Target, text: str) -> None:
    if target.row is None:
        raw.setdefault(target.group, {})[target.key] = text
        return
    rows = raw.setdefault(target.group, [])
    while len(rows) <= target.row:
        rows.append({})
    rows[target.row][target.key] = text


def _spoilt(cell: NeutralCell, kind: str) -> str | None:
    if cell.kind is Kind.ROUNDED:
        return _("超过 15 位的数字按数值保存，末尾几位已丢失。请把单元格设为“文本”格式，重新填写完整号码。")
    if kind in _DATES and cell.kind in _MAYBE_NUMBERS and _OCTOBER_OR_JANUARY.fullmatch(cell.text):
        year = cell.text[:4]
        return _("“%(text)s”分不清是 1 月还是 10 月，请改为 %(year)s-01 或 %(year)s-10。") % {
            "text": cell.text,
            "year": year,
        }
    return None
