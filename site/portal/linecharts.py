"""Lines over releases as SVG: places in per cent across and em down, as in `charts`; no script, no style.

A figure that is not shown is a gap in its line, with its mark in a row below the axis. Lines of the same
figures run beside each other, so that each of them is seen; the figures stand in the table below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal import shading
from portal.figures import in_persons
from portal.linescale import LEFT, Frame, Tick, apart, axis
from portal.markers import marker, shapes

#: Lines are so far from each other, names of lines, figures beside points; all in em.
_LINES, _NAMES, _FIGURES = 0.32, 1.3, 1.0
#: Per cent that markers of one figure are shifted.
_BESIDE = 1.1


@dataclass(frozen=True)
class Run:
    """One line: its name in short, and of each release the number (None where it is not shown) with its text.

    `marks`: what stands in the place of a figure that is not shown; "" where the release has no such figure.
    """

    label: str
    numbers: Sequence[float | None]
    texts: Sequence[str]
    marks: Sequence[str]


@dataclass(frozen=True)
class _Point:
    """A shown figure where it is drawn; `at` is the release, `true` where it would stand alone."""

    run: int
    at: int
    across: float
    down: float
    text: str


def lines(
    runs: Sequence[Run], ticks: Sequence[Tick], *, key: str, title: str, description: str
) -> SafeString:
    """The lines from zero up, with each release below where its day is; `key` makes ids unique on a page.

    Figures stand beside points where there is room; of several lines each has its name at its end.
    """
    highest = max((number or 0 for run in runs for number in run.numbers), default=0)
    frame = Frame(axis(highest), tuple(each.day for each in ticks), several=len(runs) > 1)
    points = [*_points(runs, frame)]
    hidden = [index for index, run in enumerate(runs) if any(run.marks)]
    body = (
        *(shapes(key, len(runs)), _axis(frame)),
        *(_strokes([each for each in points if each.run == index]) for index in range(len(runs))),
        *(marker(key, each.run, f"{each.across:.2f}%", f"{each.down:.2f}em") for each in points),
        _figures(points, frame),
        *(_names(runs, points, hidden, frame, key) if frame.several else ()),
        *(_marks(runs[index], row, frame) for row, index in enumerate(hidden)),
        _numbers([each.number for each in ticks], frame.row(len(hidden)), frame),
        _months([each.month for each in ticks], frame.row(len(hidden) + 1), frame),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="{}em" role="img"'
        ' aria-labelledby="{}-title" aria-describedby="{}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        *(f"{frame.row(len(hidden) + 1) + 0.4:g}", key, key, key, title, key, description),
        format_html_join("", "{}", ((part,) for part in body)),
    )


def _points(runs: Sequence[Run], frame: Frame) -> Iterator[_Point]:
    """Release by release, those of one figure moved apart."""
    for at in range(frame.count):
        shown = [(index, run.numbers[at]) for index, run in enumerate(runs)]
        places = {index: frame.down(number) for index, number in shown if number is not None}
        moved = apart([*places.values()], gap=_LINES, lowest=frame.bottom)
        for index, each in zip(places, moved, strict=True):
            across = frame.across(at) + each.beside * _BESIDE
            yield _Point(index, at, across, each.place, runs[index].texts[at])


def _axis(frame: Frame) -> SafeString:
    return format_html_join("", "{}", ((_step(step, frame),) for step in frame.steps))


def _step(step: float, frame: Frame) -> SafeString:
    down = frame.down(step)
    return format_html(
        '<line x1="{}%" x2="{}%" y1="{}em" y2="{}em" stroke="{}"/>'
        '<text x="{}%" y="{}em" text-anchor="end" fill="{}">{}</text>',
        *(f"{LEFT:g}", f"{frame.right:g}", f"{down:.2f}", f"{down:.2f}"),
        shading.GRID if step else shading.OUTLINE,
        *(f"{LEFT - 1.5:g}", f"{down + 0.35:.2f}", shading.INK, in_persons(step)),
    )


def _strokes(points: Sequence[_Point]) -> SafeString:
    """From each release to the next one; over a figure that is not shown there is none."""
    return format_html_join(
        "",
        '<line x1="{}%" y1="{}em" x2="{}%" y2="{}em" stroke="{}" stroke-width="2.5" stroke-dasharray="{}"/>',
        (
            (
                *(f"{one.across:.2f}", f"{one.down:.2f}", f"{two.across:.2f}", f"{two.down:.2f}"),
                *(shading.line(one.run), shading.dash(one.run)),
            )
            for one, two in pairwise(points)
            if two.at == one.at + 1
        ),
    )


def _figures(points: Sequence[_Point], frame: Frame) -> SafeString:
    """Above a point, or below, where nothing else stands; of many releases beside those that are named."""
    placed = [
        each
        for at in range(frame.count)
        if frame.named(at)
        for each in _placed([point for point in points if point.at == at], frame)
    ]
    return format_html_join(
        "",
        '<text class="value{}" x="{}%" y="{}em" text-anchor="middle" fill="{}">{}</text>',
        (
            (
                "" if frame.narrow(point.at) else " more",
                *(f"{point.across:.2f}", f"{down + 0.35:.2f}", shading.INK, point.text),
            )
            for point, down in placed
        ),
    )


def _placed(points: Sequence[_Point], frame: Frame) -> Iterator[tuple[_Point, float]]:
    taken = [each.down for each in points]
    for point in sorted(points, key=lambda each: each.down):
        others = list(taken)
        others.remove(point.down)
        for down in (point.down - _FIGURES, point.down + _FIGURES):
            if down < frame.bottom - 0.4 and all(abs(down - other) >= 0.9 * _FIGURES for other in others):
                taken.append(down)
                yield point, down
                break


def _names(
    runs: Sequence[Run], points: Sequence[_Point], hidden: Sequence[int], frame: Frame, key: str
) -> Iterator[SafeString]:
    """At the end of each line its marker and name, and again at its row of marks."""
    last = {point.run: point for point in points}
    moved = apart([each.down for each in last.values()], gap=_NAMES, lowest=frame.bottom)
    placed = [*zip(last, (each.place for each in moved), strict=True)]
    placed += [(index, frame.row(row) - 0.35) for row, index in enumerate(hidden)]
    for index, down in placed:
        yield marker(key, index, f"{frame.right + 2:g}%", f"{down:.2f}em")
        yield format_html(
            '<text x="{}%" y="{}em" dx="10" fill="{}">{}</text>',
            *(f"{frame.right + 2:g}", f"{down + 0.35:.2f}", shading.INK, runs[index].label),
        )


def _marks(run: Run, row: int, frame: Frame) -> SafeString:
    """The marks of one line below the axis, each under its release."""
    down = f"{frame.row(row):g}"
    marks = [("", frame.across(at), mark) for at, mark in enumerate(run.marks) if mark]
    said = format_html('<text x="0" y="{}em" fill="{}">{}</text>', down, shading.INK, _("不显示"))
    return said + _below(marks, down)


def _months(months: Sequence[str], down: float, frame: Frame) -> SafeString:
    """Releases of one month share its name, in the middle of those that are named: on a phone there are
    fewer, so that it may stand elsewhere."""
    wide = _shared(months, [at for at in range(frame.count) if frame.named(at)], frame)
    narrow = _shared(months, [at for at in range(frame.count) if frame.narrow(at)], frame)
    placed = [("" if each in narrow else "more", *each) for each in wide]
    placed += [("less", *each) for each in narrow if each not in wide]
    return _below(placed, f"{down:g}")


def _shared(months: Sequence[str], named: Sequence[int], frame: Frame) -> list[tuple[float, str]]:
    """Each month once, with the middle of its releases."""
    groups = [(month, [*some]) for month, some in groupby(named, key=lambda at: months[at])]
    return [((frame.across(some[0]) + frame.across(some[-1])) / 2, month) for month, some in groups]


def _numbers(numbers: Sequence[str], down: float, frame: Frame) -> SafeString:
    named = [
        ("" if frame.narrow(at) else "more", frame.across(at), number)
        for at, number in enumerate(numbers)
        if frame.named(at)
    ]
    return _below(named, f"{down:g}")


def _below(texts: Sequence[tuple[str, float, str]], down: str) -> SafeString:
    """Texts of a class on one line, each in the middle of its place."""
    return format_html_join(
        "",
        '<text class="{}" x="{}%" y="{}em" text-anchor="middle" fill="{}">{}</text>',
        ((kind, f"{across:.2f}", down, shading.INK, text) for kind, across, text in texts),
    )
