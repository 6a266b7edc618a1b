"""Small numbers for the codes of every field by which statistics can be broken down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from reports.stats.models import BreakDown, BreakDownCode
from talent.categories.models import CategoryVersion
from talent.categories.service import DimensionSpec, dimensions, origins_of


@dataclass
class Coder:
    """Turns what documents state into the arrays of Fact.codes; fields and codes get numbers as they come.

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

    def stated(self, version: CategoryVersion, column: str) -> tuple[str, list[str]]:
        """SQL over a jsonb column for what `codes` wants to know of a document, with its parameters: reading
        whole documents would take several times as long."""
        asked = self._specs(version)
        return f"jsonb_build_array({', '.join(each.sql(column) for each in asked)})", [
            each.place for each in asked
        ]

    def codes(self, version: CategoryVersion, stated: Sequence[Any]) -> list[int]:
        """The array of one document by what `stated` found in it: position = slot, 0 where nothing stands."""
        asked = self._specs(version)
        array = [0] * (asked[-1].slot + 1 if asked else 0)
        for each, value in zip(asked, stated, strict=True):
            code = each.code(value)
            if code is not None:
                array[each.slot] = self.numbers[each.name].get(code) or self._number(each.name, code)
        return array

    def _specs(self, version: CategoryVersion) -> "list[_Asked]":
        """What is asked of documents of a version, by slot."""
        if version.pk not in self.specs:
            names = origins_of(version)
            found = [_asked(names[spec.path], spec, self._slot) for spec in dimensions(version)]
            self.specs[version.pk] = sorted(found, key=lambda each: each.slot)
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

    def _number(self, name: str, code: str) -> int:
        """The number of a code that was not known when the numbers were read."""
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
    slot: int
    path: str
    repeat: bool
    places: dict[str, int]

    def sql(self, column: str) -> str:
        """The value in a document; of a repeating group those of all rows."""
        return f"jsonb_path_query_array({column}, %s::jsonpath)" if self.repeat else f"{column} #> %s::text[]"

    @property
    def place(self) -> str:
        """The parameter of `sql`. Keys are ASCII words, so that they mean themselves in both."""
        group, _, key = self.path.partition(".")
        return f"$.{group}[*].{key}" if self.repeat else f"{{{group},{key}}}"

    def code(self, value: Any) -> str | None:
        """The code stated; of a repeating group the one that stands first in its list (the highest)."""
        if isinstance(value, str):
            return value if value in self.places else None
        stated = {each for each in value if isinstance(each, str)} if isinstance(value, list) else set()
        return min(stated & self.places.keys(), key=self.places.__getitem__, default=None)


def _asked(name: str, spec: DimensionSpec, slot_of: Callable[[str], int]) -> _Asked:
    places = {code: place for place, code in enumerate(spec.codes)}
    return _Asked(name, slot_of(name), spec.path, spec.repeat, places)
