"""Who still has the password that was handed out changes it before anything else, by whatever entrance."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse

from talent.security.models import User

#: Besides the page itself: leaving, and reading in another language.
ALLOWED = ("own_password", "logout", "wagtailadmin_logout", "set_language")


class OwnPasswordFirst:
    """Sends such an account from every address to the page of its password.

    Belongs behind Django's authentication. Visitors without a session are not even looked at, so that pages
    for everybody stay free of the cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and self._must(request):
            return HttpResponseRedirect(reverse("own_password"))
        return self._get_response(request)

    def _must(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.must_change_password and request.path not in _allowed()


def _allowed() -> set[str]:
    found = set()
    for name in ALLOWED:
        try:
            found.add(reverse(name))
        except NoReverseMatch:
            continue  # an address of the other zone
    return found
