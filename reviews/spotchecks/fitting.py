"""Whether what is approved meets the condition of a rule, by the one evaluator of definitions."""

from django.db.models.fields.json import KeyTransform

from reviews.spotchecks.drawing import Candidate, Keep, everything
from reviews.spotchecks.rules import Rule
from talent.categories.service import Criterion, Definition, Tables, UnitFacts, code_tables, definitions_of
from talent.orgs.models import Organisation
from talent.records.models import Change
from talent.records.service import unit_facts


def keep_by(rule: Rule) -> Keep:
    """A rule without a condition keeps every candidate."""
    return Fitting(rule.condition) if rule.condition else everything


class Fitting:
    """Keeps the candidates whose documents meet a condition.

    What a version has no fields for is not met. Of a document only the groups are read that the condition
    looks at; definitions, lists and units once.
    """

    def __init__(self, condition: str) -> None:
        self._criterion = Criterion(condition)
        self._groups = sorted(self._criterion.groups)
        self._definitions: dict[int, Definition] = {}
        self._fits: dict[int, bool] = {}
        self._tables: Tables = {}
        self._units: dict[int, UnitFacts] = {}

    def __call__(self, candidates: list[Candidate]) -> list[Candidate]:
        shown = [KeyTransform(key, "data") for key in self._groups]
        changes = Change._plain.filter(pk__in=[each.change for each in candidates])
        rows = list(changes.values_list("pk", "version_id", "unit_id", *shown))
        self._prepare({row[1] for row in rows}, {row[2] for row in rows})
        met = {pk for pk, version, unit, *values in rows if self._holds(version, unit, values)}
        return [each for each in candidates if each.change in met]

    def _prepare(self, versions: set[int], units: set[int]) -> None:
        if new := versions - self._definitions.keys():
            self._definitions |= definitions_of(new)
            self._fits |= {pk: self._criterion.fits(self._definitions[pk]) for pk in new}
            keys = {key for pk in new for key in self._criterion.lists(self._definitions[pk])}
            if keys - self._tables.keys():
                self._tables = {**self._tables, **code_tables(keys)}
        if self._criterion.asks_unit and (unknown := units - self._units.keys()):
            found = Organisation.objects.in_bulk(unknown)
            self._units |= {pk: unit_facts(each) for pk, each in found.items()}

    def _holds(self, version: int, unit: int, values: list[object]) -> bool:
        if not self._fits[version]:
            return False
        data = {key: value for key, value in zip(self._groups, values, strict=True) if value is not None}
        return self._criterion.holds(
            data,
            definition=self._definitions[version],
            unit=self._units.get(unit, UnitFacts()),
            tables=self._tables,
        )
