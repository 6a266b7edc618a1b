"""What anybody learns about an official sheet who has its number: read by the login of the public.

That login cannot read the table, so it cannot list numbers: it may call one function with one number
(migrations 0002 and 0008), which tells what the look-up shows and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connections
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.printing.enums import Standing
from reports.printing.numbers import read_number, short, shown
from reports.stats.service import Note, PublishedRelease, notes, published_releases

PUBLIC = "public"
_ASK = "SELECT title, digest, printed_at, standing, name, release FROM printing_verify(%s)"


@dataclass(frozen=True, slots=True)
class OfRelease:
    """What is to be known of the release of a statistics report.

    `newer`, if there is one, changes none of its figures. `notes` are its corrections, or why it was
    withdrawn or restored, the newest first, each with its day and what it is, in the active language.
    """

    number: int
    newer: PublishedRelease | None
    notes: tuple[tuple[datetime, str, str], ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """A sheet as the look-up shows it. `name` is masked; none of what is withdrawn. `release`: of a
    statistics report alone."""

    number: str
    title: str
    digest: str
    printed_at: datetime
    standing: Standing
    name: str
    release: OfRelease | None = None


def verify(typed: str) -> Verified | None:
    """The sheet with the number that somebody typed or scanned; None if there is none."""
    number = read_number(typed)
    if not number:
        return None
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(_ASK, [number])
        row = cursor.fetchone()
    if row is None:
        return None
    title, digest, printed_at, standing, name, release = row
    told = release_of(release) if release else None
    return Verified(
        shown(number), title, short(bytes(digest)), printed_at, Standing(standing), name or "", told
    )


def withdrawn_release(number: int) -> OfRelease | None:
    """The release of this number, if it was withdrawn, with the reason."""
    gone = any(each.withdrawn and each.release == number for each in notes(every=True))
    return release_of(number) if gone else None


def release_of(number: int) -> OfRelease:
    """The release of this number, which may be withdrawn, as the public may know it."""
    newest = next(iter(published_releases(most=1)), None)
    english = (get_language() or "").startswith("en")
    said = tuple(
        (each.at, _title(each), _words(each, english=english))
        for each in notes(every=True)
        if each.release == number
    )
    return OfRelease(number, newest if newest and newest.number > number else None, said)


def _title(note: Note) -> str:
    if note.ends:
        return _("曾撤回")
    return _("撤回原因") if note.withdrawn else _("更正说明")


def _words(note: Note, *, english: bool) -> str:
    text = (note.text["en"] if english else "") or note.text["zh"]
    if note.ends is None:
        return text
    day = localtime(note.ends.at).date().isoformat()
    why = (note.ends.text["en"] if english else "") or note.ends.text["zh"]
    said = _("%(day)s 起曾撤回(%(why)s)，此日恢复公开：%(text)s")
    return said % {"day": day, "why": why, "text": text}
