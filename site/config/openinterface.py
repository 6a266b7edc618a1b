"""The short way of the open interface: nothing that knows accounts stands before it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from config.headers import WITHOUT_COOKIES


class OpenInterface:
    """Middleware between those that concern every answer and those that concern accounts.

    The interface knows no session, no token, no user and no message: its views are asked from here, and at
    each of its requests a dozen pieces of middleware are not. What a view raises is answered as ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.SITE_ZONE == "inner":
            raise MiddlewareNotUsed("the staff's own server has no open interface")
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(WITHOUT_COOKIES):
            return self._get_response(request)
        match = request.resolver_match = resolve(request.path_info)
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return answer
