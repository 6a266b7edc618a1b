"""Deadlines in working days by the State Council's yearly calendar of holidays and make-up days."""

from datetime import date, timedelta

import chinese_calendar


def is_working_day(day: date) -> bool:
    """By the calendar of its year; a year that is not announced yet has only its weekends."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def after_working_days(start: date, days: int) -> date:
    """The last day of a term of so many working days that begins on the day after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def latest_working_day(day: date) -> date:
    """The day itself, or the last one before it on which offices work."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
