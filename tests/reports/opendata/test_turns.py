"""One workbook at once: one may wait, and a third is told to come again."""

import time
from threading import Event, Thread

import pytest

from reports.opendata import turns
from reports.opendata.kinds import TOO_MANY
from reports.opendata.problems import Problem
from reports.opendata.turns import AGAIN, in_turn, once

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


@pytest.fixture
def shared(monkeypatch):
    """Something that is made once its `go_on` is set, by whoever of the threads comes first."""
    monkeypatch.setattr(turns, "_under_way", {})
    made, kept, begun, go_on = [], [], Event(), Event()

    def make():
        begun.set()
        assert go_on.wait(LONG)
        made.append("made")
        kept.append("made")
        return "made"

    def ask():
        return once("name", recall=lambda: kept[0] if kept else None, make=make)

    return made, kept, begun, go_on, ask


def asking(ask, found):
    def answer():
        try:
            found.append(ask())
        except Problem as problem:
            found.append(problem.kind.slug)

    thread = Thread(target=answer)
    thread.start()
    return thread


def wait_for(said):
    until = time.monotonic() + LONG
    while not said() and time.monotonic() < until:
        time.sleep(0.001)
    assert said()


def test_what_several_ask_for_at_once_is_made_once_and_a_third_does_not_wait(shared):
    made, _kept, begun, go_on, ask = shared
    found = []
    threads = [asking(ask, found)]
    assert begun.wait(LONG)
    threads.append(asking(ask, found))
    wait_for(lambda: turns._seats._value == 0)
    threads.append(asking(ask, found))
    wait_for(lambda: found == ["too-many-requests"])
    go_on.set()
    for each in threads:
        each.join(LONG)
    assert (made, sorted(found)) == (["made"], ["made", "made", "too-many-requests"])
    assert (turns._under_way, turns._seats._value) == ({}, 1)


def test_whoever_waited_for_what_failed_makes_it(shared):
    made, kept, begun, go_on, ask = shared
    found = []

    def fail():
        begun.set()
        assert go_on.wait(LONG)
        raise Problem(TOO_MANY, "busy", again=AGAIN)

    threads = [asking(lambda: once("name", recall=lambda: None, make=fail), found)]
    assert begun.wait(LONG)
    threads.append(asking(ask, found))
    wait_for(lambda: turns._seats._value == 0)
    go_on.set()
    for each in threads:
        each.join(LONG)
    assert (made, kept, sorted(found)) == (["made"], ["made"], ["made", "too-many-requests"])
