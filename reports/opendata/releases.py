"""The releases themselves: which there are, and what one of them holds."""

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request

from reports.opendata import asking
from reports.opendata.addresses import absolute
from reports.opendata.answers import Made
from reports.opendata.api import refuse_withdrawn
from reports.opendata.archive.keeping import kept_archive
from reports.opendata.books import as_json
from reports.opendata.describing import describe
from reports.opendata.formats import Format
from reports.opendata.kinds import NO_SUCH_RELEASE
from reports.opendata.problems import NO_NUMBER, Problem
from reports.opendata.standing import Standing, said, stamp_of_all, standing
from reports.opendata.telling import release_line
from reports.opendata.views import OpenView
from reports.opendata.wording import note, remark, terms
from reports.stats.service import published_releases

USUAL_LIMIT, MOST_LIMIT = 50, 500


class ReleaseList(OpenView):
    """The releases, the newest first."""

    parameters = ("before", "limit", "format")

    @describe("releases")
    def get(self, request: Request) -> HttpResponse:
        return self.answer(request, stamp=stamp_of_all(), make=lambda kind: _listed(request._request))


class ReleaseDetail(OpenView):
    """One release, with the checksum of its archive."""

    @describe("release")
    def get(self, request: Request, number: int) -> HttpResponse:
        found = numbered(number)

        def make(kind: Format) -> Made:
            file = kept_archive(found)
            told = {
                **release_line(request._request, found.release),
                "note": note(),
                "remarks": [remark(each) for each in found.notes],
                "licence": terms(),
                "keys": list(found.tables),
                "file": {"name": file.name, "bytes": file.size, "sha256": file.sha256},
            }
            return Made(as_json(told).encode())

        return self.answer(request, stamp=found.stamp, make=make)


def numbered(number: int) -> Standing:
    """The release of a number. Raises Problem where the public may not read one, with the reason
    where it was withdrawn."""
    found = standing(number) if number <= asking.LARGEST else None
    if found is None:
        refuse_withdrawn(number)
        raise Problem(NO_SUCH_RELEASE, NO_NUMBER)
    return found


def _listed(request: HttpRequest) -> Made:
    limit = asking.whole(request.GET, "limit", most=MOST_LIMIT) or USUAL_LIMIT
    found = published_releases(before=asking.whole(request.GET, "before"), most=limit + 1)
    more = ""
    if len(found) > limit:
        more = absolute(request, "releases", before=found[limit - 1].number, limit=limit)
    told = {
        "releases": [release_line(request, each) for each in found[:limit]],
        "withdrawn": [remark(each) for each in said() if each.withdrawn],
        "next": more or None,
    }
    return Made(as_json(told).encode(), next=more)
