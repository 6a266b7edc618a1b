"""What an administrator fills in about a rule of routes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.categories.service import CriterionInput, Definition, criterion_faults
from talent.orgs.service import choices_for
from talent.records.models.routes import ABOVE_UNIT
from talent.records.routes.shaping import Ruled


class RouteForm(forms.Form):
    """A rule. `definitions`: those in force of the categories of people, by the category's id."""

    name = forms.CharField(label=_("名称"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    categories = forms.TypedMultipleChoiceField(
        label=_("类别"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选，就是全部类别，以后新增的类别也算。"),
    )
    unit_types = forms.MultipleChoiceField(
        label=_("单位类型"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选，就是各类单位。"),
    )
    condition = forms.CharField(
        label=_("条件"),
        max_length=2000,
        required=False,
        widget=CriterionInput,
        help_text=_("不写条件，所选类别和单位的都按本规则。没有条件里那些字段的旧版内容，也按本规则审核。"),
    )
    levels = forms.MultipleChoiceField(
        label=_("经过的级别"),
        choices=[(each.value, each.label) for each in ABOVE_UNIT],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("本单位总是先审核。几条规则都符合的，各条的级别都要经过。"),
        error_messages={"required": _("请至少选一个级别。")},
    )
    valid_from = forms.DateField(
        label=_("起用日期"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请按 2026-11-02 的样子填写日期。")},
    )
    order = forms.IntegerField(
        label=_("次序"), min_value=0, max_value=9999, initial=100, help_text=_("只决定列表里的先后。")
    )
    enabled = forms.BooleanField(
        label=_("启用"), required=False, initial=True, help_text=_("停用的规则留在列表里，可以再启用。")
    )
    lock = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, definitions: Mapping[int, Definition], categories: Sequence[Category], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._definitions = definitions
        self.fields["categories"].choices = [(each.pk, str(each)) for each in categories]  # type: ignore[attr-defined]  # reason: a choice field
        self.fields["unit_types"].choices = choices_for("unit_type")  # type: ignore[attr-defined]  # reason: the same

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = given.get("condition", "").strip()
        if text and "categories" not in self.errors:
            for fault in criterion_faults(text, self.definitions_of(given["categories"])):
                self.add_error("condition", fault)
        return given

    def definitions_of(self, categories: Sequence[int]) -> list[Definition]:
        """The definitions of chosen categories; of all where none is chosen."""
        return [each for pk, each in self._definitions.items() if not categories or pk in categories]

    def ruled(self) -> Ruled:
        """What a valid form says."""
        given = self.cleaned_data
        return Ruled(
            name=given["name"],
            name_en=given["name_en"],
            order=given["order"],
            categories=tuple(sorted(given["categories"])),
            unit_types=tuple(given["unit_types"]),
            condition=given["condition"].strip(),
            levels=tuple(each.value for each in ABOVE_UNIT if each.value in given["levels"]),
            valid_from=given["valid_from"],
            enabled=given["enabled"],
        )
