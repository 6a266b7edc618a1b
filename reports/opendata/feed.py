"""The releases as an Atom feed (RFC 4287): its readers learn of a release, a correction or a withdrawal
without asking for the data."""

from collections.abc import Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from rest_framework.request import Request

from reports.opendata.addresses import absolute, archive_at, release_at
from reports.opendata.answers import Made
from reports.opendata.describing import describe
from reports.opendata.endings import Ending, announced
from reports.opendata.formats import ATOM
from reports.opendata.licence import licence
from reports.opendata.standing import said, stamp_of_all
from reports.opendata.views import OpenView
from reports.opendata.wording import (
    LABEL_EN,
    LABEL_ZH,
    PUBLISHER_EN,
    PUBLISHER_ZH,
    iso,
    kind_of,
    moment,
    sentence,
)
from reports.stats.service import Note, PublishedRelease, published_releases
from talent.security.service import made_legible

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
#: What stands as the moment of the feed before anything was published.
_BEGINNING = "2026-01-01T00:00:00+08:00"
_KINDS = {
    "withdrawal": ("撤回", "withdrawn"),
    "restoration": ("恢复公开", "restored"),
    "correction": ("更正说明", "correction"),
}
register_namespace("", _ATOM)


class Feed(OpenView):
    """The newest releases, and what is said of them afterwards, the newest first."""

    formats = (ATOM,)

    @describe("feed")
    def get(self, request: Request) -> HttpResponse:
        return self.answer(
            request,
            stamp=stamp_of_all(),
            make=lambda kind: Made(
                _written(request._request, published_releases(most=_MOST), said()[:_MOST]), "releases.atom"
            ),
        )


def _written(request: HttpRequest, releases: list[PublishedRelease], notes: Sequence[Note]) -> bytes:
    feed = Element(f"{{{_ATOM}}}feed")
    address = absolute(request, "feed")
    _add(feed, "id", address)
    _add(feed, "title", f"{PUBLISHER_ZH}：统计发布 · {PUBLISHER_EN}: releases")
    moments = [each.published_at for each in releases] + [each.at for each in notes]
    moments += [each.since for each in announced().values()]
    _add(feed, "updated", iso(localtime(max(moments))) if moments else _BEGINNING)
    _add(feed, "rights", f"{licence().name_zh} · {licence().name_en} {licence().url}")
    _add(feed, "link", rel="self", type=ATOM.media_type, href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=request.build_absolute_uri("/open/"))
    _add(SubElement(feed, f"{{{_ATOM}}}author"), "name", PUBLISHER_ZH)
    entries = [(each.published_at, partial(_entry, release=each)) for each in releases]
    entries += [(each.at, partial(_remark, note=each)) for each in notes]
    entries += [(each.since, partial(_ending, path=path, ending=each)) for path, each in announced().items()]
    for _at, write in sorted(entries, key=lambda entry: entry[0], reverse=True)[:_MOST]:
        write(SubElement(feed, f"{{{_ATOM}}}entry"), request)
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _entry(entry: Element, request: HttpRequest, release: PublishedRelease) -> None:
    address = release_at(request, release)
    _add(entry, "id", address)
    _add(entry, "title", f"第 {release.number} 号发布 · Release {release.number}")
    _add(entry, "updated", moment(release))
    _add(entry, "published", moment(release))
    _add(entry, "link", rel="alternate", type="application/json", href=address)
    _add(entry, "link", rel="enclosure", type="application/zip", href=archive_at(request, release))
    _add(
        entry,
        "summary",
        f"统计时点 {iso(release.as_of)}。{LABEL_ZH}。 As of {iso(release.as_of)}. {LABEL_EN}.",
    )


def _remark(entry: Element, request: HttpRequest, note: Note) -> None:
    address, told = absolute(request, "release", note.release), sentence(note)
    kinds = _KINDS[kind_of(note)]
    _add(entry, "id", f"{address}#note-{note.pk}")
    _add(entry, "title", f"第 {note.release} 号发布：{kinds[0]} · Release {note.release}: {kinds[1]}")
    _add(entry, "updated", iso(localtime(note.at)))
    _add(entry, "published", iso(localtime(note.at)))
    _add(entry, "link", rel="alternate", type="text/html", href=request.build_absolute_uri("/open/"))
    _add(entry, "summary", f"{told['zh']} {told['en']}")


def _ending(entry: Element, request: HttpRequest, path: str, ending: Ending) -> None:
    page, until = request.build_absolute_uri(reverse("opendata:guide")), iso(localtime(ending.until).date())
    _add(entry, "id", f"{page}#ending-{path.strip('/').replace('/', '.')}")
    _add(entry, "title", f"接口 {path} 将停用 · {path} will go")
    _add(entry, "updated", iso(localtime(ending.since)))
    _add(entry, "published", iso(localtime(ending.since)))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{page}#versions")
    _add(entry, "summary", f"{path} 用到 {until}。 {path} answers until {until}.")


def _add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> None:
    """No text of a person stands in an attribute; what XML cannot hold is left out of the others."""
    SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = text and made_legible(text)
