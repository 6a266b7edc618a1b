"""What other parts may use of talent.notify."""

from talent.notify.addressing import (
    LINK_HOURS,
    ask_address,
    confirm_address,
    open_request,
    remove_address,
    waiting_address,
)
from talent.notify.enums import MailMode
from talent.notify.kinds import Kind, declare
from talent.notify.preferring import kinds_by_mail, language_of
from talent.notify.telling import About, notify, notify_many

__all__ = [
    "LINK_HOURS",
    "About",
    "Kind",
    "MailMode",
    "ask_address",
    "confirm_address",
    "declare",
    "kinds_by_mail",
    "language_of",
    "notify",
    "notify_many",
    "open_request",
    "remove_address",
    "waiting_address",
]
