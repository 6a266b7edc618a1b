"""Colours of the drawings, and which figure gets which of them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

INK = "#1b2624"
WHITE = "#ffffff"
#: The outline of tiles: at least 3 : 1 against the white card.
OUTLINE = "#6f8a82"
#: The lines beside the figures of an axis, behind everything.
GRID = "#d8dfdc"
#: A figure that is not shown: neither low nor high.
UNKNOWN = "#f6f7f7"


#: Lines over releases, told apart by colour and by dash: at least 3 : 1 against the white card.
_LINES = (
    ("#1f7a67", "none"),
    ("#b3541e", "8 4"),
    ("#1e4670", "2 4"),
    ("#8a2f68", "12 4 2 4"),
    ("#6a5a00", "5 2"),
    ("#3c4744", "1 3"),
)
MOST_LINES = len(_LINES)


@dataclass(frozen=True)
class Shade:
    """A ground and the text colour that reads on it (at least 4.5 : 1)."""

    fill: str
    text: str


#: From the lowest class to the highest, in even steps of lightness (L* of CIELAB): one class higher is as
#: much darker anywhere.
SHADES = (
    Shade("#d3e8e1", INK),
    Shade("#8cc3b2", INK),
    Shade("#579a8a", INK),
    Shade("#237264", WHITE),
    Shade("#0b4a3e", WHITE),
)
#: A class is so wide, times a power of ten.
_STEPS = (1, 2, 2.5, 3, 4, 5, 6, 8)
#: Released figures are multiples of it.
_NARROWEST = 5
BLANK = Shade(UNKNOWN, INK)


@dataclass(frozen=True)
class LegendItem:
    fill: str
    text: str


@dataclass(frozen=True)
class KeyItem:
    """An entry of a key whose swatch is drawn: a pattern, or a line with its marker."""

    swatch: SafeString
    text: str


def line(index: int) -> str:
    """The colour of a line of several."""
    return _LINES[index % MOST_LINES][0]


def dash(index: int) -> str:
    """How a line of several is broken."""
    return _LINES[index % MOST_LINES][1]


def limits(numbers: Sequence[float], *, least: int = 1) -> tuple[float, ...]:
    """The limits of at most five classes of one round width, from nought up to that of the largest number.

    Even classes make equal colours near numbers, and a colour twice as far along twice the number. `least`:
    the smallest difference that is written, of which the width is a multiple.
    """
    highest = max(numbers, default=0)
    if highest <= 0:
        return ()
    width = next(each for each in _widths(max(least, _NARROWEST)) if len(SHADES) * each > highest)
    return tuple(width * number for number in range(1, int(highest // width) + 1))


def _widths(least: int) -> Iterator[int]:
    powers = (10**exponent for exponent in count())
    found = (step * power for power in powers for step in _STEPS)
    return (int(each) for each in found if each % least == 0)


def shade(number: float | None, limits: Sequence[float]) -> Shade:
    """The shade of a figure; a figure that is not shown is blank."""
    if number is None:
        return BLANK
    return _used(len(limits))[bisect_right(limits, number)]


def legend(limits: Sequence[float], *, show: Callable[[float], str], least: int = 1) -> list[LegendItem]:
    """One entry a class, lowest first, with its first and last number as `show` writes them; none without
    limits. `least`: the smallest difference that is written."""
    if not limits:
        return []
    first, last = limits[0], limits[-1]
    between = [f"{_plain(low, show)}–{_plain(high - least, show)}" for low, high in pairwise(limits)]
    texts = [
        _("不足 %(limit)s") % {"limit": _plain(first, show)},
        *between,
        _("%(limit)s 及以上") % {"limit": _plain(last, show)},
    ]
    return [LegendItem(each.fill, text) for each, text in zip(_used(len(limits)), texts, strict=True)]


def _plain(limit: float, show: Callable[[float], str]) -> str:
    return show(limit).removesuffix(".0")


def _used(limits: int) -> tuple[Shade, ...]:
    """The shades between and beyond so many limits: the darkest ones, a step from one to the next."""
    return SHADES[-1 - limits :]
