"""Telling people: rows in the site, written in the transaction of what happened, each event once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from talent.notify.joining import join_older
from talent.notify.kinds import KINDS, Kind
from talent.notify.models import Notification
from talent.notify.preferring import mailable, mode_of
from talent.notify.timing import due_at
from talent.security.models import User
from talent.security.service import OutsideTransaction

_AT_ONCE = 2000


@dataclass(frozen=True)
class About:
    """What a notification is about. `event` names what happened: nobody is told the same event twice.

    `place` and `arguments`: the page of the thing, by the name of its address. `data`: the placeholders of
    the kind. `series`: what is told again later; a newer one takes the place of an unread older one.
    `adds`: of a series whose `count` grows: as long as the older one is unread and in no mail, it counts on.
    """

    event: str
    data: Mapping[str, Any]
    place: str = ""
    arguments: Sequence[int | str] = field(default=())
    series: str = ""
    adds: bool = False


def notify(people: Iterable[int], kind: str, about: About) -> None:
    """Tell accounts (by id) that something happened. See `notify_many`."""
    notify_many(kind, [(people, about)])


def notify_many(kind: str, told: Iterable[tuple[Iterable[int], About]]) -> None:
    """Tell many people about many things of one kind, in a few statements however many there are.

    Accounts that are switched off are left out. Raises OutsideTransaction when no transaction is open, since
    what is told must be undone with what happened, and KeyError for a kind that nobody declared.
    """
    declared = KINDS[kind]
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    wanted = [(pk, about) for people, about in told for pk in dict.fromkeys(people)]
    if not wanted:
        return
    users = User.objects.filter(pk__in={pk for pk, _about in wanted}, is_active=True)
    known = {user.pk: user for user in users.select_related("mail_preferences")}
    now = timezone.now()
    rows: list[Notification] = []
    adding: list[Notification] = []
    for pk, about in wanted:
        if pk in known:
            (adding if about.adds else rows).append(_row(known[pk], declared, about, now))
    _replace_older(kind, rows)
    rows += join_older(kind, adding)
    Notification.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _row(user: User, kind: Kind, about: About, now: datetime) -> Notification:
    return Notification(
        recipient=user,
        kind=kind.key,
        event=about.event,
        series=about.series,
        data=dict(about.data),
        place=about.place,
        arguments=list(about.arguments),
        at=now,
        mail_due=due_at(mode_of(user, kind), now) if mailable(user) else None,
    )


def _replace_older(kind: str, rows: Sequence[Notification]) -> None:
    """Take what was told before in the same series, and not read, as read."""
    series = {row.series for row in rows if row.series}
    if series:
        older = Notification.objects.filter(recipient__in={row.recipient_id for row in rows}, kind=kind)
        events = [row.event for row in rows]
        older.filter(series__in=series, read_at__isnull=True).exclude(event__in=events).update(
            read_at=timezone.now()
        )
