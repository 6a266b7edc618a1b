"""Which release stands now. Asked once in a moment, not once a request: releases come a few times a year."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from reports.stats.service import (
    PublishedRelease,
    PublishedTable,
    published_release,
    published_releases,
    published_tables,
)

#: Releases that a process remembers; who asks for more has them read again.
_MOST = 64


@dataclass(frozen=True)
class Standing:
    """A release with its tables by key. Two equal stamps stand for the same answers."""

    release: PublishedRelease
    tables: Mapping[str, PublishedTable]
    stamp: str


_known: dict[int | None, tuple[float, Standing | None]] = {}


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
    # A release never changes: its tables are read once.
    return before if before is not None and before.release == found else standing_of(found)


def _newest() -> PublishedRelease | None:
    return next(iter(published_releases(most=1)), None)


def standing_of(release: PublishedRelease) -> Standing:
    """A release with its tables, read now."""
    text = f"{release.number} {release.published_at.isoformat()}"
    stamp = f"{release.number}-{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"
    return Standing(release, {each.key: each for each in published_tables(release)}, stamp)
