"""One figure over the releases, of one area or of several: lines, and the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal import linecharts, markers
from portal.explorer.cube import Area, in_short
from portal.figures import in_persons
from portal.linescale import Tick
from portal.shading import KeyItem
from portal.wording import label_of, short
from reports.stats.service import PublishedRelease, ReleasedPoint, released_series

MOST = 12
#: Of the drawing: there is one on a page.
_KEY = "history"


@dataclass(frozen=True)
class Moment:
    """One release in the table: its figures in the order of the areas, and whether a correction says more."""

    release: PublishedRelease
    texts: tuple[str, ...]
    corrected: bool


@dataclass(frozen=True)
class History:
    """`lines` is empty where nothing can be compared; `file` is where the table is as CSV; `until` is the
    release that the view ends with, None where it goes on to the newest."""

    lines: SafeString
    legend: tuple[KeyItem, ...]
    labels: tuple[str, ...]
    moments: tuple[Moment, ...]
    file: str
    until: int | None


def history(
    key: str,
    areas: Sequence[Area],
    classes: Mapping[str, str],
    *,
    name: str,
    corrected: frozenset[int],
    file: str = "",
    until: int | None = None,
) -> History:
    """The newest releases by their days, the oldest first; `corrected` are those that a correction is about.
    `until`: the release that the address names, whose figures never change, so no later one comes in."""
    points = released_series(
        key, areas=[each.code for each in areas], classes=classes, most=MOST, until=until
    )
    by_place = {(each.release.number, each.area): each for each in points}
    found = {each.release.number: each.release for each in points}.values()
    releases = sorted(found, key=lambda each: (each.as_of, each.number))
    labels = tuple(label_of(in_short(each)) for each in areas)
    moments = tuple(
        Moment(
            release,
            tuple(_text(by_place.get((release.number, area.code))) for area in areas),
            release.number in corrected,
        )
        for release in releases
    )
    drawn = SafeString()
    if len(releases) > 1 and any(each.value is not None for each in points):
        ticks = [_tick(each) for each in releases]
        drawn = linecharts.lines(
            [_run(area, releases, by_place) for area in areas],
            ticks,
            key=_KEY,
            title=_("%(name)s历次发布的数字(人)") % {"name": name},
            description=_told(ticks, moments) if len(areas) == 1 else _("全部数字在下面的表中。"),
        )
    legend = markers.legend(labels, key=_KEY) if drawn and len(areas) > 1 else ()
    return History(drawn, legend, labels, moments, file, until)


def _run(
    area: Area, releases: Sequence[PublishedRelease], points: Mapping[tuple[int, str], ReleasedPoint]
) -> linecharts.Run:
    found = [points.get((each.number, area.code)) for each in releases]
    return linecharts.Run(
        short(label_of(in_short(area))),
        [each.value if each else None for each in found],
        [_text(each) for each in found],
        [each.mark if each and each.value is None else "" for each in found],
    )


def _tick(release: PublishedRelease) -> Tick:
    number = _("第 %(number)s 号") % {"number": release.number}
    return Tick(release.as_of, date_format(release.as_of, "Y-m"), number)


def _told(ticks: Sequence[Tick], moments: Sequence[Moment]) -> str:
    """A lone line in words, for those who do not see it."""
    return ", ".join(
        f"{tick.month} ({tick.number}): {moment.texts[0]}"
        for tick, moment in zip(ticks, moments, strict=True)
    )


def _text(point: ReleasedPoint | None) -> str:
    """A release that has no such figure says so: its mark would say that there can be none."""
    if point is None:
        return _("未发布")
    return point.mark if point.value is None else in_persons(point.value)
