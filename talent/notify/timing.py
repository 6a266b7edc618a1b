"""When mail goes out, and how much of one kind at once."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from talent.notify.enums import MailMode

#: A notification waits so long for others of its kind before its mail is made.
PAUSE = timedelta(minutes=2)
#: Of one kind an account gets at most so many mails in a window, and then one with all the rest.
MOST_SINGLE = 3
WINDOW = timedelta(hours=1)
_MORNING = time(8)


def due_at(mode: str, now: datetime) -> datetime | None:
    """When the mail of something that happens now is to be made; None where none is wanted."""
    if mode == MailMode.AT_ONCE:
        return now + PAUSE
    return next_morning(now) if mode == MailMode.DAILY else None


def next_morning(now: datetime) -> datetime:
    """The next eight o'clock here."""
    local = timezone.localtime(now)
    day = local.date() + timedelta(days=local.time() >= _MORNING)
    return timezone.make_aware(datetime.combine(day, _MORNING))
