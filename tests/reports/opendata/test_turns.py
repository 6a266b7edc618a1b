"""One workbook at once: one may wait, and a third is told to come again."""

import time
from threading import Event, Thread

import pytest

from reports.opendata import turns
from reports.opendata.problems import TOO_MANY, Problem
from reports.opendata.turns import AGAIN, in_turn

LONG = 20


def held(begun, go_on, order, name):
    with in_turn():
        order.append(name)
        begun.set()
        assert go_on.wait(LONG)


@pytest.fixture
def making():
    """A thread that has the turn, and another that waits for it."""
    order, begun, go_on = [], Event(), Event()
    first = Thread(target=held, args=(begun, go_on, order, "first"))
    first.start()
    assert begun.wait(LONG)
    second = Thread(target=held, args=(Event(), go_on, order, "second"))
    second.start()
    until = time.monotonic() + LONG
    while turns._places._value and time.monotonic() < until:
        time.sleep(0.001)
    yield order
    go_on.set()
    for each in (first, second):
        each.join(LONG)
    assert order == ["first", "second"]


def test_whoever_comes_third_is_told_to_come_again_and_the_second_has_its_turn(making):
    with pytest.raises(Problem) as refused, in_turn():
        pytest.fail("the turn was given to a third one")
    assert (refused.value.kind, refused.value.again, making) == (TOO_MANY, AGAIN, ["first"])


def test_the_turn_is_free_again_after_an_error():
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), in_turn():
            1 / 0  # noqa: B018
    with in_turn():
        pass
