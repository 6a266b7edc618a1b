"""Login forms whose refusals never tell what was wrong."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import STAFF_ROLES
from talent.orgs.service import scope_for
from talent.security.models import User

NEUTRAL = _("用户名或密码不正确，或者该账号不能在此登录。")


class LoginForm(AuthenticationForm):
    """Name and password. Unknown, wrong, switched off and not admitted all read the same."""

    error_messages = {"invalid_login": NEUTRAL, "inactive": NEUTRAL}
    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        error_messages={"required": _("请填写用户名。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        error_messages={"required": _("请填写密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class StaffLoginForm(LoginForm):
    """The same for the staff's entrance, which admits only holders of a staff role in force today."""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not scope_for(user).roles & STAFF_ROLES:
            raise self.get_invalid_login_error()
