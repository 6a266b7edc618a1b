"""What an administrator fills in about an event of a management area, one form for each kind."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.orgs.areas import administers
from talent.orgs.enums import AreaEventKind
from talent.orgs.models import Region
from talent.orgs.regions import is_area_code, region_choices
from talent.orgs.scope import Scope
from talent.security.service import NameField


class AreaForm(forms.Form):
    """When, and which document says so; `after` is what the event takes."""

    effective = forms.DateField(
        label=_("生效日期"),
        help_text=_("今天或以前的日期立即生效，以后的到当天生效；前后不超过一年。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    document = NameField(
        label=_("批准文件"), max_length=120, help_text=_("文件名称或文号，例如“内政字〔2026〕1号”。")
    )
    reason = forms.CharField(
        label=_("说明"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, scope: Scope, area: Region | None = None, **kwargs: Any) -> None:
        self.scope, self.area = scope, area
        kwargs["initial"] = {"effective": timezone.localdate(), **self.standing()}
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in AreaForm.base_fields])

    def standing(self) -> dict[str, Any]:
        """What stands now, to begin from."""
        return {}

    def after(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name not in AreaForm.base_fields}
        return {name: value for name, value in given.items() if value is not None}

    def _offer(self, name: str, *, areas: bool = False) -> None:
        without = self.area.code if self.area else 0
        groups = [
            (label, [(code, word) for code, word in rows if code != without])
            for label, rows in region_choices(areas=areas)
        ]
        self.fields[name].choices = [("", _("请选择")), *groups]  # type: ignore[attr-defined]  # reason: a ChoiceField


class SetUpForm(AreaForm):
    name = NameField(label=_("名称"), max_length=60)
    name_en = NameField(label=_("英文名称"), required=False, max_length=80)
    parent = forms.TypedChoiceField(
        label=_("所在盟市或旗县(市、区)"), coerce=int, help_text=_("决定代码的前四位，设立后不能改。")
    )
    reporting_parent = forms.TypedChoiceField(label=_("报送到"), coerce=int)
    code = forms.IntegerField(
        label=_("统计用区划代码"),
        required=False,
        help_text=_("统计部门已编过代码的填 6 位代码(末两位 61–80)；没有的留空，由系统编号。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("parent")
        self._offer("reporting_parent")

    def clean_parent(self) -> int:
        code: int = self.cleaned_data["parent"]
        if code % 10_000 == 0:
            raise forms.ValidationError(gettext("管理区须位于一个盟市或旗县(市、区)。"))
        if not administers(self.scope, code):
            raise forms.ValidationError(gettext("这个地区不归您管辖，请选择您管辖的盟市或旗县。"))
        return code

    def clean_code(self) -> int | None:
        code: int | None = self.cleaned_data["code"]
        if code is not None and (not is_area_code(code) or not 100_000 <= code <= 999_999):
            raise forms.ValidationError(gettext("管理区代码为 6 位数字，末两位在 61–80 之间。"))
        if code is not None and Region.objects.filter(pk=code).exists():
            raise forms.ValidationError(gettext("这个代码已经用过；代码只用一次，撤销后也不再用。"))
        return code


class RenameAreaForm(AreaForm):
    name = NameField(label=_("新名称"), max_length=60)
    name_en = NameField(label=_("英文名称"), required=False, max_length=80)

    def standing(self) -> dict[str, Any]:
        return {"name": self.area.name, "name_en": self.area.name_en} if self.area else {}


class ReportsForm(AreaForm):
    reporting_parent = forms.TypedChoiceField(label=_("报送到"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("reporting_parent")

    def standing(self) -> dict[str, Any]:
        return {"reporting_parent": self.area.reporting_parent_id} if self.area else {}

    def clean_reporting_parent(self) -> int:
        code: int = self.cleaned_data["reporting_parent"]
        if code == self.standing().get("reporting_parent"):
            raise forms.ValidationError(gettext("现在就报送到这里，请选择另一个地区。"))
        return code


class CloseAreaForm(AreaForm):
    successor = forms.TypedChoiceField(
        label=_("机构转入"), coerce=int, help_text=_("该区的机构和人员转到这里；该区的人社部门停用。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("successor", areas=True)


AREA_FORMS: dict[AreaEventKind, type[AreaForm]] = {
    AreaEventKind.SET_UP: SetUpForm,
    AreaEventKind.RENAMED: RenameAreaForm,
    AreaEventKind.REPORTS: ReportsForm,
    AreaEventKind.CLOSED: CloseAreaForm,
}
