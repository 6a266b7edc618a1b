"""Answers ready to be sent again, held in the process under the stamp of what they were made from.

A new release has another stamp, so nothing has to be thrown away; what was not asked for longest goes first.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified

from reports.opendata.addresses import root
from reports.opendata.conditions import has_it
from reports.opendata.formats import Format
from reports.opendata.packing import PACKINGS, packing_for
from reports.opendata.turns import once

#: Grows when the same release is told in another way: whoever has the earlier answer must get the new one.
EDITION = 5
#: Below so many bytes an answer does not get smaller by packing.
_WORTH_PACKING = 1024
#: Workbooks are packed already.
_PACKED = frozenset({"xlsx", "zip"})
#: Dear: of several who ask at the same moment one has it made.
_DEAR = frozenset({"xlsx"})


@dataclass(frozen=True)
class Made:
    """What a view made: the bytes, a name for the file, and the address of the next page ("" for none)."""

    body: bytes
    filename: str = ""
    next: str = ""


@dataclass
class _Answer:
    made: Made
    kind: Format
    etag: str
    packed: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Held at most: the body, and what its packings may take together."""
        return 2 * len(self.made.body) + 1024


_kept: OrderedDict[tuple[str, ...], _Answer] = OrderedDict()
_held = 0
_lock = Lock()


def answered(
    request: HttpRequest, *, stamp: str, kind: Format, make: Callable[[], Made], asked: str | None = None
) -> HttpResponse:
    """The answer to a question under a stamp, made only once; 304 for whoever has it.

    `asked`: the question where it is not all that the address says.
    """
    question = request.META["QUERY_STRING"] if asked is None else f"asked {asked}"
    name = (stamp, root(request), request.path, question, kind.key)

    def made() -> _Answer:
        told = " ".join((*name, settings.OPEN_LICENCE, str(EDITION)))
        digest = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
        answer = _Answer(make(), kind, f'W/"{stamp}-{digest}"')
        _keep(name, answer)
        return answer

    known = _recalled(name)
    if known is None:
        known = once(name, recall=lambda: _recalled(name), make=made) if kind.key in _DEAR else made()
    response = _told(request, known) or _whole(request, known)
    response.headers["ETag"] = known.etag
    response.headers["Cache-Control"] = settings.OPEN_DATA_CACHE_CONTROL
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _told(request: HttpRequest, known: _Answer) -> HttpResponse | None:
    """304 for whoever names this answer among those it has."""
    return HttpResponseNotModified() if has_it(request, known.etag) else None


def _whole(request: HttpRequest, known: _Answer) -> HttpResponse:
    body, encoding = _encoded(request, known)
    response = HttpResponse(body, known.kind.content_type)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    if known.made.filename:
        way = "inline" if known.kind.key in ("json", "jsonstat", "jsonld", "atom") else "attachment"
        response.headers["Content-Disposition"] = f'{way}; filename="{known.made.filename}"'
    if known.made.next:
        response.headers["Link"] = f'<{known.made.next}>; rel="next"'
    return response


def _encoded(request: HttpRequest, known: _Answer) -> tuple[bytes, str]:
    """The body as the caller takes it, and the name of the packing, "" for none."""
    if len(known.made.body) < _WORTH_PACKING or known.kind.key in _PACKED:
        return known.made.body, ""
    encoding = packing_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    if not encoding:
        return known.made.body, ""
    if encoding not in known.packed:
        known.packed[encoding] = PACKINGS[encoding](known.made.body)
    return known.packed[encoding], encoding


def _recalled(name: tuple[str, ...]) -> _Answer | None:
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
        return _kept.get(name)


def _keep(name: tuple[str, ...], answer: _Answer) -> None:
    """Hold it, and let the oldest go while more is held than may be."""
    global _held
    with _lock:
        if name not in _kept:
            _kept[name] = answer
            _held += answer.size
        while _held > settings.OPEN_DATA_CACHE_BYTES and _kept:
            _held -= _kept.popitem(last=False)[1].size
