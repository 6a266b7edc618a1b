"""Forms of the unit's pages that no definition describes: transfers of people between units."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.service import code_table
from talent.collect.wording import language
from talent.orgs.enums import COLLECTING_KINDS
from talent.orgs.models import Organisation
from talent.security.service import NameField

#: How far back or ahead the day of a transfer may be.
_SPAN = timedelta(days=366)


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("调动日期"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("请填写调动日期。"),
            "invalid": _("请按“2026-11-27”的样子填写日期。"),
        },
    )


def _note() -> forms.CharField:
    return forms.CharField(
        label=_("说明"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("对方单位看得到，例如调令文号。"),
    )


def _within_a_year(day: date) -> date:
    if abs(day - timezone.localdate()) > _SPAN:
        raise ValidationError(_("调动日期应在前后一年以内，请核对年份。"))
    return day


class AskForm(forms.Form):
    """A person whom another unit has: the number and the name together."""

    kind = forms.ChoiceField(label=_("证件类型"), error_messages={"required": _("请选择证件类型。")})
    number = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("请填写证件号码。")},
    )
    name = NameField(
        label=_("姓名"),
        max_length=72,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写姓名。")},
    )
    note = _note()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = code_table("identity_doc_type").entries
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.code, each.named(language())) for each in entries]


class OfferForm(forms.Form):
    """Where a person goes, and from when."""

    unit = forms.CharField(
        label=_("调往单位"),
        max_length=200,
        help_text=_("填统一社会信用代码，或者单位全称。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写调往单位。")},
    )
    day = _day()
    note = _note()

    def clean_unit(self) -> Organisation:
        """The one unit in use with this code or this whole name."""
        text = self.cleaned_data["unit"]
        found = Organisation.objects.filter(
            Q(code=text.upper()) | Q(name=text), kind__in=COLLECTING_KINDS, is_active=True
        )[:2]
        if not found:
            raise ValidationError(_("没有找到这个单位，请核对代码或全称；单位还没有登记的，请先登记。"))
        if len(found) > 1:
            raise ValidationError(_("有几个单位同名，请填统一社会信用代码。"))
        return found[0]

    def clean_day(self) -> date:
        return _within_a_year(self.cleaned_data["day"])


class AgreeForm(forms.Form):
    """The day from which the person is with the new unit."""

    day = _day()

    def clean_day(self) -> date:
        return _within_a_year(self.cleaned_data["day"])


class RefuseForm(forms.Form):
    answer = forms.CharField(
        label=_("不同意的原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明不同意的原因。")},
    )
