"""Forms of individuals: registering, the code that was sent, a new password.

They check what was typed by itself alone; whether anybody has the number, the contact or the name already is
never asked here.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.puzzle import WithPuzzle
from talent.categories.service import Refused, code_table, read_identity_number
from talent.individuals.enums import ContactKind
from talent.individuals.service import Contact, Newcomer, reachable, read_contact, too_young
from talent.security.models import User
from talent.security.service import PROFILES, NameField, Profile

_REQUIRED = {"required": _("请填写。")}
_NUMBER_FAULTS = {
    "id_format": _("号码与所选证件类型的格式不符，请对照证件核对。"),
    "id_check_digit": _("号码校验不通过，请对照证件核对每一位数字。"),
    "id_birth_date": _("号码中的出生日期不对，请对照证件核对。"),
}
TOO_YOUNG = _("未满 14 周岁的，请由监护人联系学校、单位或嘎查村(居)委会代为办理，不能自行注册。")


def individual_profile() -> Profile:
    """The rules for passwords of individuals."""
    return PROFILES[settings.PASSWORD_PROFILES["individual"]]


def _new_password() -> forms.CharField:
    return forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=128,
        error_messages=_REQUIRED,
        help_text=individual_profile().help,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _code() -> forms.CharField:
    return forms.CharField(
        label=_("验证码"),
        max_length=20,
        error_messages=_REQUIRED,
        help_text=_("6 位数字，在发来的短信或邮件里。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ContactForm(WithPuzzle):
    """A contact and the question: what asking for a new password needs."""

    contact = forms.CharField(
        label=_("手机号码或电子邮箱"),
        max_length=200,
        error_messages=_REQUIRED,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reachable() == {ContactKind.MAIL}:
            self.fields["contact"].label = _("电子邮箱")
        elif reachable() == {ContactKind.MOBILE}:
            self.fields["contact"].label = _("手机号码")
        self.ask()

    def clean_contact(self) -> Contact:
        read = read_contact(self.cleaned_data["contact"])
        if read is None:
            raise ValidationError(_("请填写 11 位手机号码，或形如 name@example.cn 的邮箱。"))
        if read.kind not in reachable():
            raise ValidationError(_("本系统现在不能向这类联系方式发送验证码，请换一种。"))
        return read


class RegisterForm(ContactForm):
    """Everything of the first page; what cannot be read says what it should look like."""

    field_order = ("id_type", "id_number", "full_name", "contact", "password", "read_notice")

    id_type = forms.ChoiceField(label=_("证件类型"), initial="01")
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        error_messages=_REQUIRED,
        help_text=_("按证件填写，末位 X 用大写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    full_name = NameField(
        label=_("姓名"),
        max_length=72,
        error_messages=_REQUIRED,
        help_text=_("与证件一致。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    read_notice = forms.BooleanField(
        label=_("我已满 14 周岁，已阅读“收集的信息与个人权利”的告知"),
        error_messages={"required": _("请先阅读告知，再勾选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        kinds = code_table("identity_doc_type").entries
        offered = [(each.code, each.named(language)) for each in kinds if each.choosable]
        self.fields["id_type"] = forms.ChoiceField(
            label=_("证件类型"), initial="01", choices=offered, error_messages=_REQUIRED
        )
        self.fields["password"] = _new_password()
        self.fields["contact"].help_text = _("验证码发到这里；以后用它登录。")
        self.order_fields((*self.field_order, self.PUZZLE))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "id_type" in cleaned and "id_number" in cleaned:
            self._read_number(cleaned)
        if "password" in cleaned:
            contact = cleaned.get("contact")
            who = User(username=contact.text if contact else "", name=cleaned.get("full_name", ""))
            check_password_of(self, cleaned["password"], who)
        return cleaned

    def _read_number(self, cleaned: dict[str, Any]) -> None:
        try:
            read = read_identity_number(kind=cleaned["id_type"], text=cleaned["id_number"])
        except Refused as fault:
            self.add_error("id_number", _NUMBER_FAULTS.get(fault.key, _NUMBER_FAULTS["id_format"]))
            return
        if too_young(read.birth):
            self.add_error("id_number", TOO_YOUNG)
            return
        cleaned["number"] = read

    def newcomer(self) -> Newcomer:
        given, read = self.cleaned_data, self.cleaned_data["number"]
        name = " ".join(given["full_name"].split())
        return Newcomer(read.kind, read.number, name, given["contact"], given["password"])


class CodeForm(forms.Form):
    """The code that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code()


class NewPasswordForm(CodeForm):
    """The code, and a new password that is checked before anybody knows whose it will be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _new_password()
        self.fields["password"].label = _("新密码")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "password" in cleaned:
            check_password_of(self, cleaned["password"], User())
        return cleaned


def check_password_of(form: forms.Form, password: str, user: User) -> None:
    """Put beside the password what is wrong with it."""
    try:
        individual_profile().check(password, user)
    except ValidationError as fault:
        form.add_error("password", fault)
