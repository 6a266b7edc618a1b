"""A set of persons that was public under any name, less whoever left: what holds it now tells nothing."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.stats.cellkeys import packed, unpacked
from reports.stats.columns import PERSON, counted
from reports.stats.disclosure import IMPOSSIBLE, Shown
from reports.stats.gate import CellState
from reports.stats.twins import Twins
from tests.reports.stats.declarations import table
from tests.reports.stats.test_columns import frame
from tests.reports.stats.test_kin import (
    BY_SEX,
    BY_TITLE,
    MEN,
    after_one_left,
    drawn_at_once,
    people,
    released,
    resolved,
)
from tests.reports.stats.test_renaming import moved

PUBLIC = CellState(3, Shown(25), (1, 2, 3, 4, 5, 6, 7, 8))


def test_a_class_of_an_unlike_dimension_with_the_same_persons_shows_their_figure():
    rows = people(40, sex="1", title="4") + people(50, first=100, sex="2", title="3")

    for first, second in after_one_left(resolved(BY_SEX), resolved(BY_SEX, BY_TITLE), rows, rows[:12]):
        assert second["150000|title_level=4"].shown == first[MEN].shown == second[MEN].shown


def test_a_class_into_which_all_of_another_came_shows_the_figure_of_that_one():
    """Both its gate and that of the one that is empty now are open; what nobody was in is no name to keep."""
    rows = people(40, title="4") + people(2, first=100, title="5") + people(60, first=200, title="3")
    declared = resolved(BY_TITLE)

    def edited(left):
        return moved(left, "title_level", "4", "5")

    figures = {
        second["150000|title_level=5"].shown
        for first, second in after_one_left(declared, declared, rows, rows[:12], changed=edited)
    }

    first = released(declared, frame(rows))
    assert figures == {first["150000|title_level=4"].shown}


def test_a_league_made_of_one_class_of_another_shows_the_figure_of_the_class():
    by_league = table("league", "league", "title_level")
    rows = people(40, title="4") + people(60, first=100, title="3")
    before, after = resolved(by_league), resolved(by_league, leagues=(150100, 150200, 150300))

    def split(left):
        return [row | {"@league": 150300} if row["title_level"] == "4" else row for row in left]

    for first, second in after_one_left(before, after, rows, rows[:12], changed=split):
        assert second["150300"].shown == first["150100|title_level=4"].shown


def test_another_set_is_drawn_of_today():
    """That of neither sex, and too far from all."""
    rows = [
        *people(40, sex="1", title="4"),
        *people(50, first=100, sex="2", title="4"),
        *people(45, first=200, sex="2", title="3"),
    ]
    first, after, left = released(resolved(BY_SEX), frame(rows)), resolved(BY_SEX, BY_TITLE), frame(rows[1:])

    second = released(after, left, number=2, previous=first, then={1: frame(rows)}.__getitem__)

    assert (
        second["150000|title_level=4"].shown == drawn_at_once(after, rows[1:])["150000|title_level=4"].shown
    )


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), PUBLIC),
        ((1, 2, 3, 4, 5, 0, 0, 0), PUBLIC),
        ((1, 2, 3, 4, 5, 70, 80, 90), PUBLIC),
        ((1, 2, 3, 4, 0, 0, 0, 0), None),
        ((2, 1, 4, 3, 6, 5, 8, 7), None),
        ((0,) * 8, None),
        ((), None),
    ],
)
def test_most_parts_make_a_twin(parts, found):
    assert Twins({"a": PUBLIC}).of(parts) == found


def test_of_several_the_nearest_is_the_twin_and_what_is_impossible_is_none():
    near = CellState(2, Shown(30), (1, 2, 3, 4, 5, 6, 7, 80))
    never = CellState(2, IMPOSSIBLE, (1, 2, 3, 4, 5, 6, 7, 9))
    twins = Twins({"a": PUBLIC, "b": near, "c": never, "d": CellState(1, Shown(10))})

    assert [twins.of((1, 2, 3, 4, 5, 6, 7, last)) for last in (8, 80, 9)] == [PUBLIC, near, near]


def test_one_person_more_or_less_changes_one_part():
    random, declared = Random(5), resolved(BY_SEX)
    rows = [row | {PERSON: random.randrange(-(2**63), 2**63)} for row in people(200)]

    whole, less = (counted(frame(each), declared).parts[MEN] for each in (rows, rows[1:]))

    assert sum(one != other for one, other in zip(whole, less, strict=True)) == 1
    assert len(set(whole)) == 8


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=8))
def test_keys_come_back_from_their_row(keys):
    assert unpacked(memoryview(packed(keys))) == tuple(keys)
