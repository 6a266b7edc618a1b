"""Handing the archive out as it lies."""

import base64

from django.conf import settings
from django.http import FileResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from rest_framework.request import Request

from reports.opendata.archive.keeping import kept_archive
from reports.opendata.asking import only_known
from reports.opendata.describing import describe
from reports.opendata.formats import Format, wanted
from reports.opendata.releases import numbered
from reports.opendata.views import OpenView

ZIP = Format("zip", "application/zip", "zip")


class ArchiveFile(OpenView):
    """A whole release as one zip."""

    parameters = ()
    formats = (ZIP,)

    @describe("archive")
    def get(self, request: Request, number: int) -> HttpResponseBase:
        only_known(request.query_params, self.parameters)
        wanted(request._request, self.formats)
        archive = kept_archive(numbered(number))
        etag = f'"{archive.sha256[:32]}"'
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response: HttpResponseBase = HttpResponseNotModified()
        else:
            response = FileResponse(archive.path.open("rb"), filename=archive.name, as_attachment=True)
            response.headers["Content-Type"] = ZIP.media_type
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = settings.OPEN_DATA_CACHE_CONTROL
        response.headers["Repr-Digest"] = f"sha-256=:{_in_base64(archive.sha256)}:"
        return response


def _in_base64(hexadecimal: str) -> str:
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()
