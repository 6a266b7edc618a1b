"""Tag of the head of every page: `{% unread_messages as count %}`."""

from django import template
from django.template import Context

from talent.notify.reading import unread
from talent.security.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_messages(context: Context) -> str:
    """How many of the account's notifications are unread: “3”, “99+”, "" for none and for visitors."""
    user = context.get("user")
    return unread(user) if isinstance(user, User) else ""
