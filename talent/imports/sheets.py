"""From rows under a heading row to documents of text by field, each value with the cell it came from."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from talent.imports.endings import is_signature, is_total
from talent.imports.headings import Header, Target
from talent.imports.readers import Kind, NeutralCell, NeutralRow, Spread, address

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
    """One entry: `raw` is a document of text as typed, `columns` the column of each path that has one.

    {"identity": {"full_name": "苏和"}, "title": [{"obtained_on": "2004年2月"}]} has the paths
    identity.full_name and title.0.obtained_on. Date cells are ISO text. `problems` concern values in `raw`.
    """

    sheet: str
    row: int
    raw: dict[str, Any]
    columns: Mapping[str, int]
    problems: tuple[CellProblem, ...] = ()

    @cached_property
    def cells(self) -> dict[str, str]:
        """Path → cell (F12), also where the cell is empty, since a missing value is mended there."""
        return {path: address(self.row, column) for path, column in self.columns.items()}


@dataclass(frozen=True)
class SkippedRow:
    """A row with text that is no entry, and why."""

    sheet: str
    row: int
    reason: str


def to_documents(header: Header, rows: Iterable[NeutralRow]) -> Iterator[SourceRow | SkippedRow]:
    """The rows under the header, in order, of the header's sheet; those with only a number are left out."""
    reading = _Reading(header)
    for row in rows:
        if row.number > header.row and (found := reading.read(row)):
            yield found


class _Reading:
    """How the rows of one sheet are read."""

    def __init__(self, header: Header) -> None:
        self._targets = {mapped.column: mapped.targets for mapped in header.columns}
        self._headings = {mapped.column: mapped.heading.text for mapped in header.columns}
        self._numbering = header.numbering
        places = {target: mapped.column for mapped in header.columns for target in mapped.targets}
        self._columns: Mapping[str, int] = {target.path: column for target, column in places.items()}
        self._several_rows = any(target.row for target in places)

    def read(self, row: NeutralRow) -> SourceRow | SkippedRow | None:
        own = [cell for cell in row.cells if cell.spread is Spread.OWN]
        if reason := self._no_entry(own):
            return SkippedRow(row.sheet, row.number, reason)
        if any(cell.column in self._targets and cell.column not in self._numbering for cell in own):
            return self._entry(row)
        if any(cell.column not in self._numbering for cell in own):
            return SkippedRow(row.sheet, row.number, _("这一行没有可导入的内容。"))
        return None

    def _no_entry(self, own: list[NeutralCell]) -> str | None:
        texts = [cell.text for cell in own]
        if is_signature(texts):
            return _("看作落款或说明，没有导入。")
        if is_total(texts[0]):
            return _("看作合计行，没有导入。")
        if all(self._headings.get(cell.column) in (cell.text, None) for cell in own) and any(
            cell.column in self._headings for cell in own
        ):
            return _("与表头相同，看作重复的表头，没有导入。")
        return None

    def _entry(self, row: NeutralRow) -> SourceRow:
        raw: dict[str, Any] = {}
        problems: list[CellProblem] = []
        filled = [
            (target, cell)
            for cell in row.cells
            if cell.spread is not Spread.ACROSS
            for target in self._targets.get(cell.column, ())
        ]
        filled, columns = _in_company(filled), self._columns
        if self._several_rows:
            filled = _without_empty_rows(filled)
            columns = {**columns, **{target.path: cell.column for target, cell in filled}}
        for target, cell in filled:
            _put(raw, target, cell.text)
            if sentence := _spoilt(cell, target.kind):
                problems.append(CellProblem(target.path, cell.address, sentence))
        return SourceRow(row.sheet, row.number, raw, columns, tuple(problems))


_Filled = list[tuple[Target, NeutralCell]]


def _in_company(filled: _Filled) -> _Filled:
    """Without what a heading means besides where nothing else of that row is filled."""
    rows = {(target.group, target.row) for target, _cell in filled if not target.beside}
    return [each for each in filled if not each[0].beside or (each[0].group, each[0].row) in rows]


def _without_empty_rows(filled: _Filled) -> _Filled:
    """With the rows of repeating groups counted as they will stand in the document, without empty ones."""
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
        words = {"text": cell.text, "year": cell.text[:4]}
        return _("“%(text)s”分不清是 1 月还是 10 月，请改为 %(year)s-01 或 %(year)s-10。") % words
    return None
