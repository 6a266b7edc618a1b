"""Drawings made on the server as SVG: no script, no style attribute, the figures in them as text.

Places are given in per cent across and in em down, so that a drawing fills its width and its text keeps
the size of the page around it, on a phone and in large text alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal import shading

_TILES = Path(__file__).parent / "data" / "tilegrid.csv"
_TILE = 5.8
_GUTTER = 0.35
#: Values in tiles are set this much larger than their names; em of the larger text are fewer.
_LARGER = 1.25
#: Where a name stands in its tile, and the halves of one that stands on two lines; em down.
_NAME, _HALVES = 2.4, (1.5, 2.65)
#: Names of so many Chinese letters are given in halves too, for large text on a phone.
_HALVED = 4
#: Longer figures leave no room for larger text there.
_LONG = 5


@dataclass(frozen=True)
class Datum:
    """One figure: how it is written, and its size (None where it is not shown)."""

    label: str
    text: str
    number: float | None
    code: str = ""
    href: str = ""


@lru_cache(maxsize=1)
def tile_places() -> dict[str, tuple[int, int]]:
    """Column and row of each league by its code, from the top left."""
    rows = _TILES.read_text(encoding="utf-8").splitlines()[1:]
    return {code: (int(column), int(row)) for code, _, column, row in (line.split(",") for line in rows)}


def tile_grid(
    data: Sequence[Datum], *, limits: Sequence[float], key: str, title: str, description: str
) -> SafeString:
    """One tile a league, where the league roughly lies; data without a place are left out.

    Tiles with an address are links, so the drawing is then a group and not one picture.
    """
    placed = [(each, tile_places()[each.code]) for each in data if each.code in tile_places()]
    columns = 1 + max((column for column, _ in tile_places().values()), default=0)
    rows = 1 + max((row for _, row in tile_places().values()), default=0)
    tiles = format_html_join(
        "",
        "{}",
        ((_tile(each, place, 100 / columns, shading.shade(each.number, limits)),) for each, place in placed),
    )
    role = "group" if any(each.href for each, _ in placed) else "img"
    kind = f"{key} long" if any(len(each.text) > _LONG for each, _ in placed) else key
    return _drawing(key, kind, title, description, height=rows * _TILE, role=role, body=tiles)


def _drawing(
    key: str, kind: str, title: str, description: str, *, height: float, role: str, body: SafeString
) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart {}" width="100%" height="{}em" role="{}"'
        ' aria-labelledby="{}-title" aria-describedby="{}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        *(kind, f"{height:g}", role, key, key, key, title, key, description, body),
    )


def _tile(datum: Datum, place: tuple[int, int], width: float, shade: shading.Shade) -> SafeString:
    column, row = place
    middle, top = (column + 0.5) * width, row * _TILE
    drawn = format_html(
        '<rect x="{}%" y="{}em" width="{}%" height="{}em" rx="5" fill="{}" stroke="{}"/>{}'
        '<text class="value" x="{}%" y="{}em" font-size="{}em" text-anchor="middle" fill="{}">{}</text>',
        *(
            f"{column * width + 0.4:.2f}",
            f"{top + _GUTTER / 2:g}",
            f"{width - 0.8:.2f}",
            f"{_TILE - _GUTTER:g}",
        ),
        *(shade.fill, shading.OUTLINE),
        _name(datum.label, middle, top, shade),
        *(f"{middle:.2f}", f"{top / _LARGER + 3.3:g}", _LARGER, shade.text, datum.text),
    )
    return format_html('<a href="{}">{}</a>', datum.href, drawn) if datum.href else drawn


def _name(label: str, middle: float, top: float, shade: shading.Shade) -> SafeString:
    """On one line; of the long Chinese ones also its halves one below the other, which only the stylesheet of
    a phone in large text shows."""
    halved = len(label) == _HALVED and not label.isascii()
    lines = [("whole" if halved else "", "inline", _NAME, label)]
    if halved:
        middle_of = _HALVED // 2
        halves = zip(_HALVES, (label[:middle_of], label[middle_of:]), strict=True)
        lines += [("half", "none", down, half) for down, half in halves]
    return format_html_join(
        "",
        '<text class="{}" display="{}" x="{}%" y="{}em" text-anchor="middle" fill="{}">{}</text>',
        (
            (kind, display, f"{middle:.2f}", f"{top + down:g}", shade.text, text)
            for kind, display, down, text in lines
        ),
    )
