"""One page of a queue, by keyset: any depth costs the same, and nothing is counted over the whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from reviews.inbox.claiming import free_for, held_by, held_until, in_force, with_claims
from talent.categories.models import Category
from talent.orgs.service import MOST_COUNTED, ScopedQuerySet
from talent.records.models import Change, Remark
from talent.records.service import working_days_between
from talent.security.models import User

SIZE = 50
#: Working days that are left of a term when it is said to be over soon.
SOON = 2
#: So many of the next ones stand beside the page of a change.
FOLLOWING = 8
#: Definitions are long, and a row shows the name of its category.
_UNREAD = ("category__groups", "category__rules", "category__moves")


@dataclass(frozen=True)
class Left:
    """What is left of the term, in words; `state` is its colour (warning, needed, or "")."""

    state: str
    text: str


@dataclass(frozen=True)
class Row:
    change: Change
    left: Left
    reader: User | None = None

    @property
    def again(self) -> bool:
        """Whether it was sent back before, and came again (重新上报)."""
        return bool(getattr(self.change, "was_sent_back", False))

    @property
    def filled_earlier(self) -> bool:
        """Whether it was begun on another day than it was submitted."""
        sent = self.change.submitted_at
        return sent is not None and localdate(sent) != localdate(self.change.created_at)

    @property
    def warnings(self) -> int:
        return self.change.open_warnings

    @property
    def holder(self) -> str:
        """Who is looking at it and until when; "" for nobody."""
        claim = in_force(self.change)
        return held_by(claim, self.reader) if claim else ""


@dataclass(frozen=True)
class Page:
    """`previous` and `next` are keys for the address; "" where there is no such page."""

    rows: tuple[Row, ...]
    previous: str = ""
    next: str = ""


def page_of(
    waiting: ScopedQuerySet[Change],
    *,
    today: date,
    after: str = "",
    before: str = "",
    size: int = SIZE,
    reader: User | None = None,
) -> Page:
    """The rows behind the key `after`, or just ahead of `before`; the first ones without a readable key.

    `reader`: who is told of their own claims as such.
    """
    if ahead := _read(before):
        found = _shown_rows(waiting.filter(_ahead_of(*ahead)).order_by("-deadline", "-id")[: size + 1])
        rows, more_ahead, more_behind = found[-size:], len(found) > size, True
    else:
        behind = _read(after)
        found = _shown_rows((waiting.filter(_behind(*behind)) if behind else waiting)[: size + 1])
        rows, more_ahead, more_behind = found[:size], behind is not None, len(found) > size
    return Page(
        tuple(Row(change, left(change.deadline, today), reader) for change in rows if change.deadline),
        previous=key_of(rows[0]) if rows and more_ahead else "",
        next=key_of(rows[-1]) if rows and more_behind else "",
    )


def _shown_rows(few: ScopedQuerySet[Change]) -> list[Change]:
    """Few changes with all that a row shows, in the order of the queue.

    They are chosen first, by the index of the queue alone; what stands beside them is read for these few.
    """
    chosen = Change.objects.unscoped(reason="few, of a queue within its scope").filter(
        pk__in=few.values("pk")
    )
    sent_back = Exists(Remark.objects.filter(change=OuterRef("pk")))
    rows = with_claims(chosen).select_related("category", "unit", "record__person")
    told = rows.annotate(was_sent_back=sent_back)
    return list(told.defer("data", "sealed", *_UNREAD).order_by("deadline", "id"))


@dataclass(frozen=True)
class Following:
    """One of the next few in the queue, whoever looks at it, with what tells it from the others."""

    number: int
    name: str
    category: str
    unit: str
    left: Left
    warnings: int
    holder: str

    @classmethod
    def of(cls, told: dict[str, Any], reader: User) -> "Following":
        holder = ""
        if told["until"] and (until := datetime.fromisoformat(told["until"])) > timezone.now():
            holder = held_until(told["holder"], until, own=told["holder_pk"] == reader.pk)
        return cls(
            number=told["number"],
            name=told["name"],
            category=str(Category(label=told["label"], label_en=told["label_en"])),
            unit=told["unit_name"],
            left=left(date.fromisoformat(told["day"]), localdate()),
            warnings=told["warnings_open"],
            holder=holder,
        )


@dataclass(frozen=True)
class Walk:
    """Where a change stands in a queue: the numbers of its neighbours, and its place among how many.

    `previous` and `next` are None where there is none; behind the last one comes the first that waits.
    `following`: the next few.
    """

    previous: int | None
    next: int | None
    place: str
    count: str
    following: tuple[Following, ...] = ()


def walk_of(waiting: ScopedQuerySet[Change], change: Change, by: User) -> Walk:
    """The neighbours of a change that nobody else is looking at; nothing is counted beyond MOST_COUNTED."""
    key = _read(key_of(change))
    before = waiting.filter(_ahead_of(*key)) if key else waiting.none()
    few = _few_behind(waiting, key) if key else waiting.none().values("pk")
    ahead, every, around, rows = _bounded(
        before, waiting, around=_around(free_for(waiting, by), change), few=few
    )
    places = [(date.fromisoformat(day), pk) for day, pk in around or ()]
    following = tuple(Following.of(each, by) for each in rows or ())
    return Walk(*_neighbours(places, key), _shown(ahead + 1), _shown(every), following)


def _few_behind(waiting: ScopedQuerySet[Change], key: tuple[date, int]) -> Any:
    """The next few with what is told of them, chosen by the index of the queue alone."""
    few = waiting.filter(_behind(*key))[:FOLLOWING]
    chosen = Change.objects.unscoped(reason="few, of a queue within its scope").filter(
        pk__in=few.values("pk")
    )
    here = Q(claim__office=F("waiting_office"))
    told = {
        "number": F("pk"),
        "name": F("full_name"),
        "day": F("deadline"),
        "warnings_open": F("open_warnings"),
        "label": F("category__label"),
        "label_en": F("category__label_en"),
        "unit_name": F("unit__name"),
        "holder": Case(When(here, then=F("claim__by__name"))),
        "holder_pk": Case(When(here, then=F("claim__by"))),
        "until": Case(When(here, then=F("claim__until"))),
    }
    return chosen.order_by("deadline", "pk").values(**told)


def next_of(waiting: ScopedQuerySet[Change], change: Change, by: User) -> int | None:
    """The number of what comes after a change, else of the first of the rest; None when nothing waits."""
    return _neighbours(_around(free_for(waiting, by), change), _read(key_of(change)))[1]


def _around(waiting: ScopedQuerySet[Change], change: Change) -> Any:
    """Places of the one ahead of a change, the one behind it, and the first of all."""
    others = waiting.exclude(pk=change.pk)
    first = others.values_list("deadline", "pk")
    if (key := _read(key_of(change))) is None:
        return first[:1]
    ahead = first.filter(_ahead_of(*key)).order_by("-deadline", "-pk")[:1]
    return ahead.union(first.filter(_behind(*key))[:1], first[:1], all=True)


def _neighbours(
    around: Iterable[tuple[date, int]], key: tuple[date, int] | None
) -> tuple[int | None, int | None]:
    """Numbers of what stands ahead and behind."""
    found = sorted(set(around))
    if key is None:
        return None, next((pk for _day, pk in found), None)
    before = [pk for day, pk in found if (day, pk) < key]
    behind = [pk for day, pk in found if (day, pk) > key]
    return before[-1] if before else None, (behind + before)[0] if found else None


def _bounded(*sets: ScopedQuerySet[Change], around: Any, few: Any) -> list[Any]:
    """How many rows each set has, the places `around`, and what is told of `few`, in one statement.

    It reads no more than MOST_COUNTED and one of each set.
    """
    asked: list[str] = []
    parameters: list[Any] = []
    parts = [(rows.order_by()[: MOST_COUNTED + 1].values("pk"), "count(*)", "0") for rows in sets]
    places = (around, "json_agg(json_build_array(deadline, pk))", "NULL")
    for rows, told, nothing in [*parts, places, (few, "json_agg(found)", "NULL")]:
        try:
            sql, given = rows.query.sql_with_params()
        except EmptyResultSet:
            asked.append(nothing)
        else:
            asked.append(f"(SELECT {told} FROM ({sql}) found)")
            parameters += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", parameters)
        return list(cursor.fetchone())


def _shown(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


def key_of(change: Change) -> str:
    """Its place in the queue, for an address."""
    return f"{change.deadline}_{change.pk}"


def left(deadline: date, today: date) -> Left:
    """Working days left of a term, or passed since, in words; as filters, board and messages count them."""
    if late := working_days_between(deadline, today):
        return Left("needed", _("已逾期 %(days)s 个工作日") % {"days": late})
    if deadline < today:
        return Left("warning", _("已到期"))
    if deadline == today:
        return Left("warning", _("今天"))
    days = working_days_between(today, deadline)
    return Left("warning" if days <= SOON else "", _("剩 %(days)s 个工作日") % {"days": days})


def _read(key: str) -> tuple[date, int] | None:
    day, _line, number = key.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _behind(deadline: date, number: int) -> Func:
    return _beside(">", deadline, number)


def _ahead_of(deadline: date, number: int) -> Func:
    return _beside("<", deadline, number)


def _beside(sign: str, deadline: date, number: int) -> Func:
    """(deadline, id) > (…): an index of both begins there. In single comparisons the whole day would be read
    before the first row."""
    stands = Func(F("deadline"), F("pk"), function="ROW")
    given = Func(Value(deadline), Value(number), function="ROW")
    joined = {"template": "%(expressions)s", "arg_joiner": f" {sign} "}
    return Func(stands, given, output_field=BooleanField(), **joined)
