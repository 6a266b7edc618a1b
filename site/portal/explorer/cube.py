"""A released table as its pages read it: areas, dimensions and figures of the sealed release, by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portal.wording import in_language
from reports.opendata.service import Book
from reports.stats.service import TOTAL, Category, Figure, PublishedRelease

REGION, LEAGUE, BANNER = "region", "league", "banner"
#: A figure that the table does not have: it cannot come up where the release is whole.
_NOTHING = Figure(None, "–")


@dataclass(frozen=True)
class Area(Category):
    """An area of the table with its level."""

    level: str


@dataclass(frozen=True)
class Axis:
    """A dimension with its classes in their order, the total not among them."""

    key: str
    label: str
    classes: tuple[Category, ...]

    def named(self, code: str) -> Category:
        return next((each for each in self.classes if each.code == code), total())

    def __contains__(self, code: object) -> bool:
        return any(each.code == code for each in self.classes)


@dataclass(frozen=True)
class Cube:
    """One table of one release."""

    book: Book = field(repr=False)

    @property
    def key(self) -> str:
        return self.book.table.key

    @property
    def level(self) -> str:
        return self.book.table.level

    @property
    def release(self) -> PublishedRelease:
        return self.book.table.release

    @property
    def title(self) -> str:
        """In the language of the reader."""
        return in_language({"zh": self.book.table.title_zh, "en": self.book.table.title_en})

    @cached_property
    def axes(self) -> dict[str, Axis]:
        return {
            each["key"]: Axis(
                each["key"],
                in_language({"zh": each["label_zh"], "en": each["label_en"]}),
                tuple(Category(code["code"], code["label_zh"], code["label_en"]) for code in each["codes"]),
            )
            for each in self.book.table.dimensions
        }

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {
            each["code"]: Area(each["code"], each["label_zh"], each["label_en"], each["level"])
            for each in self.book.table.areas
        }

    @cached_property
    def whole(self) -> Area:
        """The whole region, which every table has."""
        return next(each for each in self.areas.values() if each.level == REGION)

    def below(self, area: Area) -> list[Area]:
        """The areas right below one, by code; none where the table goes no deeper."""
        level = {REGION: LEAGUE, LEAGUE: BANNER}.get(area.level, "")
        return [each for each in self.areas.values() if each.level == level and lies_in(each, area)]

    def figure(self, area: str, classes: Mapping[str, str]) -> Figure:
        """The published figure; a dimension that `classes` leaves out is the total over it."""
        row = self.book.cells.get((area, tuple(classes.get(key, TOTAL) for key in self.book.keys)))
        return _NOTHING if row is None else Figure(row.value, row.mark or f"{row.value:,}")


def lies_in(area: Area, above: Area) -> bool:
    """By code: the first four figures are those of the league, in management areas too."""
    return above.level == REGION or area.code[:4] == above.code[:4]


def in_short(area: Area) -> Category:
    """An area as the head of a row or a column: the whole region has a short name there."""
    return Category(area.code, "全区", "Whole region") if area.level == REGION else area


def total() -> Category:
    return Category(TOTAL, "合计", "Total")
