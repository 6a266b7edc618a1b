"""Codes and areas that took another's persons: the old one under a new name, with its figures and its gate.

A code may be replaced, or a banner be given a new one. Its cells would be new and drawn at once, past the
gate, beside the figures of nearly the same persons in the release before: one who left in between could be
read off. Whether a code is another's heir is seen by its persons and by nothing that was declared. How many
of them must be the same is secret, from half to three quarters: whoever moves just half of a code's persons
could else read off whether one more has left.
"""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from reports.stats.cellkeys import StatisticsKey
from reports.stats.columns import AREAS, PERSON
from reports.stats.gate import CellState
from reports.stats.lattice import cell_id, parts_of

#: Column → old code → new one.
type Renamed = Mapping[str, Mapping[int | str, int | str]]


#: More than so many percent of a code's persons, of then and of now, make an heir; which of these is secret.
MOST = range(50, 76)


def renames(then: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame, *, key: StatisticsKey) -> Renamed:
    """Of the whole snapshot and of the `changed_persons`: each code most of whose remaining persons are
    under one other now, where they are most of the persons who were there before."""
    names = [name for name in old.columns if name != PERSON]
    found = {name: dict(_renames(name, then, old, new, key)) for name in names}
    return {name: codes for name, codes in found.items() if codes}


def _renames(
    name: str, then: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame, key: StatisticsKey
) -> Iterator[tuple[int | str, int | str]]:
    moves = _once(old, name).join(_once(new, name).rename({name: "now"}), on=PERSON)
    counts = moves.group_by(name, "now").len()
    for was, now, count in counts.filter(pl.col(name) != pl.col("now")).iter_rows():
        left = counts.filter(pl.col(name) == was)["len"].sum()
        come = counts.filter(pl.col("now") == now)["len"].sum()
        most = most_of(name, was, now, key=key)
        # Those of whom nothing differs are counted only where the others alone leave it open.
        if 100 * count > most * max(left, come) and 100 * count > most * max(
            left + _rest(name, was, then, old), come + _rest(name, now, then, old)
        ):
            yield was, now


def most_of(name: str, was: int | str, now: int | str, *, key: StatisticsKey) -> int:
    """Percent from which on the one is the heir of the other."""
    return MOST[key.word(b"heir", f"{name}|{was}|{now}".encode()) % len(MOST)]


def _once(columns: pl.DataFrame, name: str) -> pl.DataFrame:
    return columns.select(PERSON, name).drop_nulls().unique()


def _rest(name: str, code: int | str, then: pl.DataFrame, old: pl.DataFrame) -> int:
    """How many persons a code had of whom nothing differs."""
    whole, changed = (
        each.filter(pl.col(name).cast(pl.String) == str(code))[PERSON].n_unique() for each in (then, old)
    )
    return whole - changed


def with_new_names(columns: pl.DataFrame, renamed: Renamed) -> pl.DataFrame:
    """The rows of a snapshot in the codes of today."""
    return columns.with_columns(
        (pl.col(name) if columns[name].dtype.is_integer() else pl.col(name).cast(pl.String)).replace(
            dict(codes)
        )
        for name, codes in renamed.items()
        if name in columns.columns
    )


def heirs(states: Mapping[str, CellState], release: int, renamed: Renamed) -> dict[str, str]:
    """The cells that this release drew under another name: the name of today → that one."""
    drawn = (cell for cell, state in states.items() if state.last_redraw == release) if renamed else ()
    named = ((_new_name(cell, renamed), cell) for cell in drawn)
    return {new: old for new, old in named if new != old}


def taken_over(states: Mapping[str, CellState], heirs: Mapping[str, str]) -> dict[str, CellState]:
    """The standing states under the names of today. What an heir showed of its own gives way: it was of a
    class that nearly nobody was in."""
    gone = frozenset(heirs.values())
    kept = {cell: state for cell, state in states.items() if cell not in gone}
    return kept | {new: states[old] for new, old in heirs.items()}


def _new_name(cell: str, renamed: Renamed) -> str:
    area, classes = parts_of(cell)
    return cell_id(
        int(_first(renamed, AREAS.values(), area)),
        {key: str(renamed.get(key, {}).get(code, code)) for key, code in classes.items()},
    )


def _first(renamed: Renamed, columns: Iterable[str], area: int) -> int | str:
    found = (renamed[name][area] for name in columns if area in renamed.get(name, {}))
    return next(found, area)
