"""What a reviewer asks of the queue: each condition narrows it, none of them counts or sorts anew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from reviews.inbox.claiming import held_by_me, held_by_nobody, held_by_others
from reviews.inbox.models import Urging
from reviews.inbox.queueing import SOON
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet, units_named
from talent.records.enums import COLLECTED, Asked, ChangeState
from talent.records.models import Change, ImportRun, Remark
from talent.records.service import after_working_days, missed_by, named
from talent.security.models import User

type Waiting = ScopedQuerySet[Change]

#: Units that are told by name where a part of a name fits several.
MOST_UNITS = 12
_ALL = ("", _("全部"))


class QueueFilter(forms.Form):
    """Narrows a queue for one reader; what cannot be read narrows nothing.

    A field that a desk has no use for is taken out of `fields`.
    """

    q = forms.CharField(label=_("姓名"), required=False, max_length=40)
    category = forms.ModelChoiceField(
        label=_("类别"), required=False, empty_label=_("全部"), queryset=Category.objects.none()
    )
    unit = forms.CharField(label=_("单位"), required=False, max_length=60)
    due = forms.ChoiceField(
        label=_("时限"),
        required=False,
        choices=[
            _ALL,
            ("overdue", _("已逾期")),
            ("soon", _("两个工作日内到期")),
            ("week", _("本周内到期")),
            ("urged", _("已报上级催办")),
        ],
    )
    checks = forms.ChoiceField(
        label=_("检查"),
        required=False,
        choices=[_ALL, ("warned", _("有未核实的警告")), ("clean", _("没有未核实的警告"))],
    )
    kind = forms.ChoiceField(
        label=_("变更"),
        required=False,
        choices=[
            _ALL,
            ("first", _("首次填报")),
            ("changed", _("对已入库的变更")),
            ("again", _("退回后重报")),
        ],
    )
    source = forms.ChoiceField(
        label=_("采集方式"),
        required=False,
        choices=[_ALL, *((each.value, each.label) for each in COLLECTED)],
    )
    run = forms.ModelChoiceField(
        label=_("导入批次"), required=False, queryset=ImportRun._plain.none(), widget=forms.HiddenInput
    )
    level = forms.ChoiceField(
        label=_("审核级别"),
        required=False,
        choices=[_ALL, *((each.value, each.label) for each in Level if each != Level.UNIT)],
    )
    question = forms.ChoiceField(
        label=_("询问"), required=False, choices=[_ALL, *((each.value, each.label) for each in Asked)]
    )
    held = forms.ChoiceField(
        label=_("谁在看"),
        required=False,
        choices=[_ALL, ("me", _("我")), ("others", _("他人")), ("none", _("没有人"))],
    )

    def __init__(self, data: Mapping[str, Any], *, by: User, scope: Scope) -> None:
        super().__init__(data)
        self.by, self.scope = by, scope
        people = Category.objects.published().filter(subject=Subject.PEOPLE)
        people = people.defer("groups", "rules")
        self.fields["category"].queryset = people  # type: ignore[attr-defined]  # reason: a ModelChoiceField
        runs = ImportRun.objects.visible_to(scope)
        self.fields["run"].queryset = runs  # type: ignore[attr-defined]  # reason: the same

    def narrow(self, waiting: Waiting, *, without: str = "") -> Waiting:
        """The rows that fit all conditions, or all but one."""
        for name, value in self.asked.items():
            if name != without:
                waiting = _NARROWING[name](self, waiting, value)
        return waiting

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What was asked for and can be read, in the order of the fields."""
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name))}

    @property
    def narrows(self) -> bool:
        return bool(self.asked)

    @property
    def further(self) -> bool:
        """Whether one of the conditions is asked for that stand behind 更多条件."""
        return any(name in self.asked for name in FURTHER)

    @property
    def first_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if name not in FURTHER and name != "run")

    @property
    def further_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if name in FURTHER)

    @property
    def list_asked(self) -> ImportRun | None:
        """The list whose people are asked for."""
        return self.asked.get("run")

    @cached_property
    def units(self) -> list[Organisation]:
        """The units within the scope whose name has what was typed; the one that is called so, alone."""
        if not (text := self.asked.get("unit")):
            return []
        found = list(units_named(self.scope, text)[: MOST_UNITS + 1])
        return [each for each in found if each.name == text] or found

    @property
    def units_to_choose(self) -> list[Organisation]:
        """Several that fit, to choose one by name."""
        return self.units[:MOST_UNITS] if len(self.units) > 1 else []

    def conditions(self) -> list["Condition"]:
        """What the queue is narrowed to, in words."""
        return [Condition(name, str(self.fields[name].label), self._shown(name)) for name in self.asked]

    def _shown(self, name: str) -> str:
        value, field = self.asked[name], self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # reason: no groups here
        return str(value)


#: Conditions that are asked for less often.
FURTHER = ("kind", "source", "level", "question", "held")


@dataclass(frozen=True)
class Condition:
    """One condition in words."""

    name: str
    label: str
    shown: str


def _by_unit(asked: QueueFilter, waiting: Waiting, text: str) -> Waiting:
    if len(asked.units) > MOST_UNITS:
        return waiting.filter(unit__in=units_named(asked.scope, text).order_by().values("pk"))
    # Few numbers are looked for by their index; the same units as a query would have the whole queue read.
    return waiting.filter(state=ChangeState.WAITING, unit__in=[each.pk for each in asked.units])


def _by_deadline(asked: QueueFilter, waiting: Waiting, value: str) -> Waiting:
    if value == "urged":
        return waiting.filter(urged())
    today = localdate()
    missed = missed_by(1, today)
    if value == "overdue":
        return waiting.filter(deadline__lte=missed)
    return waiting.filter(deadline__gt=missed, deadline__lte=last_day(value, today))


def urged() -> Exists:
    """Whether a waiting change was reported to the office above for the deadline that it has now."""
    return Exists(
        Urging._plain.filter(
            change=OuterRef("pk"), office=OuterRef("waiting_office"), deadline=OuterRef("deadline")
        )
    )


def last_day(value: str, today: date) -> date:
    """Of a term that ends soon (by the region's working days), or this week (until Sunday)."""
    if value == "soon":
        return after_working_days(today, SOON)
    return today + timedelta(days=6 - today.weekday())


def _by_checks(asked: QueueFilter, waiting: Waiting, value: str) -> Waiting:
    """Warnings that the office has verified keep nothing out of bulk, and are none here."""
    return waiting.filter(open_warnings__gt=0) if value == "warned" else waiting.filter(open_warnings=0)


def _by_kind(asked: QueueFilter, waiting: Waiting, value: str) -> Waiting:
    if value == "again":
        return waiting.filter(Exists(Remark.objects.filter(change=OuterRef("pk"))))
    return waiting.filter(record__approved__isnull=value == "first")


def _by_level(asked: QueueFilter, waiting: Waiting, value: str) -> Waiting:
    here = Q(pk__in=[])
    for step in range(len(Level)):
        here |= Q(step=step, **{f"route__{step}": value})
    return waiting.filter(here)


def _by_claim(asked: QueueFilter, waiting: Waiting, value: str) -> Waiting:
    if value == "me":
        return held_by_me(waiting, asked.by)
    return held_by_others(waiting, asked.by) if value == "others" else held_by_nobody(waiting)


_NARROWING: Mapping[str, Callable[[QueueFilter, Waiting, Any], Waiting]] = {
    "q": lambda asked, waiting, text: named(waiting, text),
    "category": lambda asked, waiting, category: waiting.filter(category=category),
    "unit": _by_unit,
    "due": _by_deadline,
    "checks": _by_checks,
    "kind": _by_kind,
    "source": lambda asked, waiting, source: waiting.filter(source=source),
    "run": lambda asked, waiting, run: waiting.filter(import_run=run),
    "level": _by_level,
    "question": lambda asked, waiting, value: waiting.filter(asked=value),
    "held": _by_claim,
}
