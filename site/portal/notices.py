"""Reading notices from the newest on, a page at a time, without counting or skipping rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import QueryDict

if TYPE_CHECKING:  # reason: the index page in models reads through this module
    from portal.models import NoticePage

SIZE = 20
#: Date and number of a notice: where a page of notices begins or ends.
type Place = tuple[date, int]


@dataclass(frozen=True)
class Notices:
    """One page of notices, with the queries that lead to the newer and the older ones (or none)."""

    notices: Sequence["NoticePage"]
    previous_href: str = ""
    next_href: str = ""


def read(notices: QuerySet["NoticePage"], query: QueryDict, *, size: int = SIZE) -> Notices:
    """The page that `before=` or `after=` asks for, else the newest; a broken place reads as the newest."""
    if place := _place(query.get("after", "")):
        return _newer(notices, place, size)
    return _older(notices, _place(query.get("before", "")), size)


def _older(notices: QuerySet["NoticePage"], place: Place | None, size: int) -> Notices:
    if place is not None:
        day, number = place
        notices = notices.filter(Q(date__lt=day) | Q(date=day, pk__lt=number))
    found = list(notices.order_by("-date", "-pk")[: size + 1])
    shown = found[:size]
    return Notices(
        shown,
        previous_href=f"?after={_written(shown[0])}" if place and shown else "",
        next_href=f"?before={_written(shown[-1])}" if len(found) > size else "",
    )


def _newer(notices: QuerySet["NoticePage"], place: Place, size: int) -> Notices:
    day, number = place
    following = notices.filter(Q(date__gt=day) | Q(date=day, pk__gt=number))
    found = list(following.order_by("date", "pk")[: size + 1])
    if len(found) <= size:
        return _older(notices, None, size)
    shown = found[:size][::-1]
    return Notices(
        shown,
        previous_href=f"?after={_written(shown[0])}",
        next_href=f"?before={_written(shown[-1])}",
    )


def _written(notice: "NoticePage") -> str:
    return f"{notice.date.isoformat()}.{notice.pk}"


def _place(text: str) -> Place | None:
    day, _, number = text.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None
