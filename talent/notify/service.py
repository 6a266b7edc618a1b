"""What other parts may use of talent.notify."""

from talent.notify.enums import MailMode
from talent.notify.kinds import Kind, declare
from talent.notify.telling import About, notify, notify_many

__all__ = ["About", "Kind", "MailMode", "declare", "notify", "notify_many"]
