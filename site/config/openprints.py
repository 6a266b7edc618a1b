"""Sheets that everybody may print are set for them: as many a minute from an address as is right for work."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.siteviews import too_often
from reports.opendata.service import SHEETS, seconds_to_wait


class OpenPrints:
    """Middleware. Printing and the open interface know nothing of each other; here they meet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_given: object) -> HttpResponse | None:
        if getattr(view, "open_to_all", False) and (seconds := seconds_to_wait(request, SHEETS)):
            return too_often(request, seconds)
        return None
