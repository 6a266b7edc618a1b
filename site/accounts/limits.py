"""How long a session lasts: without a click, and at all. Who is signed out learns why, and goes on there."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.desks import addresses_here, is_official
from accounts.locking import client_address
from talent.security.models import User

#: The moment is written down so often at most; the limits are kept to this many seconds.
STEP = 60
#: The editor of the admin asks here by itself every few seconds: nobody clicked.
BY_ITSELF = f"{settings.STAFF_PREFIX}editing-sessions/"
BEGAN, SEEN, KIND = "began", "seen", "kind"
#: What the login page says, by the word that stands in its address.
WHY = {
    "idle": _("您有一段时间没有操作，为安全起见已自动退出。请重新登录，登录后回到原来的页面。"),
    "limit": _("一次登录的最长时间已到，已自动退出。请重新登录，登录后回到原来的页面。"),
    "gone": _("您的登录已经失效：可能已在别处退出，或者密码已修改。请重新登录，登录后回到原来的页面。"),
}


class SessionLimits:
    """Ends sessions by SESSION_LIMITS. Belongs behind Django's authentication.

    Pages for everybody are then shown as to a visitor; a page that needs the account leads to the login as
    always, which is told why. Visitors without a cookie are not looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        why = self._end(request) if request.COOKIES.get(settings.SESSION_COOKIE_NAME) else ""
        response = self._get_response(request)
        if why:
            _tell(response, why)
        return response

    def _end(self, request: HttpRequest) -> str:
        if not request.user.is_authenticated:
            return "gone" if request.session.session_key is None else ""
        why = _over(request)
        if why:
            logout(request)
        return why


def _over(request: HttpRequest) -> str:
    """Which limit the session has reached; "" when it goes on, and then the moment is noted."""
    session, now = request.session, time.time()
    if BEGAN not in session:
        begin(request, request.user)
    idle, whole = (limit.total_seconds() for limit in settings.SESSION_LIMITS[session[KIND]])
    if now - session[BEGAN] >= whole:
        return "limit"
    if now - session[SEEN] >= idle:
        return "idle"
    if now - session[SEEN] >= STEP and not request.path.startswith(BY_ITSELF):
        session[SEEN] = now
        UserSession.objects.filter(session_key=session.session_key).update(
            last_seen_at=timezone.now(), ip=client_address(request)
        )
    return ""


def begin(request: HttpRequest, user: User | AnonymousUser) -> None:
    """Start counting: at the login, and for a session from before there were limits at its next page."""
    kind = "official" if is_official(user) else "individual"
    request.session.update({BEGAN: time.time(), SEEN: time.time(), KIND: kind})


def _tell(response: HttpResponseBase, why: str) -> None:
    """Add the reason to the address of a login, where the answer leads there."""
    target = urlsplit(response.headers.get("Location", ""))
    if target.path in addresses_here(("login", "staff_login", "account_login")):
        asked = QueryDict(target.query, mutable=True)
        asked["ended"] = why
        response.headers["Location"] = target._replace(query=asked.urlencode(safe="/")).geturl()
