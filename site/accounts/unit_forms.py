"""What a unit fills in to be registered, to look its application up, and to make its first account."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.desks import profile_of
from accounts.puzzle import WithPuzzle
from talent.orgs.enums import COLLECTING_KINDS, OrganisationKind
from talent.orgs.models import Organisation, Region
from talent.orgs.service import Details, choices_for, is_uscc, region_choices
from talent.security.service import NameField, legible

#: Field of the form → key of the code list.
CODED = {"unit_type": "unit_type", "ownership": "ownership", "industry": "industry_section"}
_MISSING = _("请填写。")


def _departments(kind: OrganisationKind) -> Any:
    return Organisation.objects.filter(kind=kind, is_active=True).order_by("name")


class UnitForm(WithPuzzle):
    """A unit with its place, departments and contact person."""

    code = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        max_length=18,
        help_text=_("18 位，照登记证照填写。"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )
    no_code = forms.BooleanField(
        label=_("本单位没有统一社会信用代码"), required=False, help_text=_("通过后给一个临时代码。")
    )
    name = NameField(label=_("单位全称"), max_length=120, help_text=_("照证照或公章填写全称。"))
    kind = forms.ChoiceField(
        label=_("种类"),
        choices=[choice for choice in OrganisationKind.choices if choice[0] in COLLECTING_KINDS],
    )
    unit_type = forms.ChoiceField(label=_("单位类型"), required=False)
    ownership = forms.ChoiceField(label=_("经济类型"), required=False)
    industry = forms.ChoiceField(label=_("所属行业"), required=False)
    seat_region = forms.TypedChoiceField(
        label=_("所在地区(属地)"), coerce=int, help_text=_("单位实际所在的旗县(市、区)。")
    )
    managing_region = forms.TypedChoiceField(
        label=_("管理地区(隶属)"),
        coerce=int,
        help_text=_("哪一级管理本单位就选哪里：盟市直属的选盟市，自治区直属的选自治区。"),
    )
    administrative_department = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("行政主管部门"),
        required=False,
        empty_label=_("没有或不在列表中"),
    )
    administrative_department_typed = NameField(
        label=_("行政主管部门名称(列表中没有时填写)"), required=False, max_length=120
    )
    industry_department = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("行业主管部门"),
        required=False,
        empty_label=_("没有或不在列表中"),
    )
    industry_department_typed = NameField(
        label=_("行业主管部门名称(列表中没有时填写)"), required=False, max_length=120
    )
    contact_name = NameField(label=_("联系人"), max_length=72)
    phone = forms.RegexField(
        r"[0-9+()\- ]{7,20}",
        label=_("联系电话"),
        required=False,
        help_text=_("电话和电子邮箱至少填一项。"),
        error_messages={"invalid": _("请填写电话号码，例如 0479-8223456 或手机号码。")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("电子邮箱"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    reason = forms.CharField(
        label=_("申请说明"),
        required=False,
        max_length=500,
        validators=[legible],
        help_text=_("需要受理机构知道的情况，例如没有代码的原因、曾用名。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, key in CODED.items():
            known = choices_for(key, standing=self.initial.get(name, "") or "")
            self.fields[name].choices = [("", _("未填")), *known]  # type: ignore[attr-defined]  # reason: a ChoiceField
        for name in ("seat_region", "managing_region"):
            self.fields[name].choices = [("", _("请选择")), *region_choices()]  # type: ignore[attr-defined]  # reason: the same
        kinds = {
            "administrative_department": OrganisationKind.ADMIN_DEPARTMENT,
            "industry_department": OrganisationKind.INDUSTRY_DEPARTMENT,
        }
        for name, kind in kinds.items():
            self.fields[name].queryset = _departments(kind)  # type: ignore[attr-defined]  # reason: a ModelChoiceField
        for field in self.fields.values():
            field.error_messages["required"] = _MISSING
        without = self.data.get("no_code") if self.is_bound else self.initial.get("no_code")
        self.fields["code"].required = not without
        self.fields["code"].error_messages["required"] = _("请填写代码；确实没有的，请勾选下面一项。")

    def clean_code(self) -> str:
        code = "".join(str(self.cleaned_data["code"]).split()).upper()
        if code and not is_uscc(code):
            raise forms.ValidationError(gettext("统一社会信用代码校验不通过，请对照证照核对 18 位代码。"))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("no_code") and cleaned.get("code"):
            self.add_error("no_code", gettext("已经填了代码：请清空代码，或者不勾选这一项。"))
        reached = cleaned.get("phone") or cleaned.get("email")
        if not reached and not {"phone", "email"} & self.errors.keys():
            self.add_error("phone", gettext("请填写联系电话或电子邮箱，至少一项。"))
        return cleaned

    def details(self) -> Details:
        """What was typed, once the form is valid."""
        given = {
            name: value for name, value in self.cleaned_data.items() if name not in ("no_code", self.PUZZLE)
        }
        regions = Region.objects.in_bulk([given["seat_region"], given["managing_region"]])
        for name in ("seat_region", "managing_region"):
            given[name] = regions[given[name]]
        return Details(**given)


class LookUpForm(WithPuzzle):
    """The two things that open an application."""

    number = forms.CharField(
        label=_("申请编号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=40,
        help_text=_("提交申请时显示过一次；大小写、空格和横线都不影响。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NewAccountForm(forms.Form):
    """A user name and twice a password; what a password must be is said before it is typed."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录用，建好后不能改；可用字母、数字、汉字和 @ . + - _。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    name = NameField(label=_("姓名"), max_length=72, help_text=_("使用人的真实姓名，一人一个账号。"))
    password = forms.CharField(
        label=_("密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("再输一次密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = profile_of(None).help

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", gettext("两次输入的密码不一样。"))
        return cleaned

    def account(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("username", "name", "password")}
