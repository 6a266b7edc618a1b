"""The answers to requests whose body was not taken: in words, and with what to do."""

from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from config.headers import WITHOUT_COOKIES
from reports.opendata.service import body_refused

#: Where the server says so, among what it tells the application.
REFUSED = "config.refused"
#: Seconds after which a caller may try again where too much was sent at once.
_AGAIN = 10
_MEBIBYTE = 1024 * 1024


class Refused(StrEnum):
    """Why a body was not taken."""

    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    TOO_MANY = "too many"


_STATUS = {Refused.TOO_SLOW: 408, Refused.TOO_LARGE: 413, Refused.TOO_MANY: 503}


class Refusals:
    """Middleware inside the one that knows the language, and before everything that would read a body.

    No header of a caller can name REFUSED: it has no HTTP_ before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if reason := request.META.get(REFUSED):
            return _told(_STATUS[reason], request)
        return self._get_response(request)


def _told(status: int, request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith(WITHOUT_COOKIES):
        return body_refused(status, request)
    known = {
        "status": status,
        "bytes": (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // _MEBIBYTE,
        "at_once": settings.ATTACHMENT_MOST_BYTES_AT_ONCE // _MEBIBYTE,
    }
    answer = HttpResponse(render_to_string("refused.html", known), status=status)
    if status == _STATUS[Refused.TOO_MANY]:
        answer["Retry-After"] = str(_AGAIN)
    return answer
