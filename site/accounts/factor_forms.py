"""Forms of the second step. The library compares the codes; what is counted and kept is counted here."""

from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.adapters import WRONG_CODE
from accounts.locking import count_failure, may_try
from talent.security.models import User
from talent.security.service import (
    count_wrong_code,
    forget_wrong_codes,
    held_back,
    open_text,
    seal_text,
    use_once,
)

PENDING = "pending_secret"
LATER = _("验证码输错的次数过多，请稍后再试，或请系统管理员解除锁定。")


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20,
        error_messages={"required": _("请填写验证码。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class _Counted(forms.Form):
    """A form with a code: wrong ones count for the lock-out, and each correct one is taken once."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        request = context.request
        if held_back(self.user):
            raise ValidationError(LATER)
        if not may_try(request, self.user.username):
            raise ValidationError(WRONG_CODE)
        try:
            return self._compared()
        except ValidationError:
            count_wrong_code(self.user)
            count_failure(request, self.user.username)
            raise

    def _compared(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # reason: a mix-in before the library's form
        if self.authenticator.type != Authenticator.Type.TOTP:
            forget_wrong_codes(self.user)
        elif not use_once(self.authenticator, code):
            raise ValidationError(WRONG_CODE)
        return code


_EITHER = _("验证器应用中的 6 位数字；手机不在身边时，填一个没有用过的恢复码。")


class CodeForm(_Counted, AuthenticateForm):
    """The second step of a login."""

    code = code_field(_("验证码"), _EITHER)


class CodeAgainForm(_Counted, ReauthenticateForm):
    """The same code for who is signed in and wants to change something that matters."""

    code = code_field(_("验证码"), _EITHER)


class PasswordAgain(PasswordAgainForm):
    """The password of who is signed in; failures count like those of a login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("密码"),
            strip=False,
            error_messages={"required": _("请填写密码。")},
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


class SetUpForm(ActivateTOTPForm):
    """The first code of a new app. Its secret waits sealed in the session until the code is right."""

    code = code_field(_("验证器显示的 6 位数字"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        self.user = user
        self.secret = self._secret()

    def _secret(self) -> str:
        session = context.request.session
        if self.is_bound and PENDING in session:
            return open_text(session[PENDING])
        secret = generate_totp_secret()
        session[PENDING] = seal_text(secret)
        return secret

    @property
    def spaced_secret(self) -> str:
        """For typing it: in groups of four."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))
