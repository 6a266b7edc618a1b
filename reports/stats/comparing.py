"""What a draft changes against what is public now, in shown figures only: the approver sees no true count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from django.utils.translation import gettext as _

from reports.stats.declared import Break, DeclaredTable
from reports.stats.disclosure import IMPOSSIBLE, Shown
from reports.stats.drawing import Drawn, standing
from reports.stats.enums import ReleaseState
from reports.stats.gate import CellState
from reports.stats.lattice import cell_id
from reports.stats.models import Release, ReleaseCell, ReleaseTable
from reports.stats.resolved import Cell, Resolved
from talent.orgs.models import Region

#: Of the differences the largest ones are listed.
MOST_DIFFERENCES = 20


@dataclass(frozen=True)
class _Both:
    """What is public of each cell, and what a draft would show."""

    before: Mapping[str, Shown]
    now: Mapping[str, CellState]


def summary(resolved: Resolved, drawn: Drawn) -> dict[str, Any]:
    """Table by table how many figures are shown, hidden and moved, and the one that moved the furthest; new
    and vanished tables; the largest differences of all. Against what is public: what was withdrawn is not."""
    last = public_number()
    both = _Both(_public(drawn.previous, last or 0), drawn.states)
    past = ReleaseTable.objects.filter(release__number=last or 0).order_by("key")
    titles = dict(past.values_list("key", "title_zh"))
    tables = resolved.declared.tables
    keys = {table.key for table in tables}
    moves = {table.key: _largest(table, resolved, both) for table in tables}
    overall = {move.cell.id: move for table in tables for move in moves[table.key]}
    telling = _Telling(resolved, both, [*overall.values()])
    return {
        "last": last,
        "tables": [
            {
                **_table(table, resolved, both),
                "new": table.key not in titles,
                "largest": telling.of(moves[table.key][0]) if moves[table.key] else None,
            }
            for table in tables
        ],
        "vanished": [{"key": key, "title": title} for key, title in titles.items() if key not in keys],
        "differences": [
            telling.of(move) for move in nlargest(MOST_DIFFERENCES, overall.values(), key=_order)
        ],
    }


def public_number() -> int | None:
    """The release that the public sees."""
    public = Release.objects.filter(state=ReleaseState.PUBLISHED)
    return public.values_list("number", flat=True).first()


def compared_with_another(release: Release) -> str:
    """Why a draft may not be approved that was compared with what is not public any more; "" where it was
    compared with what is."""
    told, public = release.secret.summary, public_number()
    if "last" not in told or told["last"] == public:
        return ""
    said = _(
        "这份草稿起草以后有发布被撤回或恢复，上面说的变动不是与公众现在看到的相比，不能批准。"
        "请放弃这份草稿，再起草一份。"
    )
    return str(said)


def public_texts(cells: Collection[ReleaseCell], *, last: int) -> dict[int, str]:
    """What is public of these cells of a draft, by their row; absent what is not. `last`: the release that
    the draft was compared with."""
    names = {each.pk: cell_id(each.area, each.classes) for each in cells}
    known = _public(standing(names.values()), last, areas={each.area for each in cells})
    return {row: known[name].text for row, name in names.items() if name in known}


def _public(
    states: Mapping[str, CellState], last: int, *, areas: Collection[int] | None = None
) -> dict[str, Shown]:
    """What the public sees of each cell. The standing figure, unless a release that was withdrawn since or a
    draft that was discarded drew it: then what the release that is public shows."""
    unseen = {cell for cell, state in states.items() if state.last_redraw > last}
    shown = {cell: state.shown for cell, state in states.items() if cell not in unseen}
    if not unseen:
        return shown
    cells = ReleaseCell.objects.filter(table__release__number=last)
    some = cells if areas is None else cells.filter(area__in=areas)
    for area, classes, value, mark in some.values_list("area", "classes", "value", "mark").iterator():
        if (cell := cell_id(area, classes)) in unseen:
            shown[cell] = Shown(value, mark)
    return shown


def _table(table: DeclaredTable, resolved: Resolved, both: _Both) -> dict[str, Any]:
    names = ("cells", "shown", "hidden", "impossible", "moved", "first", "first_hidden")
    counts = dict.fromkeys(names, 0)
    for cell in resolved.cells(table):
        now, last = both.now[cell.id], both.before.get(cell.id)
        counts["cells"] += 1
        if now.shown == IMPOSSIBLE:
            counts["impossible"] += 1
        else:
            hidden = now.shown.value is None
            counts["hidden" if hidden else "shown"] += 1
            counts["first_hidden" if hidden else "first"] += last is None
            counts["moved"] += last is not None and last != now.shown
    titles = {"title_zh": table.title_zh, "title_en": table.title_en}
    return {"key": table.key, **titles, "level": table.level, **counts}


@dataclass(frozen=True)
class _Move:
    by: int
    cell: Cell
    table: DeclaredTable


def _order(move: _Move) -> tuple[int, str]:
    return move.by, move.cell.id


def _largest(table: DeclaredTable, resolved: Resolved, both: _Both) -> list[_Move]:
    """The figures of a table that move the furthest; one that is hidden counts as the middle of what it may
    be."""
    moves = []
    for cell in resolved.cells(table):
        last = both.before.get(cell.id)
        if last and (by := abs(_size(both.now[cell.id].shown) - _size(last))):
            moves.append(_Move(by, cell, table))
    return nlargest(MOST_DIFFERENCES, moves, key=_order)


class _Telling:
    """Figures that moved, in words of both languages."""

    def __init__(self, resolved: Resolved, both: _Both, moves: Sequence[_Move]) -> None:
        self.resolved, self.both = resolved, both
        self.names = Region.objects.in_bulk({move.cell.area for move in moves})

    def of(self, move: _Move) -> dict[str, Any]:
        region = self.names[move.cell.area]
        classes = _class_words(move.table.breaks, move.cell, self.resolved)
        words = [(region.name, region.named("en")), *classes]
        return {
            "zh": " · ".join(zh for zh, _en in words),
            "en": " · ".join(en for _zh, en in words),
            "before": self.both.before[move.cell.id].text,
            "now": self.both.now[move.cell.id].shown.text,
        }


def _class_words(breaks: Sequence[Break], cell: Cell, resolved: Resolved) -> list[tuple[str, str]]:
    return [
        (found.label_zh, found.label_en)
        for each in breaks
        for found in resolved.classes(each)
        if cell.classes.get(each.key) == found.code
    ]


def _size(shown: Shown) -> int:
    return 0 if shown == IMPOSSIBLE else 5 if shown.value is None else shown.value
