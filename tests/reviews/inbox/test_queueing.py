from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.inbox.queueing import Left, key_of, left, next_of, page_of
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.service import missed_by
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
    ("day", "expected"),
    [
        (date(2027, 3, 19), Left("", "剩 11 个工作日")),
        (date(2027, 3, 9), Left("", "剩 3 个工作日")),
        (date(2027, 3, 8), Left("warning", "剩 2 个工作日")),
        (date(2027, 3, 4), Left("warning", "今天")),
        (date(2027, 3, 3), Left("needed", "已逾期 1 个工作日")),
        (date(2027, 2, 26), Left("needed", "已逾期 4 个工作日")),
    ],
)
def test_the_term_is_told_in_working_days(db, day, expected):
    assert left(day, date(2027, 3, 4)) == expected


def test_a_term_that_ended_before_a_weekend_is_over_and_not_overdue_on_it(db):
    friday = date(2027, 3, 5)
    said = [left(friday, friday + timedelta(days=days)) for days in range(4)]
    over = Left("warning", "已到期")
    assert said == [Left("warning", "今天"), over, over, Left("needed", "已逾期 1 个工作日")]


@pytest.mark.django_db
@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(-30, 30))
@settings(max_examples=50)
def test_only_a_term_that_the_filters_find_overdue_reads_so(today, shift):
    deadline = today + timedelta(days=shift)
    assert ("逾期" in left(deadline, today).text) == (deadline <= missed_by(1, today))


def test_a_key_names_the_day_and_the_row(desks):
    change = desks.at_banner()
    assert key_of(change) == f"{change.deadline.isoformat()}_{change.pk}"
