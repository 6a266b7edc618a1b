"""Codes and areas under a new name: the figures stay as they were, whoever left in between."""

import pytest

from reports.stats.columns import changed_persons
from reports.stats.renaming import MOST, most_of, renames
from tests.reports.stats.declarations import table
from tests.reports.stats.test_columns import frame
from tests.reports.stats.test_kin import BY_TITLE, KEY, after_one_left, people, released, resolved

BY_LEAGUE = table("league", "league", "title_level")
OLD, NEW = (150100, 150200), (150100, 150300)


def moved(rows, name, was, now):
    return [row | {name: now} if row[name] == was else row for row in rows]


def found(before, now):
    return renames(frame(before), *changed_persons(frame(before), frame(now)), key=KEY)


def test_a_league_of_a_new_code_keeps_its_figures_whoever_left():
    rows = people(40, league=150200) + people(30, first=100, title="3", league=150200) + people(50, first=200)
    before, after = resolved(BY_LEAGUE, leagues=OLD), resolved(BY_LEAGUE, leagues=NEW)

    for first, second in after_one_left(
        before, after, rows, rows[:12], changed=lambda left: moved(left, "@league", 150200, 150300)
    ):
        standing = {cell.replace("150200", "150300"): state for cell, state in first.items()}
        assert second == standing


def test_a_code_put_in_place_of_another_keeps_its_figures_whoever_left():
    rows = people(40, title="4") + people(30, first=100, title="3")
    before, after = resolved(BY_TITLE, titles="345"), resolved(BY_TITLE, titles="35")

    for first, second in after_one_left(
        before, after, rows, rows[:12], changed=lambda left: moved(left, "title_level", "4", "5")
    ):
        assert second["150000|title_level=5"] == first["150000|title_level=4"]
        assert "150000|title_level=4" not in second


def test_the_release_after_it_still_counts_from_the_last_redraw():
    rows = people(80, title="4")
    before, after = resolved(BY_TITLE, titles="345"), resolved(BY_TITLE, titles="35")
    first, then = released(before, frame(rows)), {1: frame(rows)}
    renamed = frame(moved(rows, "title_level", "4", "5"))
    second = released(after, renamed, number=2, previous=first, then=then.__getitem__)

    same = released(after, renamed, number=3, previous=second, then=then.__getitem__)
    fewer = frame(moved(rows[44:], "title_level", "4", "5"))
    third = released(after, fewer, number=3, previous=second, then=then.__getitem__)

    assert (second["150000|title_level=5"].last_redraw, same) == (1, second)
    assert third["150000|title_level=5"].last_redraw == 3


@pytest.mark.parametrize(
    ("before", "now"),
    [
        # Another class that has people of its own takes them in.
        (
            people(40, title="4") + people(60, first=100, title="5"),
            people(40, title="5") + people(60, first=100, title="5"),
        ),
        # Half of them stay.
        (people(40, title="4"), people(20, title="4") + people(20, first=21, title="5")),
        # They are spread.
        (people(40, title="4"), people(20, title="3") + people(20, first=21, title="5")),
        # Somebody is promoted.
        (people(40, title="4"), people(1, title="5") + people(39, first=2, title="4")),
        # Everybody is new.
        (people(40, title="4"), people(40, first=100, title="5")),
    ],
)
def test_what_is_no_new_name_is_not_taken_for_one(before, now):
    assert found(before, now) == {}


def test_two_codes_that_changed_places_are_seen_by_their_persons():
    before = people(40, title="4") + people(30, first=100, title="5")
    now = people(40, title="5") + people(30, first=100, title="4")

    assert found(before, now) == {"title_level": {"4": "5", "5": "4"}}


def test_three_quarters_are_always_enough_and_half_never():
    before = people(100, title="4")

    def edited(count):
        return people(count, title="5") + people(100 - count, first=count + 1, title="4")

    assert found(before, edited(50)) == {}
    assert found(before, edited(76)) == {"title_level": {"4": "5"}}


def test_how_many_between_is_secret():
    asked = [most_of("title_level", str(n), str(n + 1), key=KEY) for n in range(2600)]

    assert set(asked) == set(MOST)
    assert max(asked.count(each) for each in MOST) < 150
    assert asked == [most_of("title_level", str(n), str(n + 1), key=KEY) for n in range(2600)]
