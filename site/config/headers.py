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
_LANGUAGE = "Accept-Language"


class CookielessInterface:
    """Middleware outside of all that reads cookies: of the open interface nobody reads or sets one.

    A caller's cookie of the language would otherwise choose the words that a cache gives to all.
    What is the same in every language is kept once: only an answer that says `in_language` differs by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(WITHOUT_COOKIES):
            return self._get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self._get_response(request)
        if not getattr(response, "in_language", False):
            varies = [each for each in response.get("Vary", "").split(", ") if each not in ("", _LANGUAGE)]
            response.headers["Vary"] = ", ".join(varies or ["Accept"])
            response.headers.pop("Content-Language", None)
        return response


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
