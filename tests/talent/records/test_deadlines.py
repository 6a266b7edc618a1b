"""Terms in working days, over holidays, make-up days, and years that nobody has announced."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.records.deadlines import (
    after_working_days,
    is_working_day,
    latest_working_day,
    library_year,
    missed_by,
    unknown_years,
    working_days_between,
)
from talent.records.models import CalendarYear

pytestmark = pytest.mark.django_db

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 20), True),  # a Sunday worked for the holidays
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),  # a Thursday
        (date(2026, 10, 7), False),  # a Wednesday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday worked for the holidays
        (date(2026, 10, 11), False),
        (date(2030, 10, 1), True),  # a Tuesday of a year not announced yet
        (date(2030, 10, 5), False),
    ],
)
def test_a_working_day_is_one_of_the_calendar_or_else_no_weekend(day, expected):
    assert is_working_day(day) is expected


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 9, 30), 0, date(2026, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 28), 5, date(2026, 10, 10)),
        (date(2026, 10, 3), 5, date(2026, 10, 13)),
        (date(2030, 9, 30), 5, date(2030, 10, 7)),
    ],
)
def test_a_term_ends_after_so_many_working_days(start, days, expected):
    assert after_working_days(start, days) == expected


@given(start=DAYS, days=st.integers(1, 30))
def test_a_term_ends_on_a_working_day_and_holds_exactly_its_days(start, days):
    end = after_working_days(start, days)

    passed = [start + timedelta(days=past + 1) for past in range((end - start).days)]
    assert (is_working_day(end), sum(map(is_working_day, passed))) == (True, days)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 29), date(2026, 11, 27)),
        (date(2026, 10, 5), date(2026, 9, 30)),  # through the holidays of the national day
    ],
)
def test_the_latest_working_day_is_the_day_itself_or_the_one_before_days_off(day, expected):
    assert latest_working_day(day) == expected


def test_a_year_that_was_entered_counts_as_entered():
    CalendarYear.objects.create(
        year=2030, days_off=[date(2030, 10, 1), date(2030, 10, 2)], make_up_days=[date(2030, 9, 28)]
    )

    assert [is_working_day(date(2030, 9, day)) for day in (27, 28, 29)] == [True, True, False]
    assert after_working_days(date(2030, 9, 27), 3) == date(2030, 10, 3)
    assert working_days_between(date(2030, 9, 27), date(2030, 10, 3)) == 3


def test_an_entered_year_takes_the_place_of_the_librarys():
    CalendarYear.objects.create(year=2026, days_off=[], make_up_days=[])

    assert (is_working_day(date(2026, 10, 1)), is_working_day(date(2026, 10, 10))) == (True, False)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), [2027]),  # the notice of the next year comes in the last quarter
        (date(2030, 3, 1), [2030]),
        (date(2030, 11, 1), [2030, 2031]),
    ],
)
def test_a_year_without_a_notice_is_named(today, expected):
    assert unknown_years(today) == expected


def test_a_year_that_was_entered_is_named_no_more():
    CalendarYear.objects.create(year=2027)

    assert unknown_years(date(2026, 11, 1)) == []


def test_the_library_tells_what_differs_from_the_weekends():
    year = library_year(2026)

    assert (date(2026, 10, 1) in year.days_off, date(2026, 10, 3) in year.days_off) == (True, False)
    assert date(2026, 10, 10) in year.make_up_days
    assert library_year(2040) is None


@pytest.mark.parametrize(
    ("today", "days", "last"),
    [
        (date(2027, 3, 4), 5, date(2027, 2, 25)),
        (date(2027, 3, 4), 1, date(2027, 3, 3)),
        (date(2027, 3, 1), 1, date(2027, 2, 28)),  # a Monday: what was due on the weekend too
        (date(2027, 3, 6), 1, date(2027, 3, 4)),  # a Saturday: what was due on Friday is not overdue yet
        (date(2027, 3, 4), 0, date(2027, 3, 4)),
    ],
)
def test_the_latest_deadline_that_was_missed_is_reckoned_in_working_days(today, days, last):
    assert missed_by(days, today) == last


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(-40, 40))
@settings(max_examples=60)
def test_what_is_missed_by_a_day_or_more_is_what_working_days_lie_behind(today, shift):
    deadline = today + timedelta(days=shift)
    behind = working_days_between(deadline, today)
    assert all((deadline <= missed_by(days, today)) == (behind >= days) for days in (1, 2, 5))
