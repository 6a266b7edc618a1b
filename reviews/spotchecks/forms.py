"""What an office asks of a sample, and what it writes on a doubt."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.spotchecks.drawing import MOST
from reviews.spotchecks.rules import UNCHECKED_MONTHS, Rule
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import Definition, criterion_faults, definitions_of
from talent.orgs.enums import COLLECTING_KINDS, Level
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, organisations_within
from talent.records.enums import Source
from talent.records.service import FieldRemark, review_settings

#: Name of the input for a remark at a field; the field's path follows.
REMARK = "remark:"
_ALL = ("", _("全部"))


class DrawForm(forms.Form):
    """From which records, how many; what the settings of reviewing say stands there first."""

    size = forms.IntegerField(label=_("抽取条数"), required=False, min_value=1, max_value=MOST)
    share = forms.DecimalField(
        label=_("或抽取比例(%)"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
        help_text=_("条数和比例填一项；一次最多抽 5000 条。"),
    )
    weight = forms.IntegerField(
        label=_("自审的抽取倍数"), min_value=1, max_value=50, help_text=_("1 表示与其他信息一样。")
    )
    category = forms.ModelChoiceField(
        label=_("类别"), required=False, empty_label=_("全部"), queryset=Category.objects.none()
    )
    level = forms.ChoiceField(
        label=_("审到哪一级"), required=False, choices=[_ALL, *((each.value, each.label) for each in Level)]
    )
    unit = forms.CharField(
        label=_("单位"),
        required=False,
        max_length=120,
        help_text=_("填全称或统一社会信用代码。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    source = forms.ChoiceField(
        label=_("采集方式"), required=False, choices=[_ALL, *((each.value, each.label) for each in Source)]
    )
    since = forms.DateField(
        label=_("入库时间从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("入库时间到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    unchecked_months = forms.IntegerField(
        label=_("近几个月没有抽查过"), min_value=0, max_value=120, help_text=_("0 表示不论。")
    )
    condition = forms.CharField(
        label=_("字段条件"),
        required=False,
        max_length=500,
        help_text=_('例如 any(title.title_level = "1") 或 identity.sex = "2"；字段和代码见数据字典。'),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    self_reviewed = forms.BooleanField(label=_("只抽自审的"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, scope: Scope, at_unit: bool = False) -> None:
        self._scope = scope
        settings = review_settings()
        first = {
            "share": settings.spot_percent or None,
            "weight": settings.self_review_weight,
            "unchecked_months": UNCHECKED_MONTHS,
        }
        super().__init__(data, initial=first)
        people = Category.objects.published().filter(subject=Subject.PEOPLE).defer("groups", "rules")
        self.fields["category"].queryset = people  # type: ignore[attr-defined]  # reason: a ModelChoiceField
        if at_unit:
            del self.fields["unit"]  # there is only this one

    def clean_unit(self) -> Organisation | None:
        typed = self.cleaned_data["unit"].strip()
        if not typed:
            return None
        units = organisations_within(self._scope).filter(kind__in=COLLECTING_KINDS)
        found = list(units.filter(name=typed)[:2]) or list(units.filter(code=typed.upper())[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("有几个单位叫这个名称，请填统一社会信用代码。")
                if found
                else _("没有找到这个单位，请填全称。")
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        both = given.get("size") is not None, given.get("share") is not None
        if not self.has_error("size") and not self.has_error("share") and sum(both) != 1:
            self.add_error("size", _("条数和比例请填一项，另一项留空。"))
        if condition := given.get("condition", "").strip():
            for fault in criterion_faults(condition, _definitions(given.get("category"))):
                self.add_error("condition", fault)
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", _("不能早于开始的日期。"))
        return given

    @property
    def rule(self) -> Rule:
        """What was asked for; the form is valid."""
        given = self.cleaned_data
        category, unit = given["category"], given.get("unit")
        return Rule(
            category=category.pk if category else None,
            unit=unit.pk if unit else None,
            level=given["level"],
            source=given["source"],
            since=given["since"].isoformat() if given["since"] else "",
            until=given["until"].isoformat() if given["until"] else "",
            self_reviewed=given["self_reviewed"],
            unchecked_months=given["unchecked_months"],
            condition=given["condition"].strip(),
        )


def _definitions(category: Category | None) -> list[Definition]:
    """Over which a condition is asked: those of all published categories of people unless one is chosen."""
    people = Category.objects.published().filter(subject=Subject.PEOPLE)
    chosen = people.filter(pk=category.pk) if category else people
    return list(definitions_of(chosen.values_list("current", flat=True)).values())


@dataclass(frozen=True)
class Typed:
    """A verdict as it was posted: kept whole, so that a refusal loses nothing."""

    verdict: str = ""
    opinion: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> "Typed":
        """Reads a post. Nothing is cut: too much is refused later."""
        at_fields = {
            name.removeprefix(REMARK): _whole(text)
            for name, text in posted.items()
            if name.startswith(REMARK) and _whole(text)
        }
        return cls(posted.get("verdict", ""), _whole(posted.get("opinion", "")), at_fields)

    def in_words(
        self, label: Callable[[str], str], *, shown: Collection[str] | None = None
    ) -> list[tuple[str, str]]:
        """What was typed and has no box on the page, with where: all of it, or, where the boxes of `shown`
        fields are there, what was typed at others."""
        at_fields = [
            (label(path), text) for path, text in self.remarks.items() if shown is None or path not in shown
        ]
        opinion = [(str(_("原因")), self.opinion)] if self.opinion and shown is None else []
        return [*opinion, *at_fields]

    def all_remarks(self, *, known: Iterable[str]) -> list[FieldRemark]:
        """Remarks at `known` fields, then the one for the whole record; others are not taken."""
        paths = set(known)
        found = [FieldRemark(path, text) for path, text in self.remarks.items() if path in paths]
        return [*found, *([FieldRemark("", self.opinion)] if self.opinion else [])]


def _whole(typed: str) -> str:
    return typed.replace("\x00", "").strip()
