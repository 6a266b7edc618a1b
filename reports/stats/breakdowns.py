"""Small numbers for the codes of every field by which statistics can be broken down."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from reports.stats.models import BreakDown, BreakDownCode
from talent.categories.models import CategoryVersion
from talent.categories.service import DimensionSpec, dimensions, origins_of

Data = dict[str, Any]


@dataclass
class Coder:
    """Turns documents into the arrays of Fact.codes; new fields and codes get numbers as they come.

    A field keeps its slot under whatever path a version has it: the slot goes by the name under which the
    field began (`origins_of`), so a renamed field needs no new facts.

    For one transaction: what it numbers, it numbers alone.
    """

    slots: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    breakdowns: dict[str, BreakDown] = field(default_factory=dict)
    specs: dict[int, "list[_Asked]"] = field(default_factory=dict)
    alone: bool = False

    @classmethod
    def load(cls) -> "Coder":
        coder = cls()
        coder._read()
        return coder

    def _read(self) -> None:
        """Every break with its codes, in one statement; one without codes has a row of its own."""
        known = BreakDown.objects.order_by("slot").values_list(
            "pk", "path", "slot", "codes__code", "codes__number"
        )
        for pk, path, slot, code, number in known:
            if path not in self.breakdowns:
                self._know(BreakDown(pk=pk, path=path, slot=slot), {})
            if code is not None:
                self.numbers[path][code] = number

    def _read_alone(self) -> None:
        """Before something new is numbered: whoever else numbers waits, and what they numbered is seen."""
        if self.alone:
            return
        self.alone = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.stats.breakdowns'))")
        self._read()

    def codes(self, version: CategoryVersion, data: Data) -> list[int]:
        """The array of one document: position = slot, 0 where nothing is stated."""
        specs = self._specs(version)
        found = [(self._slot(each.name), self._number(each.name, each.value(data))) for each in specs]
        array = [0] * (max((slot for slot, _ in found), default=-1) + 1)
        for slot, number in found:
            array[slot] = number
        return array

    def _specs(self, version: CategoryVersion) -> "list[_Asked]":
        if version.pk not in self.specs:
            names = origins_of(version)
            self.specs[version.pk] = [_asked(names[spec.path], spec) for spec in dimensions(version)]
        return self.specs[version.pk]

    def _know(self, breakdown: BreakDown, numbers: dict[str, int]) -> None:
        self.breakdowns[breakdown.path] = breakdown
        self.slots[breakdown.path] = breakdown.slot
        self.numbers[breakdown.path] = numbers

    def _slot(self, name: str) -> int:
        if name not in self.slots:
            self._read_alone()
        if name not in self.slots:
            slot = max(self.slots.values(), default=-1) + 1
            self._know(BreakDown.objects.create(path=name, slot=slot), {})
        return self.slots[name]

    def _number(self, name: str, code: str | None) -> int:
        if code is None:
            return 0
        if code not in self.numbers[name]:
            self._read_alone()
        numbers = self.numbers[name]
        if code not in numbers:
            numbers[code] = max(numbers.values(), default=0) + 1
            BreakDownCode.objects.create(breakdown=self.breakdowns[name], code=code, number=numbers[code])
        return numbers[code]


@dataclass(frozen=True)
class _Asked:
    """A break of a version: the name of its slot, where it stands, and the place of each code in its list."""

    name: str
    group: str
    key: str
    places: dict[str, int]

    def value(self, data: Data) -> str | None:
        """The code stated; of a repeating group the one that stands first in its list (the highest)."""
        content = data.get(self.group) or {}
        if not isinstance(content, list):
            code = content.get(self.key)
            return code if isinstance(code, str) and code in self.places else None
        stated = {row[self.key] for row in content if isinstance(row.get(self.key), str)}
        return min(stated & self.places.keys(), key=self.places.__getitem__, default=None)


def _asked(name: str, spec: DimensionSpec) -> _Asked:
    group, _, key = spec.path.partition(".")
    return _Asked(name, group, key, {code: place for place, code in enumerate(spec.codes)})
