"""From columns of facts to the figures of a release: count, compare with the sets last drawn, draw.

What comes out holds for the whole lattice. Nothing is written here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from reports.stats.cellkeys import StatisticsKey
from reports.stats.columns import changes, from_bytes, read_columns, tally
from reports.stats.disclosure import Shown
from reports.stats.enums import Step
from reports.stats.gate import CellState, redraw, releases_in_use
from reports.stats.models import PublishedCell, Snapshot
from reports.stats.resolved import Resolved

type Say = Callable[[Step], None]


class MissingSnapshot(LookupError):
    """The set of a cell at its last redraw is not known: guessing would open the gate."""


@dataclass(frozen=True)
class Drawn:
    """The states of all cells after the release, and what was counted."""

    states: Mapping[str, CellState]
    columns: pl.DataFrame


def draw(resolved: Resolved, *, number: int, as_of: date, key: StatisticsKey, say: Say) -> Drawn:
    """Draw every cell of the declared tables behind its gate. Raises MissingSnapshot."""
    say(Step.READING)
    columns = read_columns(resolved, as_of=as_of)
    say(Step.COUNTING)
    now = dict(tally(columns, resolved))
    say(Step.COMPARING)
    previous = standing()
    changed = changes_since_redraw(previous, columns, resolved)
    say(Step.DRAWING)
    every = {cell.id: cell.impossible for table in resolved.declared.tables for cell in resolved.cells(table)}
    states = redraw(
        release=number,
        cells=every,
        previous=previous,
        changed=changed,
        now=now,
        key=key,
        impossible=frozenset(cell for cell, impossible in every.items() if impossible),
    )
    return Drawn(states, columns)


def standing() -> dict[str, CellState]:
    """The state of every cell that ever was public, or in a draft that was read and discarded."""
    rows = PublishedCell.objects.values_list("cell", "last_redraw", "value", "mark")
    return {cell: CellState(last, Shown(value, mark)) for cell, last, value, mark in rows}


def changes_since_redraw(
    previous: Mapping[str, CellState], now: pl.DataFrame, resolved: Resolved
) -> dict[str, int]:
    """For each published cell, the persons who differ from its set at its own last redraw (the set-based form
    of gate.changes_since_redraw). One snapshot after another, so that two of them are never held at once."""
    changed: dict[str, int] = {}
    for release in sorted(releases_in_use(previous)):
        for cell, count in changes(snapshot(release), now, resolved):
            state = previous.get(cell)
            if state is not None and state.last_redraw == release:
                changed[cell] = count
    return changed


def snapshot(release: int) -> pl.DataFrame:
    """The columns of a release that is still in use. Raises MissingSnapshot."""
    parts = Snapshot.objects.filter(release=release).order_by("part").values_list("rows", flat=True)
    found = [bytes(each) for each in parts]
    if not found:
        raise MissingSnapshot(release)
    return from_bytes(found)
