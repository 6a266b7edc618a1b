"""Reading notices and news from the newest on, a page at a time, without counting or skipping rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import QueryDict

from portal.news import News

if TYPE_CHECKING:  # reason: the index page in models reads through this module
    from portal.models import NoticePage

SIZE = 20
#: Date, rank and number of a line: where a page begins or ends. Notices of editors have the rank nought.
type Place = tuple[date, int, int]
type Line = "NoticePage | News"


@dataclass(frozen=True)
class Notices:
    """One page of notices and news, with the queries that lead to the newer and the older ones (or none)."""

    notices: Sequence[Line]
    previous_href: str = ""
    next_href: str = ""


def read(
    notices: QuerySet["NoticePage"], query: QueryDict, *, news: Sequence[News] = (), size: int = SIZE
) -> Notices:
    """The page that `before=` or `after=` asks for, else the newest; a broken place reads as the newest."""
    if place := _place(query.get("after", "")):
        return _newer(notices, news, place, size)
    return _older(notices, news, _place(query.get("before", "")), size)


def newest(notices: QuerySet["NoticePage"], news: Sequence[News], size: int) -> list[Line]:
    """So many lines at most, the newest first."""
    return _merged(notices, news, size)


def _older(notices: QuerySet["NoticePage"], news: Sequence[News], place: Place | None, size: int) -> Notices:
    if place is not None:
        day, rank, number = place
        same = Q(date=day) if rank else Q(date=day, pk__lt=number)
        notices = notices.filter(Q(date__lt=day) | same)
        news = [each for each in news if _place_of(each) < place]
    found = _merged(notices, news, size + 1)
    shown = found[:size]
    return Notices(
        shown,
        previous_href=f"?after={_written(shown[0])}" if place and shown else "",
        next_href=f"?before={_written(shown[-1])}" if len(found) > size else "",
    )


def _newer(notices: QuerySet["NoticePage"], news: Sequence[News], place: Place, size: int) -> Notices:
    day, rank, number = place
    same = Q(pk__in=()) if rank else Q(date=day, pk__gt=number)
    following = notices.filter(Q(date__gt=day) | same).order_by("date", "pk")[: size + 1]
    lines: list[Line] = [*following, *(each for each in news if _place_of(each) > place)]
    later = sorted(lines, key=_place_of)
    if len(later) <= size:
        return _older(notices, news, None, size)
    shown = later[:size][::-1]
    return Notices(
        shown,
        previous_href=f"?after={_written(shown[0])}",
        next_href=f"?before={_written(shown[-1])}",
    )


def _merged(notices: QuerySet["NoticePage"], news: Sequence[News], most: int) -> list[Line]:
    lines: list[Line] = [*notices.order_by("-date", "-pk")[:most], *news]
    return sorted(lines, key=_place_of, reverse=True)[:most]


def _place_of(line: Line) -> Place:
    return line.date, line.rank, line.pk


def _written(line: Line) -> str:
    return f"{line.date.isoformat()}.{line.rank}.{line.pk}"


def _place(text: str) -> Place | None:
    day, _, number = text.partition(".")
    rank, dot, rest = number.partition(".")
    try:
        return date.fromisoformat(day), int(rank) if dot else 0, int(rest if dot else rank)
    except ValueError:
        return None
