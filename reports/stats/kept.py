"""The classes of a field as releases show them: a code list that changes regroups nothing public at once.

A code merged into another, or taken back, makes another partition of the same persons; old and new figures,
subtracted, give its parts. So the classes stay as they were shown until a year has gone by, as a grouping
does (`regrouping`), and with groups for as long as these cover them. A code that is only new makes a class of
its own; beside groups it counts in the totals alone until somebody puts it in one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.stats.declared import AGE, DeclaredDimension
from reports.stats.enums import DRAFTS
from reports.stats.models import SecretRelease
from reports.stats.regrouping import year_after
from reports.stats.sources import FineClasses, PublicClass

#: Code → the class it counts in.
Reading = Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """How releases read the codes of a dimension, and the first day on which they may be read otherwise."""

    reading: Reading
    free: date


@dataclass(frozen=True)
class Held:
    """Where the list says otherwise today: from when it may count (None while groups cover what is shown),
    and the codes that wait, by their names."""

    free: date | None
    codes: tuple[str, ...]


def reading_of(fine: FineClasses) -> dict[str, str]:
    classes = {each.code for each in fine.classes}
    merged = {code: end for code, end in fine.merged.items() if end in classes}
    return {code: code for code in classes} | merged


def readings(
    dimensions: Sequence[DeclaredDimension], fine: Mapping[str, FineClasses]
) -> list[dict[str, Any]]:
    """What a release keeps of itself for those after it."""
    return [
        {"fields": list(each.fields), "codes": reading_of(fine[each.key])}
        for each in dimensions
        if each.fields != (AGE,)
    ]


def past_readings() -> list[tuple[date, list[dict[str, Any]]]]:
    """Of every release that anybody saw, also withdrawn ones and drafts that were discarded or refused; the
    newest first."""
    made = SecretRelease.objects.exclude(release__state__in=DRAFTS).order_by("-release__number")
    return list(made.values_list("release__as_of", "readings"))


def shown_of(dimension: DeclaredDimension, past: Sequence[tuple[date, list[dict[str, Any]]]]) -> Shown | None:
    """The newest reading of a dimension's fields, free a year after the release since which it stands."""
    newest: Reading | None = None
    since = date.min
    for as_of, kept in past:
        for each in kept:
            if set(each["fields"]) & set(dimension.fields):
                if newest is not None and newest != each["codes"]:
                    return Shown(newest, year_after(since))
                newest, since = newest or each["codes"], as_of
    return None if newest is None else Shown(newest, year_after(since))


def held_back(
    dimension: DeclaredDimension,
    today: FineClasses,
    shown: Shown | None,
    names: Mapping[str, PublicClass],
    *,
    on: date,
) -> tuple[FineClasses, Held | None]:
    """The classes that a release of this day has, and what of the list waits."""
    if shown is None or shown.reading == (now := reading_of(today)):
        return today, None
    past = _fine(dimension, shown.reading, names)
    covered = bool(dimension.groups) and dimension.public_of.keys() == {each.code for each in past.classes}
    if not covered and (_extends(now, shown.reading) or on >= shown.free):
        return today, None
    waiting = tuple(
        names[code].label_zh for code in names if code in now and now[code] != shown.reading.get(code)
    )
    return past, Held(None if covered else shown.free, waiting)


def _fine(dimension: DeclaredDimension, reading: Reading, names: Mapping[str, PublicClass]) -> FineClasses:
    ends = set(reading.values()) - set(dimension.left_out)
    classes = tuple(each for code, each in names.items() if code in ends)
    return FineClasses(classes, {code: end for code, end in reading.items() if code != end})


def _extends(newer: Reading, older: Reading) -> bool:
    return older.items() <= newer.items()
