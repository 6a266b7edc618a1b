"""Rules, their history and what trying them gave, in words for the pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import (
    Definition,
    Tables,
    code_tables,
    criterion_faults,
    criterion_in_words,
    criterion_outdated,
    definitions_of,
)
from talent.orgs.enums import Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import choices_for
from talent.records.models import RouteEdit, RouteRule
from talent.records.routes.trying import Tried

#: Offices without a reviewer that the page names.
MOST_NAMED = 30


@dataclass(frozen=True)
class Known:
    """What rules can speak of: the published categories of people, their definitions and lists."""

    categories: Sequence[Category]
    definitions: Mapping[int, Definition]
    tables: Tables

    def of(self, categories: Iterable[int]) -> list[Definition]:
        named = set(categories)
        return [each for pk, each in self.definitions.items() if not named or pk in named]


@dataclass(frozen=True)
class Shown:
    """A rule in words. `faults`: why its condition can no longer be asked of what is in force; `outdated`:
    which of its codes nobody may choose any more."""

    rule: RouteRule
    categories: str
    unit_types: str
    condition: str
    levels: str
    faults: Sequence[str]
    outdated: Sequence[str]

    @property
    def is_to_come(self) -> bool:
        return self.rule.valid_from > timezone.localdate()


def known() -> Known:
    """All that rules can speak of now."""
    lean = Category.objects.defer("groups", "rules", "moves")
    categories = list(lean.filter(subject=Subject.PEOPLE, current__isnull=False).order_by("order", "key"))
    by_version = definitions_of(each.current_id for each in categories if each.current_id)
    definitions = {each.pk: by_version[each.current_id] for each in categories if each.current_id}
    lists = {key for each in definitions.values() for key in each.code_lists}
    return Known(categories, definitions, code_tables(lists))


def shown(rules: Iterable[RouteRule], what: Known) -> list[Shown]:
    """Rules with their categories read."""
    words = _Words(what)
    return [_shown(rule, what, words) for rule in rules]


def _shown(rule: RouteRule, what: Known, words: "_Words") -> Shown:
    named = [] if rule.every_category else [each.pk for each in rule.categories.all()]
    definitions = what.of(named)
    condition, faults = rule.condition, []
    if rule.condition and definitions:
        faults = criterion_faults(rule.condition, definitions, tables=what.tables)
        condition = criterion_in_words(
            rule.condition, definitions, get_language() or "zh-hans", tables=what.tables
        )
    return Shown(
        rule,
        words.categories(named),
        words.unit_types(rule.unit_types),
        condition,
        words.levels(rule.levels),
        faults,
        outdated_in(rule.condition, named, what),
    )


def outdated_in(condition: str, categories: Iterable[int], what: Known) -> list[str]:
    """What is out of date in a condition over these categories (all where none is named), in sentences."""
    if not condition:
        return []
    return criterion_outdated(condition, what.of(categories), get_language() or "zh-hans", tables=what.tables)


class _Words:
    """Names of what the columns of a rule hold."""

    def __init__(self, what: Known) -> None:
        self._categories = {each.pk: str(each) for each in what.categories}
        self._types = dict(choices_for("unit_type"))

    def categories(self, ids: Iterable[int]) -> str:
        return _joined(self._categories.get(each, str(each)) for each in ids) or _("全部类别")

    def unit_types(self, codes: Iterable[str]) -> str:
        return _joined(self._types.get(each, each) for each in codes) or _("各类单位")

    def levels(self, levels: Iterable[str]) -> str:
        return " → ".join(str(Level(each).label) for each in levels)

    def said(self, name: str, value: Any) -> str:
        telling: dict[str, Callable[[Any], str]] = {
            "categories": self.categories,
            "unit_types": self.unit_types,
            "levels": self.levels,
            "enabled": lambda on: _("启用") if on else _("停用"),
        }
        return telling.get(name, str)(value) or "—"


def _joined(names: Iterable[str]) -> str:
    return _("、").join(names)


def history(rule: RouteRule, what: Known) -> list[tuple[RouteEdit, list[tuple[str, str, str]]]]:
    """Each change of a rule, newest first, with (label, before, after) of what differed."""
    words, labels = _Words(what), _labels()
    return [
        (
            edit,
            [
                (
                    labels[name],
                    words.said(name, edit.before[name]) if edit.before else "",
                    words.said(name, after),
                )
                for name, after in edit.after.items()
                if name in labels and (not edit.before or edit.before.get(name) != after)
            ],
        )
        for edit in rule.edits.select_related("by")
    ]


def _labels() -> dict[str, str]:
    return {
        "name": _("名称"),
        "name_en": _("英文名称"),
        "categories": _("类别"),
        "unit_types": _("单位类型"),
        "condition": _("条件"),
        "levels": _("经过的级别"),
        "valid_from": _("起用日期"),
        "order": _("次序"),
        "enabled": _("启用"),
    }


def tried_rows(
    tried: Tried, names: Sequence[str], what: Known
) -> tuple[list[tuple[str, list[int]]], list[tuple[str, list[tuple[int, int]]]]]:
    """(rule, changes that it meets in each category), and (level, changes now and then in each category)."""
    ids = [each.pk for each in what.categories]
    rules = [
        (name, [tried.about(counts[pk]) for pk in ids]) for name, counts in zip(names, tried.met, strict=True)
    ]
    levels = [
        (
            str(level.label),
            [(tried.about(tried.now[level][pk]), tried.about(tried.then[level][pk])) for pk in ids],
        )
        for level in Level
    ]
    return rules, levels


def without_reviewer() -> list[Organisation]:
    """HR offices in use at which nobody reviews today, at most MOST_NAMED + 1."""
    reviewed = Membership.objects.on(timezone.localdate()).filter(
        organisation=OuterRef("pk"), role=Role.HR_REVIEWER, user__is_active=True
    )
    offices = Organisation.objects.filter(kind=OrganisationKind.HR_DEPARTMENT, is_active=True)
    return list(offices.filter(~Exists(reviewed)).order_by("managing_region")[: MOST_NAMED + 1])
