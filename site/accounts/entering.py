"""The end of every way in: the stages of the library of logins, and the desk of the account."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login as PendingLogin
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.desks import UNIT_DESK
from accounts.factor_views import PASSED
from talent.security.models import User


@transaction.atomic
def enter(request: HttpRequest, user: User, *, entrance: str, next_url: str = "/me/") -> HttpResponse:
    """Begin a session of an account whose password is right, or was chosen just now."""
    if request.user.is_authenticated:
        logout(request)
    pending = PendingLogin(
        user=user,
        redirect_url=next_url,
        signal_kwargs={"entrance": entrance},
        state={PASSED: user.get_session_auth_hash()},
    )
    answer: HttpResponse = perform_password_login(request, {}, pending)
    return answer


def enter_new(request: HttpRequest, user: User, *, unit: str) -> HttpResponse:
    """Begin the first session of an account that was just made for a unit, at the desk of units.

    Who has to set a second step up is led there first, as after any login.
    """
    answer = enter(request, user, entrance="portal", next_url=UNIT_DESK)
    said = _("账号已建好，您已登录“%(unit)s”。") % {"unit": unit}
    messages.success(request, said)
    return answer
