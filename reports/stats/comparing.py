"""What a draft changes against what is public now, in shown figures only: the approver sees no true count."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from reports.stats.declared import Break, DeclaredTable
from reports.stats.disclosure import IMPOSSIBLE
from reports.stats.drawing import Drawn
from reports.stats.gate import CellState
from reports.stats.models import ReleaseTable
from reports.stats.resolved import Cell, Resolved
from talent.orgs.models import Region

#: Of the differences the largest ones are listed.
MOST_DIFFERENCES = 20


def summary(resolved: Resolved, drawn: Drawn, *, last: int | None) -> dict[str, Any]:
    """Table by table how many figures are shown, hidden and moved, and the one that moved the furthest; new
    and vanished tables; the largest differences of all. `last`: the release before."""
    before = dict(
        ReleaseTable.objects.filter(release__number=last or 0).order_by("key").values_list("key", "title_zh")
    )
    tables = resolved.declared.tables
    keys = {table.key for table in tables}
    moves = {table.key: _largest(table, resolved, drawn) for table in tables}
    overall = {move.cell.id: move for table in tables for move in moves[table.key]}
    telling = _Telling(resolved, drawn, [*overall.values()])
    return {
        "last": last,
        "tables": [
            {
                **_table(table, resolved, drawn),
                "new": table.key not in before,
                "largest": telling.of(moves[table.key][0]) if moves[table.key] else None,
            }
            for table in tables
        ],
        "vanished": [{"key": key, "title": title} for key, title in before.items() if key not in keys],
        "differences": [
            telling.of(move) for move in nlargest(MOST_DIFFERENCES, overall.values(), key=_order)
        ],
    }


def _table(table: DeclaredTable, resolved: Resolved, drawn: Drawn) -> dict[str, Any]:
    counts = {"cells": 0, "shown": 0, "hidden": 0, "impossible": 0, "moved": 0, "first": 0}
    for cell in resolved.cells(table):
        now, last = drawn.states[cell.id], drawn.previous.get(cell.id)
        counts["cells"] += 1
        if now.shown == IMPOSSIBLE:
            counts["impossible"] += 1
        else:
            counts["hidden" if now.shown.value is None else "shown"] += 1
            counts["first"] += last is None
            counts["moved"] += last is not None and last.shown != now.shown
    titles = {"title_zh": table.title_zh, "title_en": table.title_en}
    return {"key": table.key, **titles, "level": table.level, **counts}


@dataclass(frozen=True)
class _Move:
    by: int
    cell: Cell
    table: DeclaredTable


def _order(move: _Move) -> tuple[int, str]:
    return move.by, move.cell.id


def _largest(table: DeclaredTable, resolved: Resolved, drawn: Drawn) -> list[_Move]:
    """The figures of a table that move the furthest; one that is hidden counts as the middle of what it may
    be."""
    moves = []
    for cell in resolved.cells(table):
        last = drawn.previous.get(cell.id)
        if last and (by := abs(_size(drawn.states[cell.id]) - _size(last))):
            moves.append(_Move(by, cell, table))
    return nlargest(MOST_DIFFERENCES, moves, key=_order)


class _Telling:
    """Figures that moved, in words of both languages."""

    def __init__(self, resolved: Resolved, drawn: Drawn, moves: Sequence[_Move]) -> None:
        self.resolved, self.drawn = resolved, drawn
        self.names = Region.objects.in_bulk({move.cell.area for move in moves})

    def of(self, move: _Move) -> dict[str, Any]:
        region = self.names[move.cell.area]
        classes = _class_words(move.table.breaks, move.cell, self.resolved)
        words = [(region.name, region.named("en")), *classes]
        return {
            "zh": " · ".join(zh for zh, _en in words),
            "en": " · ".join(en for _zh, en in words),
            "before": self.drawn.previous[move.cell.id].shown.text,
            "now": self.drawn.states[move.cell.id].shown.text,
        }


def _class_words(breaks: Sequence[Break], cell: Cell, resolved: Resolved) -> list[tuple[str, str]]:
    return [
        (found.label_zh, found.label_en)
        for each in breaks
        for found in resolved.classes(each)
        if cell.classes.get(each.key) == found.code
    ]


def _size(state: CellState) -> int:
    return 0 if state.shown == IMPOSSIBLE else 5 if state.shown.value is None else state.shown.value
