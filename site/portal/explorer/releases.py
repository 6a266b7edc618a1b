"""All releases, the newest first, a part at a time; what was withdrawn stands among them with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from portal.wording import Worded, worded
from reports.stats.service import Note, PublishedRelease, notes, published_releases

SIZE = 20


@dataclass(frozen=True)
class Listed:
    """One release that is or was there; `withdrawn_at` None for one that stands."""

    number: int
    as_of: date
    published_at: datetime
    withdrawn_at: datetime | None
    notes: list[Worded]

    @property
    def anchor(self) -> str:
        return _anchor(self.number)


@dataclass(frozen=True)
class Releases:
    """A part of the list, with the query that leads to the older ones (or none)."""

    releases: Sequence[Listed]
    next_href: str


def address(number: int, newest: int) -> str:
    """Where the list has a release; `newest`: the number of the newest one that stands."""
    part = f"?before={number + 1}" if newest - number >= SIZE else ""
    return f"{reverse('portal:releases')}{part}#{_anchor(number)}"


def _anchor(number: int) -> str:
    return f"release-{number}"


def listed(before: str = "") -> Releases:
    """The releases below a number; what is no number reads as the newest."""
    below = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None
    found = published_releases(before=below, most=SIZE + 1)
    standing, more = found[:SIZE], len(found) > SIZE
    lowest = standing[-1].number if more else 0
    every = [
        each
        for each in notes(every=True)
        if each.release >= lowest and (below is None or each.release < below)
    ]
    merged = [*(_standing(each, every) for each in standing), *_withdrawn(every)]
    return Releases(
        sorted(merged, key=lambda each: -each.number), f"?before={standing[-1].number}" if more else ""
    )


def _standing(release: PublishedRelease, every: Sequence[Note]) -> Listed:
    said = worded(each for each in every if each.release == release.number)
    return Listed(release.number, release.as_of, release.published_at, None, said)


def _withdrawn(every: Sequence[Note]) -> list[Listed]:
    return [
        Listed(
            note.release,
            note.as_of,
            note.published_at,
            note.at,
            worded(each for each in every if each.release == note.release),
        )
        for note in every
        if note.withdrawn
    ]
