"""Which release stands now, and what is said of it afterwards. Asked once in a moment, not once a request:
releases come a few times a year."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings

from reports.stats.service import (
    Note,
    PublishedRelease,
    PublishedTable,
    notes,
    published_release,
    published_releases,
    published_tables,
)

#: Releases that a process remembers; who asks for more has them read again.
_MOST = 64


@dataclass(frozen=True)
class Standing:
    """A release with its tables by key, and the notes that its readers must know, the newest first. Two equal
    stamps stand for the same answers."""

    release: PublishedRelease
    tables: Mapping[str, PublishedTable]
    notes: tuple[Note, ...] = ()

    @cached_property
    def breaks(self) -> tuple[str, ...]:
        """The dimensions by which its tables are narrowed, by their keys."""
        return tuple(sorted({each["key"] for table in self.tables.values() for each in table.dimensions}))

    @cached_property
    def figures(self) -> str:
        """Stands for its figures alone, whatever is said of them afterwards."""
        return f"{self.release.number} {self.release.published_at.isoformat()}"

    @cached_property
    def stamp(self) -> str:
        told = " ".join((self.figures, *(str(each.pk) for each in self.notes)))
        return f"{self.release.number}-{_digest(told)}"


_known: dict[int | None, tuple[float, Standing | None]] = {}
_said: tuple[float, tuple[Note, ...]] | None = None


def standing(number: int | None = None) -> Standing | None:
    """The newest release, or the one of this number; None where the public may not read one.

    What is published or withdrawn meanwhile shows after OPEN_DATA_PROBE_SECONDS.
    """
    known = _known.get(number)
    if known is None or time.monotonic() - known[0] >= settings.OPEN_DATA_PROBE_SECONDS:
        if len(_known) >= _MOST:
            _known.clear()
        known = _known[number] = (time.monotonic(), _read(number, known and known[1]))
    return known[1]


def _read(number: int | None, before: Standing | None) -> Standing | None:
    found = _newest() if number is None else published_release(number)
    if found is None:
        return None
    told = tuple(each for each in said() if _concerns(each, found.number, newest=number is None))
    if before is None or before.release != found:
        return Standing(found, {each.key: each for each in published_tables(found)}, told)
    # A release never changes: its tables are read once.
    return before if before.notes == told else replace(before, notes=told)


def _concerns(note: Note, number: int, *, newest: bool) -> bool:
    """Whoever reads the newest release must also know which later ones were withdrawn."""
    return note.release == number or (newest and note.withdrawn and note.release > number)


def said() -> tuple[Note, ...]:
    """What is said of all releases that there ever were, the newest note first."""
    global _said
    if _said is None or time.monotonic() - _said[0] >= settings.OPEN_DATA_PROBE_SECONDS:
        _said = (time.monotonic(), tuple(notes(every=True)))
    return _said[1]


def withdrawal(number: int) -> Note | None:
    """Why the release of this number is there no longer; None where it is, or never was."""
    return next((each for each in said() if each.withdrawn and each.release == number), None)


def stamp_of_all() -> str:
    """Another one whenever a release is published, withdrawn or corrected."""
    found = standing()
    told = " ".join(str(each.pk) for each in said())
    return f"{found.stamp if found else 0}.{_digest(told)}"


def _newest() -> PublishedRelease | None:
    return next(iter(published_releases(most=1)), None)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
