"""Releases of the quarters before today, so that the statistics of the demonstration have a past to show."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, make_aware

from reports.stats.service import NotPublic, release

#: Of fewer people every figure but the largest is hidden, and a past of them shows nothing.
ENOUGH = 500
#: How many releases come before the newest, and how many days after its day each is published.
_EARLIER, _DRAWN_UP = 2, timedelta(days=8)


def release_earlier(number: int) -> None:
    """The first or second of the releases before the newest: of the end of a quarter, a week later. None
    where the gate refuses it."""
    day = quarter_ends(localdate() - 2 * _DRAWN_UP)[number - 1]
    with suppress(NotPublic):
        release(by=None, as_of=day, at=make_aware(datetime.combine(day + _DRAWN_UP, time(10))))


def quarter_ends(today: date) -> list[date]:
    """The last days of the last quarters that are over, the earliest first."""
    found, first = list[date](), date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    for _each in range(_EARLIER):
        last = first - timedelta(days=1)
        found.append(last)
        first = date(last.year, last.month - 2, 1)
    return found[::-1]
