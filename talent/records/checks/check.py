"""What a check is, and what it may look at."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from talent.categories.service import Definition, Field, Tables, UnitFacts, rows_at
from talent.records.checks.finding import Finding
from talent.records.enums import Severity
from talent.records.models import Change

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Other:
    """Another record that has something in common with the one looked at."""

    record_id: int
    person_id: int
    category_id: int
    unit_id: int
    full_name: str


@dataclass(frozen=True)
class Around:
    """What a batch has around it in the register, read in a few statements for all of it.

    `same_person`: other records of people, by person. `alike`: records of other people with the same mark, by
    change and path. `same_values`: how many changes of the batch set a field to a value, by field and value.
    `today`: by unit how many changes of approved records it sent today, and how many it has approved.
    """

    size: int = 1
    same_person: Mapping[int, tuple[Other, ...]] = field(default_factory=dict)
    alike: Mapping[tuple[int, str], tuple[Other, ...]] = field(default_factory=dict)
    same_values: Mapping[tuple[str, str], int] = field(default_factory=dict)
    today: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """One submitted change with its document, and the approved one before it (under the same version)."""

    change: Change
    document: Data
    before: Data | None
    definition: Definition
    tables: Tables
    unit: UnitFacts
    day: date
    around: Around = field(default_factory=Around)

    def one(self, path: str) -> Any:
        """The value of a field of a single group, None where the definition or the document has none."""
        group, _, key = path.partition(".")
        content = self.document.get(group)
        return content.get(key) if isinstance(content, Mapping) else None

    def each(self, path: str) -> Iterator[tuple[str, Any]]:
        """(path with its row, value) of a field wherever it is filled."""
        group, _, key = path.partition(".")
        for at, row in rows_at(self.document, group):
            if row.get(key) not in (None, ""):
                yield f"{at}.{key}", row[key]

    def rank(self, known: Field, code: object) -> int | None:
        """The rank of a code in the list of a field, 1 being the highest."""
        table = self.tables.get(known.code_list)
        entry = table.by_code.get(str(code)) if table else None
        return entry.rank if entry else None

    def about_each(self, check: str, path: str, others: Iterable[Other]) -> Iterator[Finding]:
        """One finding about records of the unit and another about those outside: a unit must not be told, by
        any byte, what stands elsewhere."""
        for outside in (False, True):
            numbers = [each.record_id for each in others if (each.unit_id != self.change.unit_id) is outside]
            if numbers:
                yield Finding(check, path, about=tuple(numbers), above=outside)

    @property
    def born(self) -> str:
        """The birth date as ISO text, "" where none is known."""
        return str(self.one("identity.birth_date") or "")

    def when_aged(self, years: int) -> str:
        """The birthday of so many years as ISO text, "" where no birth date is known."""
        return f"{int(self.born[:4]) + years:04d}{self.born[4:]}" if self.born[:4].isdecimal() else ""

    @property
    def age(self) -> int | None:
        """Full years of life on the day of the check."""
        if not self.born[:4].isdecimal():
            return None
        return self.day.year - int(self.born[:4]) - (self.day.isoformat()[5:] < self.born[5:])


@dataclass(frozen=True)
class Check:
    """One check. `sentence` says what was found and names the field (%(label)s), `remedy` what to do."""

    key: str
    severity: Severity
    sentence: str | Promise
    remedy: str | Promise
    find: Callable[[Looked], Iterator[Finding]]


def earlier(one: str, other: str) -> bool:
    """Whether an ISO date is earlier; of a date without month or day only what both say is compared."""
    known = min(len(one), len(other))
    return bool(known) and one[:known] < other[:known]
