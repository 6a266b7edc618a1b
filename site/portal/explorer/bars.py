"""Bars as rows of a table: name, figure, share and a bar, so that the picture and its data are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.figures import share
from reports.stats.service import Figure


@dataclass(frozen=True)
class Bar:
    """One row; `width` in per cent of the longest, "" where the figure is not shown.

    `fill` and `stroke` where bars of several areas are told apart by a key; "" is the usual colour.
    """

    label: str
    text: str
    share: str
    width: str
    href: str = ""
    chosen: bool = False
    fill: str = ""
    stroke: str = ""


def bars(rows: Iterable[tuple[str, str, Figure]], whole: Figure, *, chosen: str = "") -> tuple[Bar, ...]:
    """Of names with an address (or "") and a figure each, in their order; shares are of `whole`."""
    given = list(rows)
    longest = _longest([figure for _label, _href, figure in given])
    return tuple(
        Bar(label, figure.text, share(figure, whole), _width(figure, longest), href, label == chosen)
        for label, href, figure in given
    )


def _longest(figures: Sequence[Figure]) -> int:
    return max((figure.value or 0 for figure in figures), default=0) or 1


def _width(figure: Figure, longest: int) -> str:
    return "" if figure.value is None else f"{100 * figure.value / longest:.2f}"


def ranked(rows: Iterable[tuple[str, str, Figure]]) -> list[tuple[str, str, Figure]]:
    """The largest first; those whose figure is not shown come last."""
    return sorted(rows, key=lambda row: (row[2].value is None, -(row[2].value or 0)))
