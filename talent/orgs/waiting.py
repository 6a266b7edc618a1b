"""What waits for whoever opens the admin: each part says how much of its own, the home page lists it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

#: The most that is counted; beyond it the page says “999+”, so that no page reads a whole queue.
MOST_COUNTED = 999


@dataclass(frozen=True)
class Waiting:
    """One sort of things: what they are called, how many wait (“12”, “999+”), the page that lists them."""

    label: str | Promise
    count: str
    href: str


#: Says what of its sort waits for the account of a request; None for accounts that never deal with it.
Ask = Callable[[HttpRequest], Waiting | None]
_asked: list[tuple[int, Ask]] = []


def shows_waiting(order: int) -> Callable[[Ask], Ask]:
    """Have the home page of the admin ask this function as well; lower orders stand first."""

    def register(ask: Ask) -> Ask:
        _asked.append((order, ask))
        return ask

    return register


def waiting_of(request: HttpRequest) -> list[Waiting] | None:
    """What waits for an account, without what is empty; None where nothing could ever wait for it."""
    every = [ask(request) for _order, ask in sorted(_asked, key=lambda each: each[0])]
    own = [each for each in every if each is not None]
    return [each for each in own if each.count != "0"] if own else None


def counted(rows: QuerySet[Any], most: int | None = None) -> str:
    """How many there are, as shown; no more than `most` (MOST_COUNTED) and one are read."""
    most = MOST_COUNTED if most is None else most
    found = rows.order_by()[: most + 1].values("pk").count()
    return str(found) if found <= most else f"{most}+"
