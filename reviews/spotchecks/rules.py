"""From which of its approved records an office draws: kept with the sample, as plain values and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import criterion_in_words, definitions_of
from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.records.enums import Source

#: By default nobody is looked at twice within so many months.
UNCHECKED_MONTHS = 12


@dataclass(frozen=True)
class Rule:
    """What is None or "" narrows nothing. `since`, `until`: days of approval.

    `level`: the highest level that passed it. `unchecked_months`: not looked at in a sample for so long.
    `condition`: over the open fields of the category, in the language of definitions. `record`: this one.
    """

    category: int | None = None
    unit: int | None = None
    level: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    self_reviewed: bool = False
    unchecked_months: int = 0
    condition: str = ""
    record: int | None = None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Rule":
        """From what `kept` gives."""
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        """As plain values; what narrows nothing is left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def days(self) -> tuple[date | None, date | None]:
        return tuple(date.fromisoformat(each) if each else None for each in (self.since, self.until))  # type: ignore[return-value]  # reason: of a pair


def in_words(rule: Rule) -> list[str]:
    """What narrows the sample, a phrase each; nothing where it is drawn from everything."""
    return list(_phrases(rule))


def _phrases(rule: Rule) -> Iterator[str]:
    if rule.record:
        yield _("指定的一条")
    if rule.category:
        yield _category(rule.category)
    if rule.unit:
        yield Organisation.objects.values_list("name", flat=True).get(pk=rule.unit)
    if rule.level:
        yield _("审到%(level)s一级") % {"level": Level(rule.level).label}
    if rule.source:
        yield str(Source(rule.source).label)
    if rule.since:
        yield _("%(day)s 以后入库") % {"day": rule.since}
    if rule.until:
        yield _("%(day)s 以前入库") % {"day": rule.until}
    if rule.self_reviewed:
        yield _("只抽自审的")
    if rule.unchecked_months:
        yield _("近 %(months)s 个月没有抽查过") % {"months": rule.unchecked_months}
    if rule.condition:
        yield _condition(rule)


def _condition(rule: Rule) -> str:
    people = Category.objects.published().filter(subject=Subject.PEOPLE)
    asked = people.filter(pk=rule.category) if rule.category else people
    definitions = list(definitions_of(asked.values_list("current", flat=True)).values())
    if not definitions:
        return rule.condition
    return criterion_in_words(rule.condition, definitions, get_language() or "")


def _category(pk: int) -> str:
    known = Category.objects.defer("groups", "rules", "moves").get(pk=pk)
    english = (get_language() or "").startswith("en") and known.label_en
    return str(english or known.label)
