"""From notifications to mails: one each, or one with many of a kind, or one for the day.

A mail and what it carries are fixed in one transaction together with the job that sends it, so a process
that is killed anywhere leaves either notifications without a mail or a mail that its job still sends.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from talent.jobs.service import defer
from talent.notify.enums import MailMode
from talent.notify.kinds import KINDS
from talent.notify.models import Mail, Notification
from talent.notify.preferring import mailable, mode_of
from talent.notify.timing import MOST_SINGLE, WINDOW
from talent.security.models import User

#: Accounts looked at in one statement; notifications of one account in one mail. The rest follows later.
_PEOPLE, _MOST = 500, 5000


def gather(now: datetime | None = None) -> None:
    """Make the mails that are due; each account's in a transaction of its own."""
    moment = now or timezone.now()
    last = 0
    while people := _people_due(moment, last):
        for pk in people:
            gather_for(pk, moment)
        last = people[-1]


def _people_due(now: datetime, after: int) -> list[int]:
    due = _waiting().filter(mail_due__lte=now, recipient__gt=after).order_by("recipient")
    return list(due.values_list("recipient", flat=True).distinct()[:_PEOPLE])


def _waiting() -> QuerySet[Notification]:
    return Notification.objects.filter(mail__isnull=True, mail_due__isnull=False)


@transaction.atomic
def gather_for(recipient: int, now: datetime) -> None:
    """Make the mails of one account; nothing where another process is at them."""
    users = User.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    user = users.select_related("mail_preferences").filter(pk=recipient).first()
    if user is None:
        return
    daily, kinds, unwanted = [], defaultdict(list), []
    for each in _waiting().filter(recipient=user).order_by("pk").only("pk", "kind", "mail_due")[:_MOST]:
        mode = mode_of(user, KINDS[each.kind]) if each.kind in KINDS and mailable(user) else MailMode.NEVER
        if mode == MailMode.NEVER:
            unwanted.append(each)
        elif mode == MailMode.AT_ONCE:
            kinds[each.kind].append(each)
        else:
            daily.append(each)
    _put_off(unwanted, until=None)
    if any(_is_due(each, now) for each in daily):
        _make(user, "", daily)
    for kind, waiting in kinds.items():
        if any(_is_due(each, now) for each in waiting):
            _make_of_kind(user, kind, waiting, now)


def _is_due(notification: Notification, now: datetime) -> bool:
    return notification.mail_due is not None and notification.mail_due <= now


def _make_of_kind(user: User, kind: str, waiting: Sequence[Notification], now: datetime) -> None:
    """One mail each while that makes few; then one with all; then nothing until the window is over."""
    recent = list(
        Mail.objects.filter(recipient=user, kind=kind, at__gt=now - WINDOW)
        .order_by("at")
        .values_list("at", flat=True)
    )
    if len(recent) > MOST_SINGLE:
        _put_off(waiting, until=recent[0] + WINDOW)
    elif len(recent) + len(waiting) > MOST_SINGLE:
        _make(user, kind, waiting)
    else:
        for each in waiting:
            _make(user, kind, [each])


def _make(user: User, kind: str, carried: Sequence[Notification]) -> None:
    """A mail is known by the first notification that it carries, which no other mail does."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    mail = Mail.objects.create(recipient=user, kind=kind, message_id=f"<notification-{carried[0].pk}@{host}>")
    Notification.objects.filter(pk__in=[each.pk for each in carried]).update(mail=mail)
    defer("notify.send_mail", mail=mail.pk)


def _put_off(waiting: Sequence[Notification], *, until: datetime | None) -> None:
    if waiting:
        Notification.objects.filter(pk__in=[each.pk for each in waiting]).update(mail_due=until)
