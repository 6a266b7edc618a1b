"""The secret cell gate: when a figure may move.

At each release a cell is drawn again only if at least k persons differ from its set at its last redraw;
otherwise its last figure, shown or hidden, is repeated. k is secret, one of ten numbers that begin at ten and
half the figure (at most at 35). Without the gate "the figure changed" proves "the set changed", and one
person's coming or going can be read off (AUC .97). With k of 10 to 14 for every cell, as first designed, an
attacker who knows everybody else in cells of at most 50 persons found movers over four releases from 5 % of
coming and going on (docs/disclosure.md): a cell that such an attacker knows must not be drawn again before a
good part of it is other persons.

The prices: a figure lags behind by fewer than k persons who came or went, and two cells that hold one set of
persons may show figures of different releases. Everything here is a pure function; who stores the states must
keep the snapshot of every release that releases_in_use() names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from reports.stats.cellkeys import EMPTY, Snapshot, StatisticsKey, Tally
from reports.stats.disclosure import IMPOSSIBLE, Shown, shown

SMALLEST_K = 10
#: So many numbers k is drawn from.
WIDTH = 10
#: What half of the figure adds at most.
MOST_ADDED = 25
#: What a hidden figure counts as: the middle of what it mostly stands for.
HIDDEN_AS = 5
LARGEST_K = SMALLEST_K + MOST_ADDED + WIDTH - 1


#: The keys of a cell's persons, added up in as many parts by the last bits of each; empty where not known.
type Parts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CellState:
    """A published cell: its figure and the number of the release that drew it; of a cell that is drawn right
    now the parts of its set as well (`twins`). No true count is kept."""

    last_redraw: int
    shown: Shown
    parts: Parts = ()


def gate_widths(standing: Shown) -> range:
    """The numbers that k may be for a cell that shows this figure: they follow from what is public."""
    size = HIDDEN_AS if standing.value is None else standing.value
    lowest = SMALLEST_K + min(size // 2, MOST_ADDED)
    return range(lowest, lowest + WIDTH)


def gate_width(cell: str, last_redraw: int, standing: Shown, *, key: StatisticsKey) -> int:
    """k of this cell until its next redraw; it stays as long as the figure does, so it cannot be averaged."""
    message = last_redraw.to_bytes(8, "big") + cell.encode()
    return gate_widths(standing)[key.word(b"gate", message) % WIDTH]


def changed_counts(before: Snapshot, after: Snapshot) -> Counter[str]:
    """How many persons came to or left each cell; one who went and came back has not changed.

    The oracle of the set-based form: with (person, cell) pairs, each once, in two tables, it is the number
    of pairs per cell that stand in exactly one of them (two anti joins, or a full join with one side
    empty). One who leaves and another who comes are two. Cells without a change are absent.
    """
    counts: Counter[str] = Counter()
    for person in before.keys() | after.keys():
        counts.update(before.get(person, frozenset()) ^ after.get(person, frozenset()))
    return counts


def releases_in_use(states: Mapping[str, CellState]) -> frozenset[int]:
    """The releases whose snapshot a later release still needs; the others' may be deleted."""
    return frozenset(state.last_redraw for state in states.values() if state.shown != IMPOSSIBLE)


def changes_since_redraw(
    states: Mapping[str, CellState], *, snapshots: Mapping[int, Snapshot], now: Snapshot
) -> dict[str, int]:
    """For each published cell, the persons who differ from its set at its own last redraw.

    Raises KeyError if a snapshot in use is missing: guessing would open the gate.
    """
    changed = {release: changed_counts(snapshots[release], now) for release in releases_in_use(states)}
    return {
        cell: changed[state.last_redraw][cell] for cell, state in states.items() if state.shown != IMPOSSIBLE
    }


def redraw(
    *,
    release: int,
    cells: Iterable[str],
    previous: Mapping[str, CellState],
    changed: Mapping[str, int],
    now: Mapping[str, Tally],
    key: StatisticsKey,
    impossible: AbstractSet[str] = frozenset(),
    instead: Mapping[str, Shown] | None = None,
    parts: Mapping[str, Parts] | None = None,
) -> dict[str, CellState]:
    """The states after a new release of `cells`, which are all cells of the lattice by definition.

    A cell of the lattice that nobody is in is published like any other (`now` need not name it), or its
    absence would give the zero away. A cell never seen is drawn. A cell that left the lattice keeps its state
    unpublished: drawn afresh on its return, it would have passed its gate. `changed` is
    changes_since_redraw() or its equal; `instead` is what a cell that is drawn shows where it is nearly a
    standing one (`kin`, `twins`), and `parts` is kept of its set. Raises ValueError if somebody is counted in
    a cell outside the lattice, or if the release is not newer than what is published.
    """
    lattice, instead, parts = frozenset(cells), instead or {}, parts or {}
    _refuse_disorder(release, lattice, previous, now)

    def next_state(cell: str) -> CellState:
        if cell in impossible:
            return CellState(release, IMPOSSIBLE)
        last = previous.get(cell)
        if last and not is_drawn(cell, last, changed.get(cell, 0), key=key):
            return last
        figure = instead.get(cell) or shown(now.get(cell, EMPTY), key=key)
        return CellState(release, figure, parts.get(cell, ()))

    return {**previous, **{cell: next_state(cell) for cell in sorted(lattice)}}


def is_new(state: CellState | None) -> bool:
    """Whether no release had a figure in the cell: it was no cell, or impossible."""
    return state is None or state.shown == IMPOSSIBLE


def is_drawn(cell: str, last: CellState | None, changed: int, *, key: StatisticsKey) -> bool:
    """Whether a release draws a cell: one never seen, or so many persons differ from the set last drawn."""
    if last is None or is_new(last):
        return True
    return changed >= gate_width(cell, last.last_redraw, last.shown, key=key)


def _refuse_disorder(
    release: int, lattice: AbstractSet[str], previous: Mapping[str, CellState], now: Mapping[str, Tally]
) -> None:
    if stray := now.keys() - lattice:
        raise ValueError(f"{len(stray)} cells outside the lattice hold persons, such as {min(stray)}")
    if any(state.last_redraw >= release for state in previous.values()):
        raise ValueError(f"release {release} is not newer than the published one")
