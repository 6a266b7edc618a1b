"""Which rules a change meets, for a batch in a few statements however many changes and rules there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from talent.categories.service import (
    Criterion,
    Definition,
    Tables,
    UnitFacts,
    code_tables,
    definitions_of,
)
from talent.orgs.models import Organisation
from talent.records.models import Change, RouteRule
from talent.records.unitfacts import unit_facts


@dataclass(frozen=True)
class Rule:
    """A rule as it is asked. `categories`: their ids; None for every one."""

    pk: int | None
    levels: frozenset[str]
    categories: frozenset[int] | None = None
    unit_types: frozenset[str] = frozenset()
    condition: str = ""

    @cached_property
    def criterion(self) -> Criterion | None:
        return Criterion(self.condition) if self.condition else None

    def concerns(self, category_id: int, unit_type: str) -> bool:
        """Whether it may be met, whatever stands in the document."""
        if self.categories is not None and category_id not in self.categories:
            return False
        return not self.unit_types or unit_type in self.unit_types


@dataclass(frozen=True)
class Asked:
    """What rules are asked about of one change; `data`: the groups that conditions look at."""

    pk: int
    category_id: int
    version_id: int
    unit: Organisation
    data: dict[str, Any] = field(default_factory=dict)


def rules_in_force(day: date | None = None) -> list[Rule]:
    """The rules of a day (today), in their order: one statement."""
    found = RouteRule.objects.filter(enabled=True, valid_from__lte=day or timezone.localdate())
    named = found.annotate(named=ArrayAgg("categories", filter=Q(categories__isnull=False), default=[]))
    return [_rule(each) for each in named.order_by("order", "pk")]


def _rule(row: RouteRule) -> Rule:
    return Rule(
        row.pk,
        frozenset(row.levels),
        None if row.every_category else frozenset(vars(row)["named"]),
        frozenset(row.unit_types),
        row.condition,
    )


class Matching:
    """Asks rules about changes. Versions and code lists are read once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self._definitions: dict[int, Definition] = {}
        self._tables: Tables = {}
        self._facts: dict[int, UnitFacts] = {}
        self._fitting: dict[tuple[str, int], bool] = {}

    def levels_of(self, changes: Iterable[Change]) -> dict[int, frozenset[str]]:
        """The levels above its unit that each change passes, by its id. Units are to be read already."""
        changes = list(changes)
        asked = {each.pk: Asked(each.pk, each.category_id, each.version_id, each.unit) for each in changes}
        asking = [each.pk for each in asked.values() if self._looks_into(each)]
        if asking:
            found = Change._plain.filter(pk__in=asking)
            asked |= {
                pk: Asked(pk, category, version, asked[pk].unit, data)
                for (pk, category, version), data in self.read(found, ())
            }
        self.prepare(asked.values())
        return {pk: self.levels(each) for pk, each in asked.items()}

    def _looks_into(self, asked: Asked) -> bool:
        return any(
            rule.criterion and rule.concerns(asked.category_id, asked.unit.unit_type) for rule in self.rules
        )

    @cached_property
    def groups(self) -> list[str]:
        """The groups of documents that conditions look at."""
        return sorted({group for rule in self.rules if rule.criterion for group in rule.criterion.groups})

    def read(
        self, changes: QuerySet[Change], columns: Sequence[str]
    ) -> Iterable[tuple[tuple[Any, ...], dict[str, Any]]]:
        """((id, category, version, *columns), the groups of the document) of each change: never the whole
        document, which is large."""
        shown = {f"group_{place}": KeyTransform(key, "data") for place, key in enumerate(self.groups)}
        for row in changes.values_list("pk", "category_id", "version_id", *columns, *shown.values()):
            values = row[3 + len(columns) :]
            groups = {key: value for key, value in zip(self.groups, values, strict=True) if value is not None}
            yield row[: 3 + len(columns)], groups

    def prepare(self, asked: Iterable[Asked]) -> None:
        """Read the definitions, and the lists that conditions look into, of the versions of these changes."""
        criteria = [rule.criterion for rule in self.rules if rule.criterion]
        new = {each.version_id for each in asked} - self._definitions.keys() if criteria else set()
        if not new:
            return
        self._definitions |= definitions_of(new)
        keys = {key for pk in new for each in criteria for key in each.lists(self._definitions[pk])}
        if keys - self._tables.keys():
            self._tables = {**self._tables, **code_tables(keys)}

    def levels(self, asked: Asked) -> frozenset[str]:
        """Of one change that was prepared."""
        return frozenset(level for rule in self.rules if self.meets(rule, asked) for level in rule.levels)

    def meets(self, rule: Rule, asked: Asked) -> bool:
        """A condition that a version has no fields for counts as met: rather reviewed once more than less."""
        if not rule.concerns(asked.category_id, asked.unit.unit_type):
            return False
        criterion = rule.criterion
        if criterion is None:
            return True
        definition = self._definitions[asked.version_id]
        if not self._fits(criterion, asked.version_id):
            return True
        facts = self._facts_of(asked.unit) if criterion.asks_unit else UnitFacts()
        return criterion.holds(asked.data, definition=definition, unit=facts, tables=self._tables)

    def _fits(self, criterion: Criterion, version_id: int) -> bool:
        key = criterion.text, version_id
        if key not in self._fitting:
            self._fitting[key] = criterion.fits(self._definitions[version_id])
        return self._fitting[key]

    def _facts_of(self, unit: Organisation) -> UnitFacts:
        if unit.pk not in self._facts:
            self._facts[unit.pk] = unit_facts(unit)
        return self._facts[unit.pk]
