import pytest

from portal.linescale import Moved, apart, axis


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, (0,)),
        (1, (0, 1)),
        (10, (0, 5, 10)),
        (815, (0, 500, 1000)),
        (1785, (0, 500, 1000, 1500, 2000)),
        (1_200_345, (0, 500_000, 1_000_000, 1_500_000)),
    ],
)
def test_an_axis_goes_in_even_round_steps_up_to_the_highest(highest, steps):
    assert axis(highest) == steps


def test_what_has_room_stays_and_what_is_too_close_stands_evenly_around_its_middle():
    found = apart([5, 1, 5, 5.25], gap=0.5, lowest=9)
    assert [round(each.place, 2) for each in found] == [4.58, 1, 5.08, 5.58]
    assert [each.beside for each in found] == [-1, 0, 0, 1]


def test_what_comes_too_close_by_moving_apart_moves_as_well_and_nothing_falls_below_the_lowest():
    assert [each.place for each in apart([8.6, 9, 9], gap=0.5, lowest=9)] == [8, 8.5, 9]
    assert apart([], gap=1, lowest=9) == []
    assert apart([3], gap=1, lowest=9) == [Moved(3, 0)]
