"""Too many failed logins: who is counted, what is answered, and the events in the audit log.

A name is counted together with the address it is tried from. Known or not makes no difference anywhere here.
"""

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

from talent.individuals.service import read_contact
from talent.security.models import User
from talent.security.service import failures_from, locked_until, name_as_kept, record_event

TOO_MANY = 429


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


def locked_out_page(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The answer to everybody who is locked out: when it ends, and nothing about the account."""
    name = kept_name(request, credentials)
    until = locked_until(name, client_address(request)) if name else None
    until = until or timezone.now() + settings.AXES_COOLOFF_TIME
    answer = render(request, "accounts/locked_out.html", {"until": until}, status=TOO_MANY)
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
