"""What happens when a login is complete, whichever step was the last."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in as all_steps_taken
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.limits import begin
from talent.security.models import User
from talent.security.service import record_event


@receiver(user_logged_in)
def start_counting(request: HttpRequest, user: User, **_more: Any) -> None:
    """The limits of the session begin."""
    begin(request, user)


@receiver(all_steps_taken)
def record_login(request: HttpRequest, user: User, entrance: str, **_more: Any) -> None:
    """By which entrance, and with which second step."""
    codes = [each["type"] for each in get_authentication_records(request, user) if each["method"] == "mfa"]
    detail = {"entrance": entrance, **({"factor": codes[-1]} if codes else {})}
    record_event(by=user, action="login", subject="user", subject_id=user.pk, detail=detail)
