"""Colours of the drawings, and which figure gets which of them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

INK = "#1b2624"
WHITE = "#ffffff"
#: The outline of tiles: at least 3 : 1 against the white card.
OUTLINE = "#6f8a82"
#: The lines beside the figures of an axis, behind everything.
GRID = "#d8dfdc"
#: A figure that is not shown: neither low nor high.
UNKNOWN = "#eceeed"


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


#: From the lowest class to the highest.
SHADES = (
    Shade("#e3f0eb", INK),
    Shade("#b7dacf", INK),
    Shade("#86c0ae", INK),
    Shade("#26786a", WHITE),
    Shade("#0b4a3e", WHITE),
)
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


def limits(numbers: Sequence[float]) -> tuple[float, ...]:
    """At most four rising limits that part the numbers into classes of about equal size.

    Limits are round (two significant digits). Equal ones fall together: few or equal numbers give fewer
    classes.
    """
    ranked = sorted(numbers)
    if not ranked:
        return ()
    classes = len(SHADES)
    candidates = {_rounded(ranked[len(ranked) * step // classes]) for step in range(1, classes)}
    return tuple(limit for limit in sorted(candidates) if ranked[0] < limit <= ranked[-1])


def shade(number: float | None, limits: Sequence[float]) -> Shade:
    """The shade of a figure; a figure that is not shown is blank."""
    if number is None:
        return BLANK
    return _spread(len(limits))[bisect_right(limits, number)]


def legend(limits: Sequence[float], *, show: Callable[[float], str]) -> list[LegendItem]:
    """One entry a class, lowest first, with its limits as `show` writes them; none without limits.

    A figure on a limit belongs to the class above it, and the words say so.
    """
    if not limits:
        return []
    written = [show(limit).removesuffix(".0") for limit in limits]
    between = [_("%(low)s 至不足 %(high)s") % {"low": low, "high": high} for low, high in pairwise(written)]
    texts = [f"<{written[0]}", *between, f"≥{written[-1]}"]
    return [LegendItem(each.fill, text) for each, text in zip(_spread(len(limits)), texts, strict=True)]


def _spread(count: int) -> list[Shade]:
    """The shades of count + 1 classes, from end to end of the scale; one class alone takes the middle."""
    last = len(SHADES) - 1
    if count == 0:
        return [SHADES[last // 2]]
    return [SHADES[round(index * last / count)] for index in range(count + 1)]


def _rounded(number: float) -> float:
    return float(f"{number:.2g}")
