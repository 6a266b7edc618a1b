"""The answer to a form that is larger than the site takes: in words, with a way to what was typed."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.views import defaults

from config.headers import WITHOUT_COOKIES
from reports.opendata.service import answer_to, fault_told

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_AT_ONCE = 1024 * 1024
_MEBIBYTE = 1024 * 1024
#: More than any form of ours sends with all its files.
_MOST_READ = 64 * _MEBIBYTE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 413 to a form that is too large, and 400 to every other bad request; programs get a problem."""
    if request.path_info.startswith(WITHOUT_COOKIES):
        return answer_to(exception, request)
    if not isinstance(exception, _TOO_LARGE):
        return defaults.bad_request(request, exception)
    _read_the_rest(request)
    limits = {
        "bytes": (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // _MEBIBYTE,
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
    }
    return HttpResponse(render_to_string("413.html", limits), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an error of ours; programs get a problem. It is logged already."""
    if request.path_info.startswith(WITHOUT_COOKIES):
        return fault_told(request)
    return defaults.server_error(request)


def _read_the_rest(request: HttpRequest) -> None:
    """A browser that is still sending when the connection ends shows an error of its own, not our page."""
    try:
        for _part in range(_MOST_READ // _AT_ONCE):
            if not request.read(_AT_ONCE):
                break
    except UnreadablePostError:
        return  # whoever sent it is gone
