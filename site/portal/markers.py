"""Lines of several areas told apart without colour: each has a dash and a marker of its own, and its key."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal import shading

#: Around a place: circle, square, triangle, rhombus, triangle upside down, cross.
_SHAPES = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0",
    "M-4-4H4V4H-4z",
    "M0-5.5 5.5 4H-5.5z",
    "M0-6 5.5 0 0 6-5.5 0z",
    "M0 5.5 5.5-4H-5.5z",
    "M-1.8-5.5H1.8V-1.8H5.5V1.8H1.8V5.5H-1.8V1.8H-5.5V-1.8H-1.8z",
)


def shapes(key: str, count: int) -> SafeString:
    """The markers of a drawing, to be used by `marker`; `key` makes ids unique on a page."""
    drawn = format_html_join("", '<path id="{}-m{}" d="{}"/>', ((key, *each) for each in _first(count)))
    return format_html("<defs>{}</defs>", drawn)


def marker(key: str, index: int, across: str, down: str) -> SafeString:
    """The marker of one line at a place."""
    return format_html(
        '<use href="#{}-m{}" x="{}" y="{}" fill="{}" stroke="{}"/>',
        *(key, index % len(_SHAPES), across, down, shading.line(index), shading.WHITE),
    )


def legend(labels: tuple[str, ...], *, key: str) -> tuple[shading.KeyItem, ...]:
    """Which line is whose, as it is drawn; beside a drawing of this key."""
    return tuple(shading.KeyItem(_swatch(key, index), label) for index, label in enumerate(labels))


def _swatch(key: str, index: int) -> SafeString:
    return format_html(
        '<svg class="run" aria-hidden="true"><line x2="100%" y1="50%" y2="50%" stroke="{}"'
        ' stroke-width="2.5" stroke-dasharray="{}"/>{}</svg>',
        *(shading.line(index), shading.dash(index), marker(key, index, "50%", "50%")),
    )


def _first(count: int) -> list[tuple[int, str]]:
    return list(enumerate(_SHAPES))[:count]
