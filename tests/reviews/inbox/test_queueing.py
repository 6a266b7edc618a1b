from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.inbox.queueing import Left, key_of, left, next_of, page_of
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import scope_for
from talent.records.models import Change
from tests.reviews.inbox.desk import warn

TODAY = date(2026, 11, 23)


def queue(desks):
    return inbox_for(scope_for(desks.officer))


def ids(page):
    return [row.change.pk for row in page.rows]


@pytest.fixture
def five(desks):
    """Five waiting changes in the order of the queue; two share a day."""
    changes = [desks.at_banner(serial) for serial in range(1, 6)]
    for change, days in zip(changes, (3, 1, 2, 2, 5), strict=True):
        Change._plain.filter(pk=change.pk).update(deadline=TODAY + timedelta(days=days))
    return [changes[place].pk for place in (1, 2, 3, 0, 4)]


def test_pages_follow_each_other_forwards_without_gap_or_repeat(desks, five):
    first = page_of(queue(desks), today=TODAY, size=2)
    second = page_of(queue(desks), today=TODAY, size=2, after=first.next)
    third = page_of(queue(desks), today=TODAY, size=2, after=second.next)
    assert [ids(page) for page in (first, second, third)] == [five[:2], five[2:4], five[4:]]
    assert [bool(page.previous) for page in (first, second, third)] == [False, True, True]
    assert [bool(page.next) for page in (first, second, third)] == [True, True, False]


def test_pages_lead_back_the_same_way(desks, five):
    last = page_of(queue(desks), today=TODAY, size=2, after=f"{TODAY + timedelta(days=3)}_{five[3]}")
    middle = page_of(queue(desks), today=TODAY, size=2, before=last.previous)
    first = page_of(queue(desks), today=TODAY, size=2, before=middle.previous)
    assert [ids(page) for page in (last, middle, first)] == [five[4:], five[2:4], five[:2]]
    assert (first.previous, bool(first.next)) == ("", True)


@pytest.mark.parametrize("key", ["", "_", "x_1", "2026-11-23", "2026-13-01_1", "2026-11-23_x"])
def test_an_unreadable_key_shows_the_first_page(desks, five, key):
    assert ids(page_of(queue(desks), today=TODAY, size=2, after=key)) == five[:2]


def test_a_page_does_not_count_or_skip(desks, five, statements):
    waiting = queue(desks)
    with statements() as done:
        page_of(waiting, today=TODAY, size=2, after=f"{TODAY}_0")
    (statement,) = done()
    assert "OFFSET" not in statement
    assert "COUNT" not in statement


def test_a_row_says_how_many_warnings_it_has(desks):
    plain, warned = desks.at_banner(1), warn(desks.at_banner(2))
    page = page_of(queue(desks), today=TODAY)
    assert {row.change.pk: row.warnings for row in page.rows} == {plain.pk: 0, warned.pk: 1}


def test_behind_each_change_stands_the_next_and_behind_the_last_the_first(desks, five):
    changes = {change.pk: change for change in queue(desks)}
    found = [next_of(queue(desks), changes[pk], desks.officer) for pk in five]
    assert found == [*five[1:], five[0]]


def test_behind_the_only_change_nothing_waits(desks):
    assert next_of(queue(desks), desks.at_banner(), desks.officer) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (14, Left("", "剩 14 天")),
        (3, Left("", "剩 3 天")),
        (2, Left("warning", "剩 2 天")),
        (0, Left("warning", "今天")),
        (-1, Left("needed", "已逾期 1 天")),
    ],
)
def test_the_term_is_told_in_days(days, expected):
    assert left(TODAY + timedelta(days=days), TODAY) == expected


@given(st.dates(), st.dates())
@settings(max_examples=50)
def test_only_a_term_that_is_over_reads_so(deadline, today):
    assert ("逾期" in left(deadline, today).text) == (deadline < today)


def test_a_key_names_the_day_and_the_row(desks):
    change = desks.at_banner()
    assert key_of(change) == f"{change.deadline.isoformat()}_{change.pk}"
