"""What was said at one field of a change that came back."""

from collections.abc import Iterable

from django import template

from reviews.inbox.answered import Answered

register = template.Library()


@register.filter
def at(answered: Iterable[Answered] | None, path: str) -> list[Answered]:
    """Those at a path, for the line of its field; none on a page that gives no remarks."""
    return [each for each in answered or () if each.remark.path == path]
