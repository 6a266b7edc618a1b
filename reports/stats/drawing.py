"""From columns of facts to the figures of a release: count, compare with the sets last drawn, draw.

What comes out holds for the whole lattice. Nothing is written here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from reports.stats.cellkeys import StatisticsKey
from reports.stats.columns import Counted, changed_persons, changes, counted, from_bytes, read_columns
from reports.stats.disclosure import Shown
from reports.stats.enums import Step
from reports.stats.gate import CellState, is_drawn, is_new, redraw, releases_in_use
from reports.stats.kin import Kinship, Then
from reports.stats.models import PublishedCell, Snapshot
from reports.stats.renaming import Renamed, heirs, renames, taken_over, with_new_names
from reports.stats.resolved import Resolved
from reports.stats.sets import public_sets
from reports.stats.twins import twins

type Say = Callable[[Step], None]


class MissingSnapshot(LookupError):
    """The set of a cell at its last redraw is not known: guessing would open the gate."""


@dataclass(frozen=True)
class Drawn:
    """The states of all cells after the release, those before it, and what was counted."""

    states: Mapping[str, CellState]
    previous: Mapping[str, CellState]
    columns: pl.DataFrame


def draw(resolved: Resolved, *, number: int, as_of: date, key: StatisticsKey, say: Say) -> Drawn:
    """Draw every cell of the declared tables behind its gate. Raises MissingSnapshot."""
    say(Step.READING)
    columns = read_columns(resolved, as_of=as_of)
    say(Step.COUNTING)
    now = counted(columns, resolved)
    say(Step.COMPARING)
    since = compare(resolved, columns, standing(), snapshot, key=key)
    say(Step.DRAWING)
    states = next_states(resolved, columns, since, now, public_sets(), number=number, key=key)
    return Drawn(states, since.states, columns)


def standing(cells: Iterable[str] | None = None) -> dict[str, CellState]:
    """The state of every cell (of these, if given) that ever was public, or in a draft that was discarded."""
    found = PublishedCell.objects.all() if cells is None else PublishedCell.objects.filter(cell__in=cells)
    rows = found.values_list("cell", "last_redraw", "value", "mark")
    return {cell: CellState(last, Shown(value, mark)) for cell, last, value, mark in rows}


@dataclass(frozen=True)
class Since:
    """What has come since the last redraws: the standing states under the names of today, for each of these
    cells the persons who differ from its set then, and the snapshots in the codes of today."""

    states: Mapping[str, CellState]
    changed: Mapping[str, int]
    then: Then


def compare(
    resolved: Resolved,
    now: pl.DataFrame,
    previous: Mapping[str, CellState],
    then: Then,
    *,
    key: StatisticsKey,
) -> Since:
    """How the persons of now differ from those of the snapshots (the set-based form of
    gate.changes_since_redraw). One snapshot after another, so that two of them are never held at once."""
    states, changed = dict(previous), dict[str, int]()
    renamed: dict[int, Renamed] = {}
    for release in sorted(releases_in_use(previous)):
        before = then(release)
        old, new = changed_persons(before, now)
        renamed[release] = codes = renames(before, old, new, key=key)
        inherited = heirs(states, release, codes)
        states = taken_over(states, inherited)
        changed = {cell: count for cell, count in changed.items() if cell not in inherited}
        for cell, count in changes(with_new_names(old, codes), new, resolved):
            if cell in states and states[cell].last_redraw == release:
                changed[cell] = count
    return Since(states, changed, lambda release: with_new_names(then(release), renamed.get(release, {})))


def next_states(
    resolved: Resolved,
    columns: pl.DataFrame,
    since: Since,
    now: Counted,
    sets: pl.DataFrame,
    *,
    number: int,
    key: StatisticsKey,
) -> dict[str, CellState]:
    """The states of all cells after the release of this number; `sets` are those that were public before."""
    every = {cell.id: cell.impossible for table in resolved.declared.tables for cell in resolved.cells(table)}
    drawn = {
        cell
        for cell, never in every.items()
        if not never and is_drawn(cell, since.states.get(cell), since.changed.get(cell, 0), key=key)
    }
    new = [cell for cell in drawn if is_new(since.states.get(cell))]
    staying = {cell: state for cell, state in since.states.items() if not is_new(state) and cell not in drawn}
    near = twins(sets, {cell: now.parts[cell] for cell in sorted(drawn & now.parts.keys())}, key=key)
    kin = Kinship(resolved, columns, staying, key, since.then).first_figures(new)
    return redraw(
        release=number,
        cells=every,
        previous=since.states,
        changed=since.changed,
        now=now.tallies,
        key=key,
        impossible=frozenset(cell for cell, never in every.items() if never),
        instead=kin | near,
        parts=now.parts,
    )


def snapshot(release: int) -> pl.DataFrame:
    """The columns of a release that is still in use. Raises MissingSnapshot."""
    parts = Snapshot.objects.filter(release=release).order_by("part").values_list("rows", flat=True)
    found = [bytes(each) for each in parts]
    if not found:
        raise MissingSnapshot(release)
    return from_bytes(found)
