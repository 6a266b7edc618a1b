"""What an administrator declares public: dimensions with their classes, and tables made of them.

One whole document, checked as a whole and kept version by version (models.Lattice). Pure: no database.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from reports.stats.lattice import TABLES
from talent.orgs.enums import Level

#: In place of a field: the age on the day of the release, from the year of birth.
AGE = "@age"
#: (code, lowest age, highest age)
AGE_BANDS = (
    ("0-30", 0, 30),
    ("31-35", 31, 35),
    ("36-40", 36, 40),
    ("41-45", 41, 45),
    ("46-50", 46, 50),
    ("51-55", 51, 55),
    ("56-", 56, 200),
)


@dataclass(frozen=True)
class Group:
    """A public class that is the union of some fine ones."""

    code: str
    label_zh: str
    label_en: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class DeclaredDimension:
    """A public break by a field. `fields`: the names under which facts keep it, the first one stated counts.

    `left_out`: codes that are no class of their own; whoever has one counts in the totals alone.
    """

    key: str
    label_zh: str
    label_en: str
    fields: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def public_of(self) -> dict[str, str]:
        """Fine code → public code of the grouping."""
        return {fine: group.code for group in self.groups for fine in group.codes}

    @property
    def without_groups(self) -> "DeclaredDimension":
        return replace(self, groups=())


@dataclass(frozen=True)
class Break:
    """A dimension in a table: by its fine classes, or by its groups."""

    key: str
    grouped: bool = False


@dataclass(frozen=True)
class DeclaredTable:
    key: str
    title_zh: str
    title_en: str
    level: str
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True)
class Declared:
    """All that is public. `dimensions` does without the category, which is always there."""

    dimensions: tuple[DeclaredDimension, ...] = ()
    tables: tuple[DeclaredTable, ...] = ()

    @property
    def by_key(self) -> dict[str, DeclaredDimension]:
        return {each.key: each for each in self.dimensions}

    @property
    def table_by_key(self) -> dict[str, DeclaredTable]:
        return {each.key: each for each in self.tables}

    def with_dimension(self, given: DeclaredDimension) -> "Declared":
        """The same with a dimension put in or put anew, in its place."""
        return Declared(_put(self.dimensions, given), self.tables)

    def with_table(self, given: DeclaredTable) -> "Declared":
        return Declared(self.dimensions, _put(self.tables, given))

    def without_dimension(self, key: str) -> "Declared":
        return Declared(tuple(each for each in self.dimensions if each.key != key), self.tables)

    def without_table(self, key: str) -> "Declared":
        return Declared(self.dimensions, tuple(each for each in self.tables if each.key != key))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def _put[T: (DeclaredDimension, DeclaredTable)](standing: tuple[T, ...], given: T) -> tuple[T, ...]:
    if any(each.key == given.key for each in standing):
        return tuple(given if each.key == given.key else each for each in standing)
    return standing + (given,)  # noqa: RUF005  # reason: mypy reads a starred tuple of either kind wrongly


def read_declared(content: Mapping[str, Any]) -> Declared:
    """The document as it was kept."""
    return Declared(
        tuple(_dimension(each) for each in content["dimensions"]),
        tuple(_table(each) for each in content["tables"]),
    )


def _dimension(given: Mapping[str, Any]) -> DeclaredDimension:
    groups = tuple(Group(**{**each, "codes": tuple(each["codes"])}) for each in given["groups"])
    lists = {name: tuple(given[name]) for name in ("fields", "left_out")}
    return DeclaredDimension(given["key"], given["label_zh"], given["label_en"], groups=groups, **lists)


def _table(given: Mapping[str, Any]) -> DeclaredTable:
    return DeclaredTable(**{**given, "breaks": tuple(Break(**each) for each in given["breaks"])})


def shipped() -> Declared:
    """What stands before anybody declared anything: persons by league and category."""
    return Declared(
        (),
        tuple(
            DeclaredTable(
                table.key,
                table.title_zh,
                table.title_en,
                Level(table.level).value,
                tuple(Break(each.key) for each in table.dimensions),
            )
            for table in TABLES
        ),
    )


def uses(declared: Declared, key: str) -> list[DeclaredTable]:
    """The tables that break by a dimension."""
    return [table for table in declared.tables if any(each.key == key for each in table.breaks)]
