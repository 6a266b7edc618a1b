from collections import Counter
from random import Random
from statistics import fmean

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.stats.cellkeys import EMPTY, StatisticsKey, Tally
from reports.stats.disclosure import IMPOSSIBLE, Shown, shown
from reports.stats.gate import (
    LARGEST_K,
    SMALLEST_K,
    CellState,
    changed_counts,
    changes_since_redraw,
    gate_width,
    gate_widths,
    redraw,
    releases_in_use,
)
from tests.reports.stats.oracle import record_keys, tally_cells

KEY = StatisticsKey(bytes(range(32)))
PERSONS = record_keys(range(400), key=KEY)
HIDDEN = Shown.below(10)
SNAPSHOTS = st.dictionaries(st.integers(0, 30), st.frozensets(st.sampled_from("abcd")))


def publish(release, sets, previous=None, snapshots=None):
    """One release of the cells named in `sets`, each a set of person numbers; the states and the snapshot."""
    now = {}
    for cell, persons in sets.items():
        for person in persons:
            now.setdefault(PERSONS[person], set()).add(cell)
    previous = previous or {}
    changed = changes_since_redraw(previous, snapshots=snapshots or {}, now=now)
    tallies = tally_cells(now)
    states = redraw(release=release, cells=sets, previous=previous, changed=changed, now=tallies, key=KEY)
    return states, now


def figure_of(persons):
    return shown(tally_cells({PERSONS[person]: {"a"} for person in persons}).get("a", EMPTY), key=KEY)


@pytest.mark.parametrize(
    ("standing", "least"), [(HIDDEN, 12), (Shown(10), 15), (Shown(50), 35), (Shown(99_995), 35)]
)
def test_k_is_one_of_ten_numbers_that_grow_with_the_figure_and_takes_each(standing, least):
    widths = Counter(gate_width(f"1501{n}", 1, standing, key=KEY) for n in range(1000))
    assert sorted(widths) == [*gate_widths(standing)] == [*range(least, least + 10)]
    assert min(widths.values()) > 60
    assert max(widths) <= LARGEST_K


def test_k_depends_on_the_secret_the_cell_and_the_last_redraw_only():
    widths = [gate_width("150100|category=skilled", release, HIDDEN, key=KEY) for release in range(8)]
    assert [gate_width("150100|category=skilled", each, HIDDEN, key=KEY) for each in range(8)] == widths
    assert [gate_width("150200|category=skilled", each, HIDDEN, key=KEY) for each in range(8)] != widths
    other = StatisticsKey(bytes(32))
    assert [gate_width("150100|category=skilled", each, HIDDEN, key=other) for each in range(8)] != widths


def test_who_came_and_who_went_both_count_and_who_stayed_does_not():
    before = {1: {"all", "a"}, 2: {"all", "b"}, 3: {"all"}}
    after = {1: {"all", "b"}, 3: {"all"}, 4: {"all", "b"}}
    assert changed_counts(before, after) == {"all": 2, "a": 1, "b": 3}


@given(SNAPSHOTS, SNAPSHOTS)
def test_changed_counts_agree_with_anti_joins_of_person_cell_pairs(before, after):
    def pairs(snapshot):
        rows = [(person, cell) for person, cells in snapshot.items() for cell in cells]
        return pl.DataFrame(rows, schema={"person": pl.Int64, "cell": pl.String}, orient="row")

    gone = pairs(before).join(pairs(after), on=["person", "cell"], how="anti")
    come = pairs(after).join(pairs(before), on=["person", "cell"], how="anti")
    joined = pl.concat([gone, come]).group_by("cell").len()
    assert dict(joined.iter_rows()) == changed_counts(before, after)


def test_changes_are_counted_from_each_cells_own_last_redraw():
    states = {"a": CellState(1, HIDDEN), "b": CellState(2, Shown(10)), "c": CellState(3, IMPOSSIBLE)}
    snapshots = {1: {7: {"a", "b"}}, 2: {7: {"b"}, 8: {"b"}}}
    assert releases_in_use(states) == {1, 2}
    assert changes_since_redraw(states, snapshots=snapshots, now={8: {"b"}}) == {"a": 1, "b": 1}


def test_a_missing_snapshot_is_an_error_and_not_an_open_gate():
    with pytest.raises(KeyError):
        changes_since_redraw({"a": CellState(1, HIDDEN)}, snapshots={}, now={})


def test_the_first_release_draws_every_cell_and_the_empty_ones_too():
    states, _ = publish(1, {"a": range(50), "b": range(3), "c": ()})
    assert states == {
        "a": CellState(1, figure_of(range(50))),
        "b": CellState(1, figure_of(range(3))),
        "c": CellState(1, HIDDEN),
    }


def test_a_new_cell_is_drawn():
    first, snapshot = publish(1, {"a": range(50)})
    second, _ = publish(2, {"a": range(50), "c": range(70)}, first, {1: snapshot})
    assert second == {**first, "c": CellState(2, figure_of(range(70)))}


def test_a_cell_that_leaves_the_lattice_returns_through_its_gate():
    first, snapshot = publish(1, {"a": range(50), "b": range(60)})
    without, _ = publish(2, {"a": range(50)}, first, {1: snapshot})
    again, _ = publish(3, {"a": range(50), "b": range(9, 60)}, without, {1: snapshot})
    assert first == without == again


def test_a_structural_zero_comes_from_the_definition_whatever_the_data_say():
    arguments = {"cells": ["a"], "changed": {}, "now": {"a": Tally(90, 1)}, "key": KEY}
    first = redraw(release=1, previous={}, impossible={"a"}, **arguments)
    assert first == {"a": CellState(1, IMPOSSIBLE)}
    assert redraw(release=2, previous=first, **arguments) == {"a": CellState(2, shown(Tally(90, 1), key=KEY))}


def test_persons_outside_the_lattice_are_refused():
    with pytest.raises(ValueError, match="1 cells outside the lattice hold persons, such as b"):
        redraw(release=1, cells=["a"], previous={}, changed={}, now={"b": Tally(1, 1)}, key=KEY)


def test_an_old_release_number_is_refused():
    with pytest.raises(ValueError, match="release 2 is not newer"):
        redraw(release=2, cells=["a"], previous={"a": CellState(2, HIDDEN)}, changed={}, now={}, key=KEY)


def test_one_who_leaves_and_returns_has_not_changed_a_cell():
    first, snapshot = publish(1, {"a": range(50)})
    away, _ = publish(2, {"a": range(9, 50)}, first, {1: snapshot})
    back, _ = publish(3, {"a": range(50)}, away, {1: snapshot})
    assert first == away == back


@pytest.mark.disclosure
def test_a_cell_opens_at_exactly_its_k_and_then_shows_its_new_set():
    for cell in (f"cell{n}" for n in range(30)):
        first, snapshot = publish(1, {cell: range(50)})
        k = gate_width(cell, 1, first[cell].shown, key=KEY)
        below, _ = publish(2, {cell: range(51 - k)}, first, {1: snapshot})
        at, _ = publish(2, {cell: range(50 - k)}, first, {1: snapshot})
        assert below == first
        assert at == {cell: CellState(2, figure_of(range(50 - k)))}


@pytest.mark.disclosure
@given(
    start=st.frozensets(st.integers(0, 59)),
    some=st.lists(st.frozensets(st.integers(0, 399), max_size=9), max_size=5),
)
def test_no_change_and_one_to_nine_changes_look_alike(start, some):
    """Each release differs by 0–9 persons from the drawn set: the two worlds publish the same bytes."""
    quiet, snapshot = publish(1, {"a": start, "b": start | {60}})
    busy = quiet
    for release, changed in enumerate(some, start=2):
        sets = {"a": start ^ changed, "b": (start | {60}) ^ changed}
        busy, _ = publish(release, sets, busy, {1: snapshot})
        quiet, _ = publish(release, {"a": start, "b": start | {60}}, quiet, {1: snapshot})
        assert repr(busy) == repr(quiet)


def follow(random, releases=6):
    """Walk one cell through a random history beside a model that remembers the set last drawn."""
    cell, present = f"cell{random.random()}", set(random.sample(range(400), random.randint(0, 40)))
    states, snapshots, drawn = {}, {}, None
    for release in range(1, releases + 1):
        states, snapshots[release] = publish(release, {cell: present}, states, snapshots)
        expected = drawn
        if drawn is None or len(present ^ drawn[1]) >= gate_width(
            cell, drawn[0], figure_of(drawn[1]), key=KEY
        ):
            expected = (release, frozenset(present))
        moved = drawn is not None and expected != drawn
        assert not moved or len(present ^ drawn[1]) >= SMALLEST_K
        assert moved or drawn is None or len(present ^ drawn[1]) < LARGEST_K
        assert states == {cell: CellState(expected[0], figure_of(expected[1]))}
        drawn = expected
        present ^= set(random.sample(range(400), random.choice((0, 1, 4, 9, 12, 20))))


@pytest.mark.disclosure
@given(st.randoms(use_true_random=False))
def test_no_figure_moves_below_its_k(random):
    follow(random)


@pytest.mark.disclosure
@pytest.mark.slow
def test_no_figure_moves_below_its_k_in_100_000_histories():
    random = Random(2017)
    for _ in range(100_000):
        follow(random, releases=3)


def moved_figures(random, *, leaves, gate):
    """Of a person's three cells, how many show another figure after the person left, or stayed."""
    before = {
        f"{cell}{random.random()}": set(random.sample(range(1, 400), random.randint(9, 49))) for cell in "abc"
    }
    first, snapshot = publish(1, {cell: others | {0} for cell, others in before.items()})
    after = {cell: set(others) if leaves else others | {0} for cell, others in before.items()}
    for persons in after.values():
        persons ^= set(random.sample(range(1, 400), random.choice((0, 0, 0, random.randint(1, 14)))))
    second, _ = publish(2, after, first if gate else {}, {1: snapshot})
    return sum(second[cell].shown != first[cell].shown for cell in first)


def attack(*, gate, targets=400):
    """AUC of the attacker who says that a person left because figures moved."""
    random = Random(2017)
    left = [moved_figures(random, leaves=True, gate=gate) for _ in range(targets)]
    stayed = [moved_figures(random, leaves=False, gate=gate) for _ in range(targets)]
    return fmean((one > other) + (one == other) / 2 for one in left for other in stayed)


@pytest.mark.disclosure
def test_moving_figures_give_nobody_away_behind_the_gate():
    assert attack(gate=True) <= 0.55


@pytest.mark.disclosure
def test_moving_figures_give_persons_away_without_the_gate():
    """The control: the attack above is alive."""
    assert attack(gate=False) >= 0.80
