"""Which release an address is about, and what is to be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from portal.explorer.state import query
from reports.opendata.service import Standing, standing
from reports.stats.service import Note, notes

_LARGEST = 2_147_483_647


@dataclass(frozen=True)
class Told:
    """A release with all notes on all releases; `shown` None where the release that was asked for is not
    there (any more), or where nothing has been published. `newest_href`: the same address without the
    release that it names."""

    shown: Standing | None
    newest: Standing | None
    pinned: bool
    number: int | None
    every: Sequence[Note]
    newest_href: str = ""

    @property
    def notes(self) -> list[Note]:
        """What readers of the release must know: its corrections, and which later ones were withdrawn."""
        number = self.shown.release.number if self.shown else self.number
        later = self.newest.release.number if self.newest else 0
        return [
            each
            for each in self.every
            if each.release == number or (each.withdrawn and not self.pinned and each.release > later)
        ]

    @property
    def corrected(self) -> frozenset[int]:
        return frozenset(each.release for each in self.every if not each.withdrawn and each.ends is None)

    @property
    def is_old(self) -> bool:
        return self.pinned and self.shown != self.newest

    @property
    def kept(self) -> dict[str, str]:
        """What every link to figures of the same release carries on: whoever follows it stays there."""
        return {"release": str(self.shown.release.number)} if self.pinned and self.shown else {}

    @property
    def kept_query(self) -> str:
        """The same behind an address; "" where the address of the page names no release."""
        return query(self.kept) if self.kept else ""


def told(request: HttpRequest) -> Told:
    """The release of `release=`, else the newest."""
    newest = _with_tables(standing())
    text = request.GET.get("release", "")
    if not text:
        return Told(newest, newest, pinned=False, number=None, every=notes(every=True))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(_LARGEST)) else None
    shown = _with_tables(standing(number)) if number is not None else None
    return Told(
        shown,
        newest,
        pinned=True,
        number=number,
        every=notes(every=True),
        newest_href=_without_release(request),
    )


def _without_release(request: HttpRequest) -> str:
    """An address may name several areas."""
    lists = request.GET.lists()
    kept = [(name, each) for name, some in lists for each in some if each and name != "release"]
    return f"{request.path}?{urlencode(kept)}"


def _with_tables(found: Standing | None) -> Standing | None:
    return found if found and found.tables else None
