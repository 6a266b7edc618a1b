"""Pages by cursor. What is listed is frozen under its stamp: a cursor is a place in it, and nothing is seen
twice or passed over; after a new release a cursor leads nowhere instead of somewhere else."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.opendata.kinds import NO_SUCH_CURSOR
from reports.opendata.problems import of_parameter

#: What cursors look like, as the OpenAPI description says it too.
PATTERN = r"^([A-Za-z0-9_\-]{8,120})?$"
_LOST = _("不是这个查询的；请去掉它，从头取")


@dataclass(frozen=True)
class Page[T]:
    """A part of a list; `next` leads to the one after it, "" at the end."""

    items: Sequence[T]
    next: str


def page[T](items: Sequence[T], *, cursor: str | None, limit: int, question: str) -> Page[T]:
    """`limit` items from the place of the cursor on. `question`: what was asked, with the stamp of the list.

    Without a cursor, or with an empty one, from the first on. Raises Problem for a cursor that another
    question gave, or that nobody gave.
    """
    begin = 0 if not cursor else _place(cursor, question)
    if begin and begin >= len(items):
        raise of_parameter(NO_SUCH_CURSOR, "cursor", _LOST)
    end = begin + limit
    return Page(items[begin:end], _written(end, question) if end < len(items) else "")


def _written(place: int, question: str) -> str:
    return base64.urlsafe_b64encode(f"{place}.{_digest(question)}".encode()).decode().rstrip("=")


def _place(cursor: str, question: str) -> int:
    try:
        place, _dot, digest = (
            base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(".")
        )
        if digest == _digest(question) and place.isascii() and place.isdecimal():
            return int(place)
    except ValueError:
        pass
    raise of_parameter(NO_SUCH_CURSOR, "cursor", _LOST)


def _digest(question: str) -> str:
    return hashlib.blake2b(question.encode(), digest_size=8).hexdigest()
