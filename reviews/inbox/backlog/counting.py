"""Counts what waits at each office and how fast it decides: one pass for all of them, every ten minutes.

What waits is read from the index of the queue alone, what was decided from the pages of the last thirty days;
neither grows with the register. Run twice it says the same, and of two at a time one does it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from reviews.inbox.models import Backlog, ReviewerFigures
from talent.records.service import is_working_day, missed_by

WEEK, MONTH = 7, 30
#: Days back for which working days are counted; what waited longer counts from there.
_LONGEST = 1100

_CALENDAR = """
calendar AS MATERIALIZED (
    SELECT * FROM unnest(%(days)s::date[], %(numbers)s::int[]) AS of_day (day, number)
)
"""
_DECIDED = """
decided AS MATERIALIZED (
    SELECT decision.office_id, decision.by_id, decision.at, decision.outcome,
        CASE WHEN decision.arrived_on IS NOT NULL THEN gone.number - coalesce(came.number, 0) END AS days
    FROM inbox_decision decision
    LEFT JOIN calendar gone ON gone.day = (decision.at AT TIME ZONE %(zone)s)::date
    LEFT JOIN calendar came ON came.day = decision.arrived_on
    WHERE decision.at >= %(month)s
)
"""
_FIGURES = """
    count(*) FILTER (WHERE at >= %(week)s) AS decided_week, count(*) AS decided_month,
    count(*) FILTER (WHERE outcome = 'returned') AS returned_month,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS median_days
"""
_WAITING = """
waiting AS (
    SELECT change.waiting_office_id AS office_id, count(*) AS waiting,
        count(*) FILTER (WHERE change.deadline <= %(missed)s) AS overdue, count(urging.id) AS urged,
        min(change.waiting_since) AS oldest_on
    FROM records_change change
    LEFT JOIN inbox_urging urging ON urging.change_id = change.id
        AND urging.office_id = change.waiting_office_id AND urging.deadline = change.deadline
    WHERE change.waiting_office_id IS NOT NULL
    GROUP BY change.waiting_office_id
)
"""
_OFFICES = f"""
WITH {_CALENDAR}, {_DECIDED}, {_WAITING},
pace AS (SELECT office_id, {_FIGURES} FROM decided GROUP BY office_id)
INSERT INTO inbox_backlog (office_id, at, waiting, overdue, urged, oldest_on,
    decided_week, decided_month, returned_month, median_days)
SELECT office_id, %(now)s, coalesce(waiting, 0), coalesce(overdue, 0), coalesce(urged, 0), oldest_on,
    coalesce(decided_week, 0), coalesce(decided_month, 0), coalesce(returned_month, 0), median_days
FROM waiting FULL JOIN pace USING (office_id)
ON CONFLICT (office_id) DO UPDATE SET at = excluded.at,
    waiting = excluded.waiting, overdue = excluded.overdue, urged = excluded.urged,
    oldest_on = excluded.oldest_on, decided_week = excluded.decided_week,
    decided_month = excluded.decided_month, returned_month = excluded.returned_month,
    median_days = excluded.median_days
"""  # put together from the texts above
_REVIEWERS = f"""
WITH {_CALENDAR}, {_DECIDED}
INSERT INTO inbox_reviewerfigures (office_id, by_id, at,
    decided_week, decided_month, returned_month, median_days)
SELECT office_id, by_id, %(now)s, {_FIGURES} FROM decided GROUP BY office_id, by_id
ON CONFLICT (office_id, by_id) DO UPDATE SET at = excluded.at, decided_week = excluded.decided_week,
    decided_month = excluded.decided_month, returned_month = excluded.returned_month,
    median_days = excluded.median_days
"""  # put together from the texts above


@dataclass(frozen=True)
class _Asked:
    now: datetime
    today: date

    def values(self) -> dict[str, Any]:
        days, numbers = _numbered(self.today)
        return {
            "now": self.now,
            "missed": missed_by(1, self.today),
            "week": _morning(self.today - timedelta(days=WEEK - 1)),
            "month": _morning(self.today - timedelta(days=MONTH - 1)),
            "zone": settings.TIME_ZONE,
            "days": days,
            "numbers": numbers,
        }


@transaction.atomic
def count_backlog(now: datetime | None = None) -> bool:
    """Counts anew for every office; False where another process is at it."""
    moment = now or timezone.now()
    given = _Asked(moment, timezone.localdate(moment)).values()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('inbox.backlog'))")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_OFFICES, given)
        cursor.execute(_REVIEWERS, given)
    Backlog._plain.exclude(at=moment).delete()
    ReviewerFigures.objects.exclude(at=moment).delete()
    return True


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _numbered(today: date) -> tuple[list[date], list[int]]:
    """Each day up to today with the number of working days up to it: the difference of two is the term."""
    days = [today - timedelta(days=back) for back in range(_LONGEST, -1, -1)]
    numbers, passed = [], 0
    for day in days:
        passed += is_working_day(day)
        numbers.append(passed)
    return days, numbers
