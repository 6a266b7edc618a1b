"""A set of persons that was public under any name, less whoever left: what holds it now tells nothing."""

from operator import eq
from random import Random

import polars as pl
import pytest

from reports.stats.cellkeys import from_signed, to_signed
from reports.stats.columns import PARTS, PERSON, counted
from reports.stats.twins import SETS, twins
from tests.reports.stats.declarations import table
from tests.reports.stats.test_columns import frame
from tests.reports.stats.test_kin import (
    BY_SEX,
    BY_TITLE,
    KEY,
    MEN,
    after_one_left,
    drawn_at_once,
    people,
    released,
    resolved,
)
from tests.reports.stats.test_renaming import moved


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


def test_whether_all_are_in_a_class_or_all_but_one_the_figure_does_not_tell():
    """A new cell shows the figure of an equal public set, and of one apart by a single person as well."""
    before, after = resolved(BY_SEX), resolved(BY_SEX, BY_TITLE)
    all_in = people(40, sex="1", title="4") + people(50, first=100, sex="2", title="3")

    for changed in (None, *all_in[:12]):
        rows = [row | {"title_level": "5"} if row is changed else row for row in all_in]
        first = released(before, frame(rows))
        second = released(after, frame(rows), number=2, previous=first, then={1: frame(rows)}.__getitem__)
        assert second["150000|title_level=4"].shown == first[MEN].shown


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


def sets(*rows):
    return pl.DataFrame(
        [(release, figure, "", list(parts)) for release, figure, parts in rows], schema=SETS, orient="row"
    )


def near(parts, *rows):
    """The figure that a cell with these parts shows beside these sets; None where it is drawn of its own."""
    found = twins(sets(*rows), {"new": parts}, key=KEY)
    return found["new"].value if found else None


WHOLE = (1, 2, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize(
    ("parts", "figure"),
    [
        (WHOLE, 25),
        ((1, 2, 3, 4, 5, 6, 0, 0), 25),
        ((1, 2, 3, 4, 5, 6, 70, 80), 25),
        ((1, 0, 0, 0, 0, 0, 0, 0), None),
        ((1, 20, 30, 40, 50, 60, 70, 80), None),
        ((2, 1, 4, 3, 6, 5, 8, 7), None),
        ((0,) * 8, None),
        ((), None),
    ],
)
def test_six_parts_of_eight_make_a_twin_and_one_makes_none(parts, figure):
    assert near(parts, (3, 25, WHOLE)) == figure


def test_how_many_between_is_secret_and_each_number_is_as_likely():
    """Sets of which so many of eight parts are shared; the others are of nobody else."""
    random, number = Random(1), 3000
    whole = [tuple(random.randrange(1, 2**62) for _part in range(8)) for _set in range(number)]
    known = sets(*((1, 25, each) for each in whole))

    def shares(count):
        return {str(n): each[:count] + (9,) * (8 - count) for n, each in enumerate(whole)}

    found = {shared: len(twins(known, shares(shared), key=KEY)) for shared in range(1, 8)}

    assert (found[1], found[6], found[7]) == (0, number, number)
    for shared in (2, 3, 4, 5):
        assert abs(found[shared] / number - (shared - 1) / 5) < 0.04


def test_a_set_under_twelve_names_is_asked_once():
    """Else each name would be one more chance that the answer turns on one person."""
    random = Random(2)
    for _set in range(50):
        whole = tuple(random.randrange(1, 2**62) for _part in range(8))
        less = {str(n): (*whole[:4], 0, 0, 0, 0) for n in range(12)}
        assert len(twins(sets((1, 25, whole)), less, key=KEY)) in (0, 12)


def test_of_several_near_sets_the_newest_counts_whichever_is_nearer():
    """Two public sets apart by one person: whether the third shows the one or the other would tell of him."""
    without = (*WHOLE[:7], 80)

    assert (
        near(WHOLE, (1, 25, WHOLE), (2, 30, without)) == near(without, (1, 25, WHOLE), (2, 30, without)) == 30
    )
    assert (
        near(WHOLE, (3, 25, WHOLE), (2, 30, without)) == near(without, (3, 25, WHOLE), (2, 30, without)) == 25
    )
    assert near(WHOLE, (1, 25, WHOLE), (1, 30, without)) == near(without, (1, 25, WHOLE), (1, 30, without))


@pytest.mark.disclosure
def test_whoever_knows_all_others_learns_from_the_choice_no_more_than_from_a_gate():
    """So many persons are known to have left a public set; one more did or did not. The gate's k is one of
    ten numbers, so what it shows turns on one person in a tenth of the cells; "more than half of the parts",
    the rule before, turned in up to two fifths."""
    random, rounds = Random(3), 1500
    for others in (0, 1, 2, 3, 4, 6, 8, 12):
        turned = fixed = 0
        known, stays, leaves = [], {}, {}
        for n in range(rounds):
            persons = [random.randrange(-(2**63), 2**63) for _person in range(60)]
            known.append((1, 25, parts_of(persons)))
            stays[str(n)], leaves[str(n)] = parts_of(persons[others:]), parts_of(persons[others + 1 :])
            half = [sum(map(eq, each[str(n)], known[n][2])) > 4 for each in (stays, leaves)]
            fixed += half[0] != half[1]
        one, other = (twins(sets(*known), each, key=KEY).keys() for each in (stays, leaves))
        turned = len(one ^ other)
        assert turned / rounds < 0.16, others
        if others == 4:
            assert fixed / rounds > 0.25  # the control


def parts_of(persons):
    sums = [0] * PARTS
    for each in persons:
        sums[each % PARTS] += each
    return tuple(to_signed(from_signed(each)) for each in sums)


def test_a_set_of_two_releases_ago_shows_what_it_showed():
    """Fifty go to another class and come back, and one of those who were there all the time has left."""
    declared = resolved(BY_TITLE)
    rows = people(60, title="4") + people(50, first=100, title="5") + people(60, first=200, title="3")
    merged = moved(rows, "title_level", "5", "4")
    first = released(declared, frame(rows))
    second = released(declared, frame(merged), number=2, previous=first, then={1: frame(rows)}.get)
    then = {1: frame(rows), 2: frame(merged)}.__getitem__

    again = [
        released(
            declared,
            frame([row for row in rows if row is not left]),
            number=3,
            previous=second,
            then=then,
            before=[first],
        )
        for left in (None, *rows[:12])
    ]

    assert {each["150000|title_level=4"].last_redraw for each in (second, *again)} == {2, 3}
    assert {each["150000|title_level=4"].shown for each in again} == {first["150000|title_level=4"].shown}


def test_one_person_more_or_less_changes_one_part():
    random, declared = Random(5), resolved(BY_SEX)
    rows = [row | {PERSON: random.randrange(-(2**63), 2**63)} for row in people(200)]

    whole, less = (counted(frame(each), declared).parts[MEN] for each in (rows, rows[1:]))

    assert sum(one != other for one, other in zip(whole, less, strict=True)) == 1
    assert len(set(whole)) == 8
