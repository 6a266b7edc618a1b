"""One page of a queue, by keyset: any depth costs the same, and nothing is counted over the whole."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change

SIZE = 50


@dataclass(frozen=True)
class Left:
    """What is left of the term, in words; `state` is its colour (warning, needed, or "")."""

    state: str
    text: str


@dataclass(frozen=True)
class Row:
    change: Change
    left: Left

    @property
    def warnings(self) -> int:
        return len(self.change.warnings)


@dataclass(frozen=True)
class Page:
    """`previous` and `next` are keys for the address; "" where there is no such page."""

    rows: tuple[Row, ...]
    previous: str = ""
    next: str = ""


def page_of(
    waiting: ScopedQuerySet[Change], *, today: date, after: str = "", before: str = "", size: int = SIZE
) -> Page:
    """The rows behind the key `after`, or just ahead of `before`; the first ones without a readable key."""
    lean = waiting.select_related("category", "unit", "record__person").defer("data", "sealed")
    if ahead := _read(before):
        found = list(lean.filter(_ahead_of(*ahead)).order_by("-deadline", "-id")[: size + 1])
        rows, more_ahead, more_behind = found[:size][::-1], len(found) > size, True
    else:
        behind = _read(after)
        found = list((lean.filter(_behind(*behind)) if behind else lean)[: size + 1])
        rows, more_ahead, more_behind = found[:size], behind is not None, len(found) > size
    return Page(
        tuple(Row(change, left(change.deadline, today)) for change in rows if change.deadline),
        previous=key_of(rows[0]) if rows and more_ahead else "",
        next=key_of(rows[-1]) if rows and more_behind else "",
    )


def next_of(waiting: ScopedQuerySet[Change], change: Change) -> Change | None:
    """What comes after a change in the queue, else the first of the rest; None when nothing else waits."""
    others = waiting.exclude(pk=change.pk).defer("data", "sealed")
    key = _read(key_of(change))
    return (others.filter(_behind(*key)).first() if key else None) or others.first()


def key_of(change: Change) -> str:
    """Its place in the queue, for an address."""
    return f"{change.deadline}_{change.pk}"


def left(deadline: date, today: date) -> Left:
    """Days left of a term, in words."""
    days = (deadline - today).days
    if days < 0:
        return Left("needed", _("已逾期 %(days)s 天") % {"days": -days})
    if days == 0:
        return Left("warning", _("今天"))
    return Left("warning" if days <= 2 else "", _("剩 %(days)s 天") % {"days": days})


def _read(key: str) -> tuple[date, int] | None:
    day, _line, number = key.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _behind(deadline: date, number: int) -> Q:
    return Q(deadline__gte=deadline) & (Q(deadline__gt=deadline) | Q(pk__gt=number))


def _ahead_of(deadline: date, number: int) -> Q:
    return Q(deadline__lte=deadline) & (Q(deadline__lt=deadline) | Q(pk__lt=number))
