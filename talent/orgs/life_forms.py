"""What an administrator fills in about an event in the life of an organisation, one form for each kind."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import COLLECTING_KINDS, EventKind, OrganisationKind
from talent.orgs.models import Organisation
from talent.orgs.offering import choices_for
from talent.orgs.regions import region_choices
from talent.orgs.uscc import is_uscc
from talent.security.service import NameField


class LifeForm(forms.Form):
    """When and why; the forms below add what changes. `after` and `other` are what the event takes."""

    effective = forms.DateField(
        label=_("生效日期"),
        help_text=_("今天或以前的日期立即生效，以后的到当天生效；前后不超过一年。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    document = NameField(label=_("文号"), required=False, max_length=120)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        kwargs["initial"] = {
            "effective": timezone.localdate(),
            **self.standing(),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in LifeForm.base_fields])

    def standing(self) -> dict[str, Any]:
        """What stands now, to begin from."""
        return {}

    def after(self) -> dict[str, Any]:
        return {}

    def other(self) -> Organisation | None:
        return None


class RenameForm(LifeForm):
    name = NameField(label=_("新的单位全称"), max_length=120)
    name_mongolian = NameField(label=_("蒙古文名称"), required=False, max_length=240)

    def standing(self) -> dict[str, Any]:
        return {name: getattr(self.organisation, name) for name in ("name", "name_mongolian")}

    def after(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "name_mongolian")}


class _WithCode(LifeForm):
    def clean_code(self) -> str:
        code = "".join(str(self.cleaned_data["code"]).split()).upper()
        if code and not is_uscc(code):
            raise forms.ValidationError(gettext("统一社会信用代码校验不通过，请对照证照核对 18 位代码。"))
        if code and Organisation.objects.filter(code=code).exists():
            raise forms.ValidationError(gettext("这个代码已由另一机构使用。"))
        return code


class RecodeForm(_WithCode):
    code = forms.CharField(label=_("新的统一社会信用代码"), max_length=18)

    def after(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["code"]}


class SplitForm(_WithCode):
    name = NameField(label=_("新单位的全称"), max_length=120)
    code = forms.CharField(
        label=_("新单位的统一社会信用代码"), required=False, max_length=18, help_text=_("没有的给临时代码。")
    )

    def after(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "code")}


class MoveForm(LifeForm):
    managing_region = forms.TypedChoiceField(label=_("管理地区(隶属)"), coerce=int)
    seat_region = forms.TypedChoiceField(label=_("所在地区(属地)"), coerce=int)
    administrative_department = forms.ModelChoiceField(
        Organisation.objects.filter(kind=OrganisationKind.ADMIN_DEPARTMENT, is_active=True).order_by("name"),
        label=_("行政主管部门"),
        required=False,
        empty_label=_("没有"),
    )
    industry = forms.ChoiceField(label=_("所属行业"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("managing_region", "seat_region"):
            self.fields[name].choices = region_choices()  # type: ignore[attr-defined]  # reason: a ChoiceField
        known = choices_for("industry_section", standing=self.organisation.industry)
        self.fields["industry"].choices = [("", _("未填")), *known]  # type: ignore[attr-defined]  # reason: the same

    def standing(self) -> dict[str, Any]:
        unit = self.organisation
        return {
            "managing_region": unit.managing_region_id,
            "seat_region": unit.seat_region_id,
            "administrative_department": unit.administrative_department_id,
            "industry": unit.industry,
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.after():
            self.add_error(None, gettext("没有改动：至少改一项地区、部门或行业。"))
        return cleaned

    def after(self) -> dict[str, Any]:
        """Only what differs from what stands."""
        department = self.cleaned_data["administrative_department"]
        given = {**self.cleaned_data, "administrative_department": department.pk if department else None}
        return {name: given[name] for name, value in self.standing().items() if given[name] != value}


class MergeForm(LifeForm):
    into = forms.CharField(
        label=_("并入的单位代码"), max_length=18, help_text=_("在用单位的统一社会信用代码或临时代码。")
    )

    def clean_into(self) -> Organisation:
        code = self.cleaned_data["into"].strip().upper()
        units = Organisation.objects.filter(kind__in=COLLECTING_KINDS, is_active=True)
        found = units.exclude(pk=self.organisation.pk).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(gettext("没有这个在用的单位，请核对代码。"))
        return found

    def other(self) -> Organisation | None:
        into: Organisation = self.cleaned_data["into"]
        return into


FORMS: dict[EventKind, type[LifeForm]] = {
    EventKind.RENAMED: RenameForm,
    EventKind.RECODED: RecodeForm,
    EventKind.MOVED: MoveForm,
    EventKind.MERGED: MergeForm,
    EventKind.SPLIT: SplitForm,
    EventKind.CLOSED: LifeForm,
    EventKind.REOPENED: LifeForm,
}
