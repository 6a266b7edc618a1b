"""What a draft's summary tells, as the approver looks through it: by level, the most changed first, found by
words. The summary says nothing true, so nothing here does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.stats.differing import difference
from talent.orgs.enums import Level

LEVELS = (Level.REGION, Level.LEAGUE, Level.BANNER)


@dataclass(frozen=True)
class Difference:
    """A figure that moved: its area and classes, and what it shows."""

    words: str
    before: str
    now: str

    @property
    def by(self) -> str:
        return difference(self.before, self.now)


@dataclass(frozen=True)
class TableTold:
    """What is told of one table; `share`: of its figures those that are hidden, in per cent."""

    key: str
    title: str
    level: str
    new: bool
    shown: int
    hidden: int
    impossible: int
    moved: int
    first: int
    first_hidden: int
    largest: Difference | None

    @property
    def share(self) -> float:
        counted = self.shown + self.hidden
        return 100 * self.hidden / counted if counted else 0

    @property
    def moving(self) -> bool:
        return bool(self.moved or self.first or self.first_hidden)

    @property
    def changed(self) -> bool:
        return self.new or self.moving


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed."""

    words: str = ""
    level: str = ""
    changed: bool = False

    def takes(self, table: TableTold) -> bool:
        return (
            self.words.casefold() in f"{table.title} {table.key}".casefold()
            and self.level in ("", table.level)
            and (table.changed or not self.changed)
        )


@dataclass(frozen=True)
class Told:
    """A summary as the reader reads it. `last`: the release that it is compared with."""

    last: int | None
    tables: Sequence[TableTold]
    vanished: Sequence[str]
    differences: Sequence[Difference]

    @property
    def sums(self) -> dict[str, int]:
        """Over all tables; a figure that stands in two tables counts in each."""
        names = ("shown", "hidden", "moved", "first", "new", "changed")
        return {name: sum(getattr(each, name) for each in self.tables) for name in names}

    @property
    def known(self) -> int:
        """Figures of new tables that are not told for the first time: other tables had them."""
        return sum(each.shown - each.first for each in self.tables if each.new)

    @property
    def still(self) -> bool:
        """Whether no figure differs from the release before and none is told for the first time; there may be
        tables new or gone."""
        return self.last is not None and not any(each.moving for each in self.tables)

    @property
    def unchanged(self) -> bool:
        """Whether no figure differs from the release before, none is new and none gone."""
        return self.still and not self.vanished and not any(each.new for each in self.tables)

    def by_level(self, asked: Asked) -> list[tuple[str, list[TableTold]]]:
        """The tables asked for, the most changed of each level first."""
        found = sorted(
            filter(asked.takes, self.tables), key=lambda each: (not each.new, -each.moved - each.first)
        )
        levels = [(str(level.label), [each for each in found if each.level == level]) for level in LEVELS]
        return [(label, tables) for label, tables in levels if tables]


def read_told(summary: Mapping[str, Any], *, english: bool) -> Told:
    """The summary as it was kept; an empty one tells nothing."""
    return Told(
        summary.get("last"),
        [_table(each, english=english) for each in summary.get("tables", ())],
        [each["title"] for each in summary.get("vanished", ())],
        [_difference(each, english=english) for each in summary.get("differences", ())],
    )


def _table(told: Mapping[str, Any], *, english: bool) -> TableTold:
    counts = {name: told[name] for name in ("new", "shown", "hidden", "impossible", "moved", "first")}
    # Not told by releases that were drawn earlier.
    counts["first_hidden"], largest = told.get("first_hidden", 0), told.get("largest")
    return TableTold(
        told["key"],
        told["title_en" if english else "title_zh"],
        told["level"],
        largest=_difference(largest, english=english) if largest else None,
        **counts,
    )


def _difference(told: Mapping[str, Any], *, english: bool) -> Difference:
    return Difference(told["en" if english else "zh"], told["before"], told["now"])
