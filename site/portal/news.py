"""News of the public statistics: each release, correction, withdrawal and restoration, read from the releases
themselves, so that nobody writes them twice and none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.bilingual import Words, words
from portal.explorer.releases import address
from portal.navigation import exists
from reports.opendata.service import said_of_releases
from reports.stats.service import Note, PublishedRelease, published_releases

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class News:
    """One line among the notices; `rank` is the moment of its day, and `pk` tells those of one moment apart.
    Notices of editors, of which only the day is known, have the rank nought and come before."""

    date: date
    rank: int
    pk: int
    titled: Words
    href: str


def news(*, most: int) -> list[News]:
    """What became of the `most` newest releases that stand and of all that was ever said of any, in no order;
    nothing where this zone has no statistics."""
    if not exists(reverse("portal:statistics")):
        return []
    releases = published_releases(most=most)
    newest = max((each.number for each in releases), default=0)
    return [*_of_releases(releases), *(_of_note(each, newest) for each in said_of_releases())]


def _of_releases(releases: list[PublishedRelease]) -> Iterator[News]:
    for each in releases:
        day = date_format(each.as_of, "Y-m-d")
        title = _("第 %(number)s 号公开统计发布(截至 %(day)s)") % {"number": each.number, "day": day}
        href = f"{reverse('portal:statistics')}?release={each.number}"
        yield _line(each.published_at, 2 * each.number, title, href)


def _of_note(note: Note, newest: int) -> News:
    if note.withdrawn:
        title = _("第 %(number)s 号公开统计已撤回，请不要再引用")
    elif note.ends:
        title = _("第 %(number)s 号公开统计恢复公开")
    else:
        title = _("第 %(number)s 号公开统计有更正说明")
    title %= {"number": note.release}
    return _line(note.at, 2 * note.pk + 1, title, address(note.release, newest))


def _line(at: datetime, pk: int, title: str, href: str) -> News:
    """The title is in the language of the reader already."""
    local = localtime(at)
    begun = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return News(local.date(), (local - begun) // _MOMENT + 1, pk, words(title, title), href)
