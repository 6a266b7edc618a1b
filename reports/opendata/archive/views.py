"""Handing the archive out as it lies."""

import base64
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from rest_framework.request import Request

from reports.opendata.archive.keeping import Archive, kept_archive
from reports.opendata.asking import only_known
from reports.opendata.conditions import Part, has_it, part_of
from reports.opendata.describing import describe
from reports.opendata.formats import Format, wanted
from reports.opendata.releases import numbered
from reports.opendata.views import OpenView

_AT_ONCE = 64 * 1024
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
        response = _told(request._request, archive, etag)
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = settings.OPEN_DATA_CACHE_CONTROL
        response.headers["Accept-Ranges"] = "bytes"
        response.headers["Vary"] = "Accept"
        response.headers["Repr-Digest"] = f"sha-256=:{_in_base64(archive.sha256)}:"
        return response


def _told(request: HttpRequest, archive: Archive, etag: str) -> HttpResponseBase:
    """304 for whoever has it, the part that is asked for, or all of it."""
    if has_it(request, etag):
        return HttpResponseNotModified()
    part = part_of(request, etag, archive.size)
    if part is None:
        response: HttpResponseBase = FileResponse(archive.path.open("rb"))
    else:
        response = StreamingHttpResponse(_read(archive.path, part), status=206)
        response.headers["Content-Length"] = str(part.last - part.first + 1)
        response.headers["Content-Range"] = f"bytes {part.first}-{part.last}/{archive.size}"
    response.headers["Content-Type"] = ZIP.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{archive.name}"'
    return response


def _read(path: Path, part: Part) -> Iterator[bytes]:
    left = part.last - part.first + 1
    with path.open("rb") as file:
        file.seek(part.first)
        while left and (read := file.read(min(_AT_ONCE, left))):
            left -= len(read)
            yield read


def _in_base64(hexadecimal: str) -> str:
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()
