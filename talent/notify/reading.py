"""An account's own notifications: how many are unread, one page of them, and that they were read."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from talent.notify.models import Notification
from talent.notify.wording import Said, Wording
from talent.security.models import User

SIZE = 30
#: The most that a page counts; beyond it says “99+”.
MOST_COUNTED = 99
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Row:
    notification: Notification
    said: Said


@dataclass(frozen=True)
class Page:
    """`previous` and `next` are keys for the address; "" where there is no such page."""

    rows: tuple[Row, ...]
    previous: str = ""
    next: str = ""


def unread(user: User) -> str:
    """How many are unread, as shown: “3”, “99+”, "" for none; at most a hundred entries of an index."""
    found = Notification.objects.filter(recipient=user, read_at__isnull=True)[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if found > MOST_COUNTED else str(found or "")


def page_of(user: User, *, language: str, before: str = "", after: str = "") -> Page:
    """The newest ones, or those older than the key `before`, or those just newer than `after`."""
    own = Notification.objects.filter(recipient=user)
    if _NUMBER.fullmatch(after):
        found = list(own.filter(pk__gt=int(after)).order_by("id")[: SIZE + 1])
        kept, newer, older = found[:SIZE][::-1], len(found) > SIZE, True
    else:
        behind = bool(_NUMBER.fullmatch(before))
        found = list((own.filter(pk__lt=int(before)) if behind else own).order_by("-id")[: SIZE + 1])
        kept, newer, older = found[:SIZE], behind, len(found) > SIZE
    wording = Wording({each.kind for each in kept}, language)
    return Page(
        tuple(Row(each, wording.of(each)) for each in kept),
        previous=str(kept[0].pk) if kept and newer else "",
        next=str(kept[-1].pk) if kept and older else "",
    )


def thing_of(notification: Notification) -> str:
    """The address of what a notification is about; "" where this installation has no such page."""
    if not notification.place:
        return ""
    try:
        return reverse(notification.place, args=notification.arguments)
    except NoReverseMatch:
        return ""  # an address of the other zone


@transaction.atomic
def mark_read(user: User, notification: Notification | None = None) -> None:
    """Take one notification, or all of an account, as read. No act in the register, so no audit event."""
    own = Notification.objects.filter(recipient=user, read_at__isnull=True)
    (own.filter(pk=notification.pk) if notification else own).update(read_at=timezone.now())
