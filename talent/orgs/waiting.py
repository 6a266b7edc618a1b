"""What waits for an account: each part says what of its own, one list shows it all.

The home page of the admin and the queue of its reviewers show what waits for the account, the pages of a unit
what waits for the account there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, F, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.utils.functional import Promise

from talent.orgs.granting import scope_of
from talent.orgs.scope import Scope

#: The most that is counted; beyond it the page says “999+”, so that no page reads a whole queue.
MOST_COUNTED = 999


@dataclass(frozen=True)
class Waiting:
    """One sort of things: what they are called, how many wait (“12”, “999+”), the page that lists them.

    `first`: the day of the one that came first or, where they have deadlines (`is_due`), the first deadline.
    """

    label: str | Promise
    count: str
    href: str
    first: date | None = None
    is_due: bool = False


@dataclass(frozen=True)
class WaitingRows:
    """The same, not counted yet: the rows, and the column of the day, or what was annotated by that name. All
    of a page take one statement."""

    label: str | Promise
    rows: QuerySet[Any]
    href: str
    by: str
    is_due: bool = False


type Answer = Waiting | WaitingRows | None
#: Says what of its sort waits for the account of a request; None for accounts that never deal with it.
type Ask = Callable[[HttpRequest], Answer]
#: The same at one unit, for whoever holds a scope there.
type AskAtUnit = Callable[[Scope, int], Answer]
_asked: list[tuple[int, Ask]] = []
_asked_at_unit: list[tuple[int, AskAtUnit]] = []


def shows_waiting(order: int) -> Callable[[Ask], Ask]:
    """Have the pages of the staff ask this function as well; lower orders stand first."""

    def register(ask: Ask) -> Ask:
        _asked.append((order, ask))
        return ask

    return register


def shows_waiting_at_unit(order: int) -> Callable[[AskAtUnit], AskAtUnit]:
    """Have the pages of a unit ask this function as well; lower orders stand first."""

    def register(ask: AskAtUnit) -> AskAtUnit:
        _asked_at_unit.append((order, ask))
        return ask

    return register


def waiting_of(request: HttpRequest) -> list[Waiting] | None:
    """What waits for an account, without what is empty; None where nothing could ever wait for it."""
    return _answered([ask(request) for _order, ask in sorted(_asked, key=lambda each: each[0])])


def waiting_at(request: HttpRequest, unit: int) -> list[Waiting] | None:
    """The same at one unit."""
    held = scope_of(request)
    here = Scope(held.user_id, tuple(each for each in held.grants if each.organisation_id == unit))
    return _answered([ask(here, unit) for _order, ask in sorted(_asked_at_unit, key=lambda each: each[0])])


def _answered(answers: Sequence[Answer]) -> list[Waiting] | None:
    own = [each for each in answers if each is not None]
    if not own:
        return None
    counts = _counted_together([each for each in own if isinstance(each, WaitingRows)])
    every = [each if isinstance(each, Waiting) else next(counts) for each in own]
    return [each for each in every if each.count != "0"]


def _counted_together(asked: Sequence[WaitingRows]) -> Any:
    """Counts all of them in one statement, each to its bound; the first is the first of all."""
    found: dict[int, tuple[int, date | None]] = {}
    parts: list[str] = []
    values: list[Any] = []
    for place, each in enumerate(asked):
        try:
            sql, given = _bounded(each).query.sql_with_params()
        except EmptyResultSet:  # it is certain beforehand that there are none
            continue
        parts.append(
            f"SELECT {place}, count(*), min(day) FROM ({sql}) AS of_{place} (day)"
        )  # the ORM's own text
        values += given
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            found = {place: (count, first) for place, count, first in cursor.fetchall()}
    for place, each in enumerate(asked):
        count, first = found.get(place, (0, None))
        yield Waiting(each.label, shown(count), each.href, first, each.is_due)


def _bounded(asked: WaitingRows) -> QuerySet[Any]:
    """The days of the first ones, one more than are counted."""
    added = asked.rows.query.annotations.get(asked.by)
    column = added.output_field if added is not None else asked.rows.model._meta.get_field(asked.by)
    day = TruncDate(asked.by) if isinstance(column, DateTimeField) else F(asked.by)
    return asked.rows.order_by(asked.by).values_list(day)[: MOST_COUNTED + 1]


def shown(count: int, most: int | None = None) -> str:
    """A number that was counted to a bound and one more, as pages show it."""
    most = MOST_COUNTED if most is None else most
    return str(count) if count <= most else f"{most}+"


def counted(rows: QuerySet[Any], most: int | None = None) -> str:
    """How many there are, as shown; no more than `most` (MOST_COUNTED) and one are read."""
    most = MOST_COUNTED if most is None else most
    return shown(rows.order_by()[: most + 1].values("pk").count(), most)
