"""What a draft changes against what is public now, in shown figures only: the approver sees no true count."""

from collections.abc import Mapping, Sequence
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
    """Table by table how many figures are shown, hidden and moved; new and vanished tables; the largest
    differences. `last`: the release before."""
    before = dict(
        ReleaseTable.objects.filter(release__number=last or 0).order_by("key").values_list("key", "title_zh")
    )
    tables = resolved.declared.tables
    keys = {table.key for table in tables}
    return {
        "last": last,
        "tables": [_table(table, resolved, drawn, is_new=table.key not in before) for table in tables],
        "vanished": [{"key": key, "title": title} for key, title in before.items() if key not in keys],
        "differences": _largest(resolved, drawn),
    }


def _table(table: DeclaredTable, resolved: Resolved, drawn: Drawn, *, is_new: bool) -> dict[str, Any]:
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
    return {"key": table.key, **titles, "level": table.level, "new": is_new, **counts}


def _largest(resolved: Resolved, drawn: Drawn) -> list[dict[str, Any]]:
    """The figures that move the furthest; one that is hidden counts as the middle of what it may be."""
    met: dict[str, tuple[int, Cell, DeclaredTable]] = {}
    for table in resolved.declared.tables:
        for cell in resolved.cells(table):
            last = drawn.previous.get(cell.id)
            by = abs(_size(drawn.states[cell.id]) - _size(last)) if last else 0
            if by:
                met.setdefault(cell.id, (by, cell, table))
    largest = nlargest(MOST_DIFFERENCES, met.values(), key=lambda each: (each[0], each[1].id))
    names = Region.objects.in_bulk([cell.area for _by, cell, _table in largest])
    return [_difference(each, resolved, drawn, names) for each in largest]


def _difference(
    found: tuple[int, Cell, DeclaredTable], resolved: Resolved, drawn: Drawn, names: Mapping[int, Region]
) -> dict[str, Any]:
    _by, cell, table = found
    region = names[cell.area]
    words = [(region.name, region.named("en")), *_class_words(table.breaks, cell, resolved)]
    return {
        "zh": " · ".join(zh for zh, _en in words),
        "en": " · ".join(en for _zh, en in words),
        "before": drawn.previous[cell.id].shown.text,
        "now": drawn.states[cell.id].shown.text,
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
