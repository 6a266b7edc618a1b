"""Too many failed logins: who is counted, what is answered, and the events in the audit log.

A name is counted together with the address it is tried from. Known or not makes no difference anywhere here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.individuals.service import read_contact
from talent.security.models import User
from talent.security.service import failures_from, free_again, locked_until, name_as_kept, record_event

TOO_MANY = 429
#: What is counted besides the names of accounts, each with what tells one from another behind a blank. No
#: name of an account has a blank.
INVITATION, APPLICATION, SHEET = "invitation", "application", "sheet"


@dataclass(frozen=True)
class _Said:
    """What the page of a lock-out says, and where it leads back to."""

    title: str | Promise
    text: str | Promise
    back: str


_LOGIN = _Said(
    _("登录尝试次数过多"),
    _("从您这个网络地址登录这个账号失败的次数过多，暂时不能登录。其他人和其他地址不受影响。"),
    "account_login",
)
_SAID = {
    INVITATION: _Said(
        _("邀请码输错的次数过多"),
        _("您在这个浏览器里输错邀请码的次数过多，暂时不能再试。其他人不受影响。请向邀请人核对邀请码。"),
        "unit_invitation",
    ),
    APPLICATION: _Said(
        _("查询尝试次数过多"),
        _("从您这个网络地址查询这份申请输错的次数过多，暂时不能再查。其他申请和其他地址不受影响。"),
        "unit_look_up",
    ),
    SHEET: _Said(
        _("核验尝试次数过多"),
        _("从您这个网络地址输错核验编号的次数过多，暂时不能再查。其他地址不受影响。"),
        "verify_sheets",
    ),
}
_FROM_ADDRESS = _Said(
    _("邀请码输错的次数过多"),
    _(
        "从您这个网络地址输错的次数过多，使用同一网络的人暂时都不能填写邀请码。"
        "请稍后再试，急用的请换一个网络。"
    ),
    "unit_invitation",
)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, as far as proxies are trusted (`adapters`)."""
    return str(get_adapter().get_client_ip(request))


def kept_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """What the counter calls a name: its keyed hash. A contact counts as one however it is written."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    contact = read_contact(name)
    return name_as_kept(contact.text if contact else name) if name else None


def may_try(request: HttpRequest, username: str) -> bool:
    """Whether another failure may be risked; if not, the page of the lock-out is the answer."""
    credentials = get_credentials(username)
    if AxesProxyHandler.is_allowed(request, credentials):
        return True
    request.axes_locked_out = True  # type: ignore[attr-defined]  # reason: how the library's middleware is told
    request.axes_credentials = credentials  # type: ignore[attr-defined]  # reason: the same
    return False


def count_failure(request: HttpRequest | None, username: str) -> None:
    """Count a failure that Django's own authentication did not see."""
    user_login_failed.send(sender=__name__, credentials=get_credentials(username), request=request)


def needs_puzzle(request: HttpRequest | None, username: str) -> bool:
    """Whether so much failed lately that a machine may be at work."""
    if request is None:
        return False
    if failures_from(client_address(request)) >= settings.PUZZLE_AFTER_FROM_ADDRESS:
        return True
    failures = AxesProxyHandler.get_failures(request, get_credentials(username)) if username else 0
    return bool(failures >= settings.PUZZLE_AFTER)


def too_many_from(request: HttpRequest) -> bool:
    """Whether so much failed from an address lately that codes wait for everybody who shares it."""
    return failures_from(client_address(request)) >= settings.FAILURES_FROM_ADDRESS


def address_page(request: HttpRequest) -> HttpResponse:
    """The answer then."""
    return _locked(request, _FROM_ADDRESS, free_again(client_address(request)))


def locked_out_page(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The answer to everybody who is locked out: of what, when it ends, and nothing about the account."""
    name = kept_name(request, credentials)
    until = locked_until(name, client_address(request)) if name else None
    counted, blank, _rest = str((credentials or {}).get("username") or "").partition(" ")
    said = _SAID.get(counted, _LOGIN) if blank else _LOGIN
    return _locked(request, said, until or timezone.now() + settings.AXES_COOLOFF_TIME)


def _locked(request: HttpRequest, said: _Said, until: datetime) -> HttpResponse:
    context = {"until": until, "said": said, "is_login": said is _LOGIN}
    answer = render(request, "accounts/locked_out.html", context, status=TOO_MANY)
    answer["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds()) + 1))
    answer["Cache-Control"] = "no-store, private"
    return answer


@receiver(user_locked_out)
def record_lockout(request: HttpRequest, ip_address: str, **_more: object) -> None:
    """One event when it begins; further attempts while it lasts are failed logins."""
    if request.axes_failures_since_start is None:  # type: ignore[attr-defined]  # reason: set by the library
        return
    credentials = request.axes_credentials or {}  # type: ignore[attr-defined]  # reason: set by the library
    user = User.objects.filter(username=credentials.get("username") or "").first()
    with transaction.atomic():
        record_event(
            by=None,
            action="locked_out",
            subject="user",
            subject_id=user.pk if user else "",
            detail={"address": ip_address},
        )
