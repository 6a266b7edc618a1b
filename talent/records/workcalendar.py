"""A year's holidays as somebody enters them: in the words of the yearly notice, or line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from talent.records.deadlines import Year, forget_calendar, is_working_day, library_year
from talent.records.models import CalendarYear
from talent.security.models import User
from talent.security.service import record_event

_OFF = re.compile(r"放假|休|(?<![a-z])off(?![a-z])", re.IGNORECASE)
_WORK = re.compile(r"上班|补班|班|(?<![a-z])work(?![a-z])", re.IGNORECASE)
_YEAR_FIRST = (
    r"(?:(?P<y{0}>\d{{4}})[-/.年])?(?P<m{0}>\d{{1,2}})[-/.月](?P<d{0}>\d{{1,2}})日?(?:[(（][^)）]*[)）])?"
)
_DAY_ALONE = r"(?P<only>\d{1,2})日(?:[(（][^)）]*[)）])?"
_TO = r"\s*(?:[至到~～—–]|to)\s*"
_DATES = re.compile(f"{_YEAR_FIRST.format(1)}(?:{_TO}(?:{_YEAR_FIRST.format(2)}|{_DAY_ALONE}))?")
#: A holiday never lasts longer; a range beyond that is a slip.
_LONGEST = 31


@dataclass(frozen=True)
class Read:
    """What a text says of a year; `unread`: the clauses in which nothing was understood, as they stand."""

    year: Year
    unread: tuple[str, ...]


def read_days(text: str, year: int) -> Read:
    """Days off and make-up days of `year` in a text: the notice as published, or lines like 2027-01-01 休.

    A clause says what its days are (放假, 休; 上班, 班). Weekends within a holiday are no days off: they are
    weekends. Days of another year are left to that year.
    """
    off: set[date] = set()
    made_up: set[date] = set()
    unread: list[str] = []
    for clause in (each.strip() for each in re.split(r"[。；;\n]", text)):
        works = _WORK.search(clause) is not None and not _OFF.search(clause)
        days = list(_days_in(clause, year))
        if clause and (not days or not (works or _OFF.search(clause))):
            unread.append(clause[:100])
            continue
        (made_up if works else off).update(days)
    return Read(
        Year(
            frozenset(day for day in off if day.weekday() < 5 and day.year == year),
            frozenset(day for day in made_up if day.weekday() >= 5 and day.year == year),
        ),
        tuple(unread),
    )


def _days_in(clause: str, year: int) -> Iterator[date]:
    for found in _DATES.finditer(clause):
        first = _date(found["y1"] or str(year), found["m1"], found["d1"])
        last = first
        if found["d2"]:
            last = _date(found["y2"] or found["y1"] or str(year), found["m2"], found["d2"])
        elif found["only"]:
            last = _date(found["y1"] or str(year), found["m1"], found["only"])
        if first and last and timedelta(0) <= last - first < timedelta(days=_LONGEST):
            yield from (first + timedelta(days=each) for each in range((last - first).days + 1))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def year_in_force(year: int) -> tuple[Year | None, CalendarYear | None]:
    """The days of a year that count now, and the row of whoever entered them; (None, None): nobody knows."""
    row = CalendarYear.objects.select_related("by").filter(pk=year).first()
    if row is not None:
        return Year(frozenset(row.days_off), frozenset(row.make_up_days)), row
    return library_year(year), None


@transaction.atomic
def enter_year(*, year: int, days: Year, notice: str, by: User) -> CalendarYear:
    """Puts the days of a year in force. Deadlines that stand are not moved by it."""
    row, _made = CalendarYear.objects.select_for_update().get_or_create(pk=year)
    row.days_off, row.make_up_days = sorted(days.days_off), sorted(days.make_up_days)
    row.notice, row.by, row.at = notice.strip()[:100], by, timezone.now()
    row.clean_fields(exclude=["by"])
    row.save()
    record_event(
        by=by,
        action="enter_calendar",
        subject="calendar",
        subject_id=year,
        detail={"days_off": len(row.days_off), "make_up_days": len(row.make_up_days)},
    )
    forget_calendar()
    return row


@transaction.atomic
def give_up_year(*, year: int, by: User) -> bool:
    """Back to what the library knows of a year; False where nobody had entered it."""
    if not CalendarYear.objects.filter(pk=year).delete()[0]:
        return False
    record_event(by=by, action="reset_calendar", subject="calendar", subject_id=year)
    forget_calendar()
    return True


def spans(days: frozenset[date]) -> list[tuple[date, date]]:
    """Days as (first, last) of what hangs together, for reading."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and not any(is_working_day(each) for each in _between(found[-1][1], day)):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _between(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=each) for each in range(1, (last - first).days))
