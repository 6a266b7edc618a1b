"""What the library of logins is told about this site: where people go, what secrets look like at rest."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.desks import desk_of
from talent.security.models import User
from talent.security.service import has_second_factor, open_text, seal_text

#: Behind a socket without addresses everybody counts as one.
NOWHERE = "0.0.0.0"
WRONG_CODE = _("验证码不正确，或者已经用过。")


def passed_second_step(request: HttpRequest) -> bool:
    """Whether a code was given in this session."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, request.user))


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, no mail and no messages of the library's own: our pages say what happened."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("密码不正确。"),
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return desk_of(request.user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """X-Forwarded-For counts as far as TRUSTED_PROXIES stand before the site, and not at all without."""
        return get_client_ip(request) or NOWHERE

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Its texts are not ours."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not where the strongest step that the account has was taken lately, be it at the login."""
        request = context.request
        wanted = "mfa" if has_second_factor(request.user) else "password"
        taken = [each["at"] for each in get_authentication_records(request, request.user)
                 if each["method"] == wanted]  # fmt: skip
        return not taken or time.time() - taken[-1] > REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """By a code where the account has an app: the password alone must not change that app."""
        methods = super().get_reauthentication_methods(user)
        return [each for each in methods if each["id"] == "mfa_reauthenticate"] or methods


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed like every sensitive value; `off` has nobody asked for a code."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def get_totp_label(self, user: User) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text)

    def is_mfa_enabled(self, user: User | AnonymousUser, types: list[str] | None = None) -> bool:
        return settings.SECOND_FACTOR != "off" and bool(super().is_mfa_enabled(user, types=types))
