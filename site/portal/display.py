"""Large text and strong contrast (适老化): chosen once, kept in the browser, known to nobody.

The cookie holds the two words below and nothing that could tell one reader from another.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "display"
_LARGE, _STRONG = "large", "strong"
_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Display:
    """How a reader wants the pages."""

    large: bool = False
    strong: bool = False

    @property
    def written(self) -> str:
        """As the cookie has it, and the attribute that the stylesheet goes by."""
        return " ".join(word for word, on in ((_LARGE, self.large), (_STRONG, self.strong)) if on)


def display_of(request: HttpRequest | None) -> Display:
    """What the browser remembers; the usual look where it says nothing, or nothing that is known."""
    words = request.COOKIES.get(COOKIE, "").split(".") if request is not None else []
    return Display(_LARGE in words, _STRONG in words)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Turn `text` or `contrast` on or off, and go back to the page `next`."""
    now = display_of(request)
    chosen = Display(
        now.large if "text" not in request.POST else request.POST["text"] == _LARGE,
        now.strong if "contrast" not in request.POST else request.POST["contrast"] == _STRONG,
    )
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    answer = HttpResponseRedirect(back if safe else "/")
    if not chosen.written:
        answer.delete_cookie(COOKIE, samesite="Lax")
        return answer
    answer.set_cookie(
        COOKIE,
        chosen.written.replace(" ", "."),
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
