"""Login forms whose refusals never tell what was wrong."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.desks import profile_of
from accounts.locking import count_failure, needs_puzzle
from accounts.puzzle import WithPuzzle
from talent.orgs.enums import STAFF_ROLES
from talent.orgs.service import scope_for
from talent.security.models import User

NEUTRAL = _("账号或密码不正确，或者该账号不能在此登录。")


class LoginForm(WithPuzzle, AuthenticationForm):
    """Name and password. Unknown, wrong, switched off and not admitted all read the same.

    After some failures it asks a question as well, for unknown names as for known ones.
    """

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_puzzle(self.request, self.data.get("username", "")):
            self.ask()

    def clean(self) -> dict[str, Any]:
        """A password is only compared once the question is answered."""
        return self.cleaned_data if self.errors else super().clean()

    def ask_if_needed(self) -> None:
        """Before the form is shown again: the failure just now may have been one too many."""
        if self.PUZZLE not in self.fields and needs_puzzle(self.request, self.data.get("username", "")):
            self.ask()


class StaffLoginForm(LoginForm):
    """The same for the staff's entrance, which admits only holders of a staff role in force today."""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not scope_for(user).roles & STAFF_ROLES:
            # Counted like a wrong password: otherwise the missing lock-out would tell that it was right.
            count_failure(self.request, user.username)
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
        self.fields["new_password1"].help_text = profile_of(user).help

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
