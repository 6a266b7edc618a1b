"""Login forms whose refusals never tell what was wrong."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext
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


class OwnPasswordForm(PasswordChangeForm):
    """The old password and twice the new one, which is really another one."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        labels = {
            "old_password": _("现在的密码"),
            "new_password1": _("新密码"),
            "new_password2": _("再输一次新密码"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = _("请填写。")
        self.fields["new_password1"].help_text = _(
            "至少 10 个字符，不要只用数字，不要与用户名、姓名相近，不要用常见的密码。"
        )

    def validate_password_for_user(self, user: User, password_field_name: str = "new_password1") -> None:
        """What is wrong with the password stands where it was typed first."""
        super().validate_password_for_user(user, "new_password1")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", gettext("新密码与现在的密码相同，请换一个。"))
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Only these columns: an administrator may be switching the account off at this moment."""
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.must_change_password = False
        self.user.save(update_fields=["password", "must_change_password"])
        return self.user
