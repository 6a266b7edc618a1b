"""The releases as an Atom feed (RFC 4287): its readers learn of a release without asking for the data."""

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request

from reports.opendata.addresses import absolute, archive_at, release_at
from reports.opendata.answers import Made
from reports.opendata.api import NOTHING
from reports.opendata.describing import describe
from reports.opendata.formats import ATOM
from reports.opendata.licence import licence
from reports.opendata.standing import standing
from reports.opendata.views import OpenView
from reports.opendata.wording import LABEL_EN, LABEL_ZH, PUBLISHER_EN, PUBLISHER_ZH, iso, moment
from reports.stats.service import PublishedRelease, published_releases

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
#: What stands as the moment of the feed before anything was published.
_BEGINNING = "2026-01-01T00:00:00+08:00"
register_namespace("", _ATOM)


class Feed(OpenView):
    """The newest releases, the newest first."""

    formats = (ATOM,)

    @describe("feed")
    def get(self, request: Request) -> HttpResponse:
        found = standing()
        return self.answer(
            request,
            stamp=found.stamp if found else NOTHING,
            make=lambda kind: Made(
                _written(request._request, published_releases(most=_MOST)), "releases.atom"
            ),
        )


def _written(request: HttpRequest, releases: list[PublishedRelease]) -> bytes:
    feed = Element(f"{{{_ATOM}}}feed")
    address = absolute(request, "feed")
    _add(feed, "id", address)
    _add(feed, "title", f"{PUBLISHER_ZH}：统计发布 · {PUBLISHER_EN}: releases")
    _add(feed, "updated", moment(releases[0]) if releases else _BEGINNING)
    _add(feed, "rights", f"{licence().name_zh} · {licence().name_en} {licence().url}")
    _add(feed, "link", rel="self", type=ATOM.media_type, href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=request.build_absolute_uri("/open/"))
    _add(SubElement(feed, f"{{{_ATOM}}}author"), "name", PUBLISHER_ZH)
    for each in releases:
        _entry(SubElement(feed, f"{{{_ATOM}}}entry"), request, each)
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


def _add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = text
