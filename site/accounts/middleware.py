"""What an account has to do before anything else: a password of its own, a second step."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.adapters import passed_second_step
from accounts.desks import addresses_here, profile_of
from talent.orgs.service import scope_of
from talent.security.models import User
from talent.security.service import has_second_factor, older_than_the_limit

#: Besides the page itself: leaving, and reading in another language.
ALLOWED = ("own_password", "logout", "wagtailadmin_logout", "set_language")
#: The pages of the second step that lead to its end.
STEPS = ("mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate")


class _First:
    """Sends an account from every address to the page of what it has to do.

    Belongs behind Django's authentication. Visitors without a session are not even looked at, so that pages
    for everybody stay free of the cookie.
    """

    allowed: tuple[str, ...] = ALLOWED

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            page = self.page(request, request.user)
            if page and request.path not in addresses_here(self.allowed):
                return HttpResponseRedirect(reverse(page))
        return self._get_response(request)

    def page(self, request: HttpRequest, user: User) -> str:
        """The name of the address where it is done; "" when there is nothing to do."""
        return ""


class OwnPasswordFirst(_First):
    """Who still has the password that was handed out, or one that is too old for its profile."""

    def page(self, request: HttpRequest, user: User) -> str:
        return "own_password" if user.must_change_password or password_is_over(user) else ""


class SecondFactorFirst(_First):
    """Where SECOND_FACTOR is required: every role above individual, until a code was given."""

    allowed = (*ALLOWED, *STEPS)

    def page(self, request: HttpRequest, user: User) -> str:
        if settings.SECOND_FACTOR != "required" or passed_second_step(request):
            return ""
        if not scope_of(request).roles:
            return ""
        return "mfa_reauthenticate" if has_second_factor(user) else "mfa_activate_totp"


def password_is_over(user: User) -> bool:
    """The roles are only asked for passwords that are old."""
    return older_than_the_limit(user) and profile_of(user).is_over(user)
