"""Figures over the releases as a file: one figure a row, codes and both names, as CSV of the interface has.

The interface gives one release at a time; this puts the newest ones that stand below each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from portal.explorer.cube import Axis, Cube, total
from portal.explorer.history import MOST
from reports.stats.service import TOTAL, Category, ReleasedPoint, released_series


def address(cube: Cube, areas: Sequence[Category], classes: Mapping[str, str], *, pinned: bool) -> str:
    """Where the file is. `pinned`: the page names its release, whose tables may be others."""
    said = {"release": str(cube.release.number)} if pinned else {}
    asked = [*(said | {"table": cube.key, **classes}).items(), *(("area", each.code) for each in areas)]
    return f"{reverse('portal:series_csv')}?{urlencode(asked)}"


def rows(
    cube: Cube,
    areas: Sequence[Category],
    classes: Mapping[str, str],
    *,
    corrected: frozenset[int],
    until: int | None = None,
) -> Iterator[list[str]]:
    """The heads, then release by release each area of which one is published; a figure that is not shown
    has its mark and no number."""
    axes = cube.axes.values()
    keys = [f"{key}{part}" for key in ("area", *cube.axes) for part in ("", "_zh", "_en")]
    yield ["release", "as_of", "published", *keys, "value", "mark", "corrected"]
    named = [part for axis in axes for part in _named(_class(axis, classes))]
    places = {each.code: (number, each) for number, each in enumerate(areas)}
    points = released_series(cube.key, areas=list(places), classes=classes, most=MOST, until=until)
    for point in sorted(points, key=lambda each: (each.release.number, places[each.area][0])):
        yield [*_line(point, places[point.area][1], named), "1" if point.release.number in corrected else ""]


def _line(point: ReleasedPoint, area: Category, named: Sequence[str]) -> list[str]:
    release, value = point.release, point.value
    of_release = [str(release.number), release.as_of.isoformat(), release.published_at.isoformat()]
    return [*of_release, *_named(area), *named, "" if value is None else str(value), point.mark]


def _class(axis: Axis, classes: Mapping[str, str]) -> Category:
    return axis.named(classes[axis.key]) if classes.get(axis.key, TOTAL) != TOTAL else total()


def _named(each: Category) -> list[str]:
    return [each.code, each.label_zh, each.label_en]
