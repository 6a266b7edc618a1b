"""Figures over the releases as a file: one figure a row under the columns of the CSV of the interface, with
the moment of each release.

The interface gives one release at a time; this puts the newest ones that stand below each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from portal.explorer.cube import Axis, Cube, total
from portal.explorer.history import MOST
from reports.opendata.service import SAID, moment, said
from reports.stats.service import TOTAL, Category, Note, PublishedRelease, released_series


def address(cube: Cube, areas: Sequence[Category], classes: Mapping[str, str], *, pinned: bool) -> str:
    """Where the file is. `pinned`: the page names its release, whose tables may be others."""
    said = {"release": str(cube.release.number)} if pinned else {}
    asked = [*(said | {"table": cube.key, **classes}).items(), *(("area", each.code) for each in areas)]
    return f"{reverse('portal:series_csv')}?{urlencode(asked)}"


def rows(
    cube: Cube, areas: Sequence[Category], classes: Mapping[str, str], *, notes: Sequence[Note]
) -> Iterator[list[str]]:
    """The heads, then release by release each area of which one is published; a figure that is not shown
    has its mark and no number. `notes`: on all releases, of which each row has those of its own."""
    axes = cube.axes.values()
    keys = [f"{key}{part}" for key in ("area", *cube.axes) for part in ("", "_zh", "_en")]
    yield [*keys, "value", "mark", "release", "as_of", "published", *SAID]
    named = [part for axis in axes for part in _named(_class(axis, classes))]
    places = {each.code: (number, each) for number, each in enumerate(areas)}
    points = released_series(cube.key, areas=list(places), classes=classes, most=MOST)
    for point in sorted(points, key=lambda each: (each.release.number, places[each.area][0])):
        figure = "" if point.value is None else str(point.value)
        yield [*_named(places[point.area][1]), *named, figure, point.mark, *_of(point.release, notes)]


def _of(release: PublishedRelease, notes: Sequence[Note]) -> list[str]:
    own = [each for each in notes if each.release == release.number]
    return [str(release.number), release.as_of.isoformat(), moment(release), *said(own)]


def _class(axis: Axis, classes: Mapping[str, str]) -> Category:
    return axis.named(classes[axis.key]) if classes.get(axis.key, TOTAL) != TOTAL else total()


def _named(each: Category) -> list[str]:
    return [each.code, each.label_zh, each.label_en]
