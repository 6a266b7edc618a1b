"""Terms in working days by the State Council's yearly notice of holidays and make-up days.

A year that an administrator entered counts as entered, another as the library knows it; a year that neither
knows has only its weekends, and `unknown_years` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from talent.records.models import CalendarYear
from talent.records.remembered import Remembered


@dataclass(frozen=True)
class Year:
    """What of a year differs from its weekends."""

    days_off: frozenset[date]
    make_up_days: frozenset[date]


def _entered() -> Mapping[int, Year]:
    rows = CalendarYear.objects.values_list("year", "days_off", "make_up_days")
    return {year: Year(frozenset(off), frozenset(made_up)) for year, off, made_up in rows}


_years = Remembered(_entered)


def forget_calendar() -> None:
    """Read anew at the next question."""
    _years.forget()


def is_working_day(day: date) -> bool:
    """By the calendar of its year; a year that is not announced yet has only its weekends."""
    known = _years().get(day.year)
    if known is not None:
        return day in known.make_up_days or (day.weekday() < 5 and day not in known.days_off)
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def library_year(year: int) -> Year | None:
    """The days of a year as the library knows them; None where it does not."""
    days = [date(year, 1, 1) + timedelta(days=each) for each in range(366)]
    try:
        differing = [day for day in days if day.year == year and _works(day) != (day.weekday() < 5)]
    except NotImplementedError:
        return None
    return Year(
        frozenset(day for day in differing if day.weekday() < 5),
        frozenset(day for day in differing if day.weekday() >= 5),
    )


def _works(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def unknown_years(today: date) -> list[int]:
    """Years that terms may reach now and nobody has announced: this one, and the next from October on."""
    asked = [today.year, *([today.year + 1] if today.month >= 10 else [])]
    return [year for year in asked if year not in _years() and library_year(year) is None]


def after_working_days(start: date, days: int) -> date:
    """The last day of a term of so many working days that begins on the day after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days after `start` the day `end` is; 0 when it is not after it."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=each)) for each in range(1, days + 1))


def missed_by(days: int, today: date) -> date:
    """The latest deadline that was missed by so many working days; with one: the latest that is overdue.

    On a day off nothing becomes overdue. What is said of overdue changes (queue, filters, board, messages,
    reports) is asked here.
    """
    day = today
    while days > 0:
        days -= is_working_day(day)
        day -= timedelta(days=1)
    return day


def latest_working_day(day: date) -> date:
    """The day itself, or the last one before it on which offices work."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
