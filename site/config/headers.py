"""Response headers that differ between the public pages and the staff's pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.csp import CSP, build_policy

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


#: The open interface: no account, no session, and answers that any cache may keep.
WITHOUT_COOKIES = "/open/v1/"


class CookielessInterface:
    """Middleware outside of all that reads cookies: of the open interface nobody reads or sets one.

    An old session or a malformed token would otherwise be answered with a cookie that a cache gives to all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(WITHOUT_COOKIES):
            request.META.pop("HTTP_COOKIE", None)
        return self._get_response(request)


class ZoneHeaders:
    """Middleware just inside Django's own for the content security policy, which keeps what it finds.

    A view that chose a policy or a caching rule of its own keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(settings.STAFF_PREFIX):
            if not hasattr(response, "_csp_config"):
                response.headers.setdefault(CSP.HEADER_ENFORCE.value, build_policy(settings.STAFF_CSP))
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, no_store=True, private=True)
        elif request.COOKIES.get(settings.SESSION_COOKIE_NAME) and not response.has_header("Cache-Control"):
            # The page greets somebody: after the logout nobody shall find it in the browser again.
            patch_cache_control(response, no_store=True, private=True)
        return response
