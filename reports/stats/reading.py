"""Releases as plain values, read under the login of the public: what it may not see is not there.

`opentables` reads the one table that the portal draws; this reads any table of any release.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from reports.stats.models import Release, ReleaseCell, ReleaseTable
from reports.stats.opentables import PUBLIC


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """A release that everybody may read."""

    number: int
    as_of: date
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of a release without its figures. `areas` and `dimensions` are as ReleaseTable describes."""

    pk: int
    release: PublishedRelease
    key: str
    title_zh: str
    title_en: str
    level: str
    areas: tuple[Mapping[str, Any], ...]
    dimensions: tuple[Mapping[str, Any], ...]


class ReleasedFigure(NamedTuple):
    """A figure: `classes` lacks what it is a total over; `value` is None where a mark stands instead."""

    area: str
    classes: Mapping[str, str]
    value: int | None
    mark: str


class ReleasedPoint(NamedTuple):
    """One figure in one release; `value` is None where a mark stands instead."""

    release: PublishedRelease
    area: str
    value: int | None
    mark: str


def published_releases(*, before: int | None = None, most: int) -> list[PublishedRelease]:
    """The releases below a number (the newest ones), the newest first, `most` at most."""
    every = Release.objects.using(PUBLIC).order_by("-number")
    some = every if before is None else every.filter(number__lt=before)
    return [_release(each) for each in some[:most]]


def published_release(number: int) -> PublishedRelease | None:
    """The release of this number, None where the public may not read one."""
    found = Release.objects.using(PUBLIC).filter(number=number).first()
    return None if found is None else _release(found)


def published_tables(release: PublishedRelease) -> list[PublishedTable]:
    """The tables of a release by key."""
    found = ReleaseTable.objects.using(PUBLIC).filter(release__number=release.number).order_by("key")
    return [
        PublishedTable(
            each.pk,
            release,
            each.key,
            each.title_zh,
            each.title_en,
            each.level,
            tuple(each.areas),
            tuple(each.dimensions),
        )
        for each in found
    ]


def released_figures(table: PublishedTable) -> list[ReleasedFigure]:
    """Every figure of a table, in no order."""
    cells = ReleaseCell.objects.using(PUBLIC).filter(table=table.pk)
    rows = cells.values_list("area", "classes", "value", "mark")
    return [ReleasedFigure(str(area), classes, value, mark) for area, classes, value, mark in rows]


def released_series(
    key: str,
    *,
    areas: Collection[str],
    classes: Mapping[str, str],
    most: int,
    until: int | None = None,
) -> list[ReleasedPoint]:
    """One figure of each area in the newest releases (up to the number `until`), `most` at most, the oldest
    first.

    A release that has no such table, area or class has no point.
    """
    before = None if until is None else until + 1
    releases = {each.number: each for each in published_releases(before=before, most=most)}
    cells = ReleaseCell.objects.using(PUBLIC).filter(
        table__key=key, table__release__number__in=releases, area__in=areas, classes=dict(classes)
    )
    rows = cells.order_by("table__release__number").values_list(
        "table__release__number", "area", "value", "mark"
    )
    return [ReleasedPoint(releases[number], str(area), value, mark) for number, area, value, mark in rows]


def _release(found: Release) -> PublishedRelease:
    return PublishedRelease(found.number, found.as_of, found.published_at)
