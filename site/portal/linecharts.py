"""Lines over releases as SVG: places in per cent across and em down, as in `charts`; no script, no style."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal import shading

_HEIGHT, _TOP, _BOTTOM = 13.0, 1.4, 11.2
_LEFT, _RIGHT = 8.0, 92.0
#: So many names of releases stand beside each other on a phone.
_TICKS = 4


@dataclass(frozen=True)
class Run:
    """One line: its name, and a number for each release (None where it is not shown)."""

    label: str
    numbers: Sequence[float | None]
    texts: Sequence[str]


def lines(runs: Sequence[Run], ticks: Sequence[str], *, key: str, title: str, description: str) -> SafeString:
    """The lines from zero up, with the name of each release below; `key` makes ids unique on a page.

    A lone line has its figures beside its points; of several the figures stand in the table only.
    """
    highest = max((number or 0 for run in runs for number in run.numbers), default=0) or 1
    drawn = format_html_join(
        "",
        "{}",
        ((_run(run, index, highest, told=len(runs) == 1),) for index, run in enumerate(runs)),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="{}em" role="img"'
        ' aria-labelledby="{}-title" aria-describedby="{}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>'
        '<line x1="0" x2="100%" y1="{}em" y2="{}em" stroke="{}"/>{}{}</svg>',
        *(f"{_HEIGHT:g}", key, key, key, title, key, description),
        *(f"{_BOTTOM:g}", f"{_BOTTOM:g}", shading.OUTLINE, _ticks(ticks), drawn),
    )


def legend(labels: Sequence[str]) -> list[shading.LegendItem]:
    """Which colour is whose."""
    return [shading.LegendItem(shading.line(index), label) for index, label in enumerate(labels)]


def _ticks(ticks: Sequence[str]) -> SafeString:
    every = -(-len(ticks) // _TICKS)
    return format_html_join(
        "",
        '<text x="{}%" y="{}em" text-anchor="middle" fill="{}">{}</text>',
        (
            (_across(index, len(ticks)), f"{_HEIGHT - 0.4:g}", shading.INK, tick)
            for index, tick in enumerate(ticks)
            # The last one always stands; of many those before it in even steps.
            if (len(ticks) - 1 - index) % every == 0
        ),
    )


def _run(run: Run, index: int, highest: float, *, told: bool) -> SafeString:
    places = [
        None if number is None else (_across(at, len(run.numbers)), _down(number, highest))
        for at, number in enumerate(run.numbers)
    ]
    colour, dash = shading.line(index), shading.dash(index)
    strokes = format_html_join(
        "",
        '<line x1="{}%" y1="{}em" x2="{}%" y2="{}em" stroke="{}" stroke-width="2.5" stroke-dasharray="{}"/>',
        ((*one, *two, colour, dash) for one, two in pairwise(places) if one and two),
    )
    points = format_html_join(
        "",
        '<circle cx="{}%" cy="{}em" r="4" fill="{}"/>',
        ((*place, colour) for place in places if place),
    )
    figures = format_html_join(
        "",
        '<text class="value" x="{}%" y="{}em" dy="-.7em" text-anchor="middle" fill="{}">{}</text>',
        (
            (*place, shading.INK, text)
            for place, text in zip(places, run.texts, strict=True)
            if place and told
        ),
    )
    return format_html("{}{}{}", strokes, points, figures)


def _across(index: int, count: int) -> str:
    return f"{_LEFT + (_RIGHT - _LEFT) * (index + 0.5) / count:.2f}"


def _down(number: float, highest: float) -> str:
    return f"{_BOTTOM - (_BOTTOM - _TOP) * number / highest:.2f}"
