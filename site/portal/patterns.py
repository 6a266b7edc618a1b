"""Fills by which areas beside each other are told apart without colour, in black and white too.

Each is the colour of the area's line over the releases (`shading.line`) in a pattern of its own; the
pattern stands in the swatch of the key and is named by bars of the same page.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import shading

#: The shape within a square of 8, drawn by strokes of the colour; "" fills all of it.
_SHAPES = (
    "",
    "M-2 2 2-2M-2 10 10-2M6 10 10 6",
    "M2 2h.01M6 6h.01",
    "M0 4H8",
    "M0 0 8 8M8 0 0 8",
    "M4 0V8",
)
_SIDE = 8


@dataclass(frozen=True)
class Fill:
    """How the bars of one area are filled: `paint` for `fill`, `colour` for the outline."""

    paint: str
    colour: str


def fill(index: int) -> Fill:
    """Of an area by its place among those compared."""
    colour = shading.line(index)
    return Fill(f"url(#fill-{index})" if _SHAPES[index] else colour, colour)


def key(labels: tuple[str, ...]) -> tuple[shading.KeyItem, ...]:
    """The key of the areas in their order; each swatch brings its pattern. At most MOST_LINES."""
    return tuple(shading.KeyItem(_swatch(index), label) for index, label in enumerate(labels))


def _swatch(index: int) -> SafeString:
    paint = fill(index)
    return format_html(
        '<svg aria-hidden="true">{}<rect width="100%" height="100%" fill="{}" stroke="{}"/></svg>',
        *(_pattern(index, paint.colour), paint.paint, paint.colour),
    )


def _pattern(index: int, colour: str) -> SafeString:
    shape = _SHAPES[index]
    if not shape:
        return SafeString()
    return format_html(
        '<pattern id="fill-{}" width="{}" height="{}" patternUnits="userSpaceOnUse">'
        '<rect width="{}" height="{}" fill="{}"/>'
        '<path d="{}" stroke="{}" stroke-width="{}" stroke-linecap="{}"/></pattern>',
        *(index, _SIDE, _SIDE, _SIDE, _SIDE, shading.WHITE),
        *(shape, colour, *((4.5, "round") if "h.01" in shape else (2.5, "butt"))),
    )
