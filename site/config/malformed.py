"""Answers 400 to forms of the admin that no page of ours could have sent."""

import traceback
from collections.abc import Callable
from itertools import chain

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.views.defaults import bad_request

#: Where Django and Wagtail take the values of a form out of what was sent.
_READING = frozenset({"value_from_datadict", "construct_form", "management_form", "total_form_count"})


class MalformedForms:
    """Middleware. Wagtail's forms expect what its own pages send, and fail with any error at the rest.

    Only an error that arises while the values are taken out of the request is answered so; an error of ours
    stays one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if _of_the_admin(request) and any(map(_holds_nul, (request.GET, request.POST))):
            return bad_request(request, BadRequest())
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        frames = (frame.f_code.co_name for frame, _line in traceback.walk_tb(error.__traceback__))
        if _of_the_admin(request) and request.method == "POST" and not _READING.isdisjoint(frames):
            return bad_request(request, error)
        return None


def _of_the_admin(request: HttpRequest) -> bool:
    return request.path.startswith(settings.STAFF_PREFIX)


def _holds_nul(sent: QueryDict) -> bool:
    """No database keeps the character NUL, and no keyboard sends it."""
    return any("\0" in text for text in chain.from_iterable((key, *values) for key, values in sent.lists()))
