"""All releases, the newest first, a part at a time; what was withdrawn stands among them with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.wording import worded
from reports.stats.service import Note, PublishedRelease, notes, published_releases

SIZE = 20


@dataclass(frozen=True)
class Listed:
    """One release that is or was there; `published_at` None for a withdrawn one."""

    number: int
    as_of: date
    published_at: datetime | None
    notes: list[tuple[Note, str]]

    @property
    def withdrawn(self) -> bool:
        return self.published_at is None


@dataclass(frozen=True)
class Releases:
    """A part of the list, with the query that leads to the older ones (or none)."""

    releases: Sequence[Listed]
    next_href: str


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
    return Listed(release.number, release.as_of, release.published_at, said)


def _withdrawn(every: Sequence[Note]) -> list[Listed]:
    return [
        Listed(note.release, note.as_of, None, worded(each for each in every if each.release == note.release))
        for note in every
        if note.withdrawn
    ]
