"""Figures over the releases as a file: one figure a row under the columns of the CSV of the interface, with
the moment of each release.

The interface gives one release at a time; this puts the newest ones that stand below each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from portal.explorer.cube import Axis, Cube, total
from portal.explorer.history import MOST
from portal.explorer.state import usual_table
from reports.opendata.service import SAID, Standing, book_of, moment, said
from reports.stats.service import TOTAL, Category, Note, PublishedRelease, released_series

#: Of a text that is no code so much is repeated.
_MOST = 80


def address(cube: Cube, areas: Sequence[Category], classes: Mapping[str, str], *, pinned: bool) -> str:
    """Where the file is. `pinned`: the page names its release, whose tables may be others."""
    said = {"release": str(cube.release.number)} if pinned else {}
    asked = [*(said | {"table": cube.key, **classes}).items(), *(("area", each.code) for each in areas)]
    return f"{reverse('portal:series_csv')}?{urlencode(asked)}"


@dataclass(frozen=True)
class Wrong:
    """What an address asks for in vain: codes of a parameter, or (`parameter` "") parameters; and what there
    is in their place."""

    parameter: str
    unknown: tuple[str, ...]
    has: tuple[str, ...]


def wrong(given: QueryDict, standing: Standing) -> Wrong | None:
    """The first thing that is wrong with an address of the file; None where nothing is."""
    key = given.get("table") or usual_table(standing)
    if key not in standing.tables:
        return Wrong("table", (key[:_MOST],), tuple(standing.tables))
    cube = Cube(book_of(standing.tables[key]))
    codes = {each.key: (*(code.code for code in each.classes), TOTAL) for each in cube.axes.values()}
    known = ("release", "table", "area", *codes)
    if strange := tuple(each[:_MOST] for each in given if each not in known):
        return Wrong("", strange, known)
    for name, has in {"area": tuple(cube.areas), **codes}.items():
        if unknown := tuple(each[:_MOST] for each in given.getlist(name) if each and each not in has):
            return Wrong(name, unknown, has)
    return None


def rows(
    cube: Cube,
    areas: Sequence[Category],
    classes: Mapping[str, str],
    *,
    notes: Sequence[Note],
    until: int | None = None,
) -> Iterator[list[str]]:
    """The heads, then release by release each area of which one is published; a figure that is not shown
    has its mark and no number. `notes`: on all releases, of which each row has those of its own."""
    axes = cube.axes.values()
    keys = [f"{key}{part}" for key in ("area", *cube.axes) for part in ("", "_zh", "_en")]
    yield [*keys, "value", "mark", "release", "as_of", "published", *SAID]
    named = [part for axis in axes for part in _named(_class(axis, classes))]
    places = {each.code: (number, each) for number, each in enumerate(areas)}
    points = released_series(cube.key, areas=list(places), classes=classes, most=MOST, until=until)
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
