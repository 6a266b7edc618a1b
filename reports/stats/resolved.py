"""What is declared, put together with the lists and areas as they stand now: all cells of a release.

A class that a definition makes impossible (a skill level outside skilled talent) is known here, from the
definitions alone: it is shown openly as `–` and never concluded from data.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from math import prod

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.admission import LatticeError, check_lattice, quoted
from reports.stats.apart import check_apart, field_words, label
from reports.stats.declared import AGE, Break, Declared, DeclaredDimension, DeclaredTable
from reports.stats.grouping import GroupingError, check_grouping
from reports.stats.kept import Held, Shown, held_back, past_readings, shown_of
from reports.stats.lattice import CATEGORY, UPWARD, Dimension, TableSpec, cell_id, margins
from reports.stats.sources import (
    FineClasses,
    PublicClass,
    Source,
    fine_classes,
    names_of,
    people_categories,
    sources,
)
from talent.orgs.enums import Level
from talent.orgs.models import Region

REGION = 150000
GROUPED = "grouped"
#: A table crossed so finely that nearly everything in it is hidden helps nobody.
MOST_CLASSES = 100
MOST_CELLS = 300_000
#: Rules that name a dimension hold for the field behind it: each of these has one key and no other.
KEYS = {
    "identity.sex": "sex",
    AGE: "age",
    "education_summary.highest_education": "education",
    "employment.unit_industry": "industry",
    "title.title_level": "title_level",
    "title.series": "title_series",
    "skill.highest_level": "skill_level",
    "employment.unit_type": "unit_type",
    "employment.unit_ownership": "ownership",
    "identity.ethnic_group": "ethnic_group",
}

#: A margin of a table at one level: (level, its breaks in the order of their keys).
Cuboid = tuple[Level, tuple[Break, ...]]


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its name, its place, and whether the definitions make it impossible."""

    id: str
    area: int
    classes: Mapping[str, str]
    impossible: bool


@dataclass(frozen=True)
class Resolved:
    """Everything that a release is drawn by."""

    declared: Declared
    sources: Mapping[str, Source]
    fine: Mapping[str, FineClasses]
    categories: Sequence[PublicClass]
    category_ids: Mapping[int, str]
    areas: Mapping[Level, Sequence[int]]
    held: Mapping[str, Held] = field(default_factory=dict)

    def classes(self, each: Break) -> Sequence[PublicClass]:
        """The public classes of a break."""
        if each.key == CATEGORY.key:
            return self.categories
        dimension = self.declared.by_key[each.key]
        if each.grouped:
            return [PublicClass(group.code, group.label_zh, group.label_en) for group in dimension.groups]
        return self.fine[each.key].classes

    def spec(self, table: DeclaredTable) -> TableSpec:
        """The table as the rules of admission look at it."""
        found = tuple(self._dimension(each) for each in table.breaks)
        return TableSpec(table.key, table.title_zh, table.title_en, Level(table.level), found)

    def _dimension(self, each: Break) -> Dimension:
        count = len(self.classes(each))
        if each.key == CATEGORY.key:
            return Dimension(each.key, count, label=_("类别"))
        declared = self.declared.by_key[each.key]
        if each.grouped:
            return Dimension(each.key, count, GROUPED, label=label(declared))
        several = (len(group.codes) for group in declared.groups if len(group.codes) > 1)
        return Dimension(each.key, count, parts=min(several, default=0), label=label(declared))

    def cells(self, table: DeclaredTable) -> Sequence[Cell]:
        """Every cell of a table and its margins, area after area from the region down."""
        if table.key not in self._cells:
            self._cells[table.key] = tuple(self._make_cells(table))
        return self._cells[table.key]

    @cached_property
    def _cells(self) -> dict[str, Sequence[Cell]]:
        """Tables whose cells are known: drawing, comparing and freezing walk them one after the other."""
        return {}

    def _make_cells(self, table: DeclaredTable) -> Iterator[Cell]:
        by_key = {each.key: each for each in table.breaks}
        for above in reversed(UPWARD[Level(table.level)]):
            for area in self.areas[above]:
                for keys in margins(by_key):
                    codes = ([found.code for found in self.classes(by_key[key])] for key in keys)
                    for chosen in product(*codes):
                        classes = dict(zip(keys, chosen, strict=True))
                        yield Cell(cell_id(area, classes), area, classes, self._impossible(classes))

    def areas_of(self, table: DeclaredTable) -> list[int]:
        return [area for level in reversed(UPWARD[Level(table.level)]) for area in self.areas[level]]

    @property
    def areas_of_all(self) -> set[int]:
        """Every area that a table has."""
        return {area for table in self.declared.tables for area in self.areas_of(table)}

    @cached_property
    def cuboids(self) -> list[Cuboid]:
        """Each margin of all tables once."""
        found = set[Cuboid]()
        for table in self.declared.tables:
            by_key = {each.key: each for each in table.breaks}
            for level in UPWARD[Level(table.level)]:
                found |= {(level, tuple(by_key[key] for key in keys)) for keys in margins(by_key)}
        return sorted(found, key=lambda each: (each[0], [(one.key, one.grouped) for one in each[1]]))

    @cached_property
    def _never(self) -> frozenset[tuple[str, str]]:
        """(category, dimension) of which no version of the category ever had a field."""
        return frozenset(
            (category.code, dimension.key)
            for dimension in self.declared.dimensions
            for category in self.categories
            if not any(category.code in self.sources[name].categories for name in dimension.fields)
        )

    def _impossible(self, classes: Mapping[str, str]) -> bool:
        category = classes.get(CATEGORY.key)
        return category is not None and any((category, key) in self._never for key in classes)


def resolve(declared: Declared, *, on: date | None = None) -> Resolved:
    """The declared tables with the areas of today and the classes that a release of this day may have.
    Raises LatticeError, naming the limit."""
    known = sources()
    for dimension in declared.dimensions:
        _check_fields(dimension, known)
    check_apart(declared, known, KEYS)
    people, past = people_categories(), past_readings()
    chosen = {
        each.key: _chosen(each, known, shown_of(each, past), on or timezone.localdate())
        for each in declared.dimensions
    }
    resolved = Resolved(
        declared,
        known,
        {key: fine for key, (fine, _held) in chosen.items()},
        [PublicClass(each.key, each.label, each.label_en or each.label) for each in people],
        {each.pk: each.key for each in people},
        _areas(),
        {key: held for key, (_fine, held) in chosen.items() if held},
    )
    check(resolved)
    return resolved


def _chosen(
    dimension: DeclaredDimension, known: Mapping[str, Source], shown: Shown | None, on: date
) -> tuple[FineClasses, Held | None]:
    today = fine_classes(dimension, known)
    if shown is None:
        return today, None
    return held_back(dimension, today, shown, names_of(dimension, known), on=on)


def check(resolved: Resolved) -> None:
    """Whether all of it may be public together. Raises LatticeError with the first reason."""
    for dimension in resolved.declared.dimensions:
        fine = {each.code: each.label_zh for each in resolved.fine[dimension.key].classes}
        _check_classes(dimension, fine)
        if dimension.groups:
            _check_groups(dimension, fine, resolved.held.get(dimension.key))
    for table in resolved.declared.tables:
        _check_breaks(table, resolved.declared)
    check_lattice([resolved.spec(table) for table in resolved.declared.tables])
    _check_size(resolved)


def _check_fields(dimension: DeclaredDimension, known: Mapping[str, Source]) -> None:
    key, fields = dimension.key, dimension.fields
    if unknown := sorted(set(fields) - known.keys()):
        raise LatticeError(
            _("维度“%(dimension)s”：没有字段 %(fields)s")
            % {"dimension": label(dimension), "fields": "、".join(unknown)}
        )
    if not fields or len({known[name].listed_by for name in fields}) > 1:
        raise LatticeError(_("维度“%(dimension)s”：各字段须使用同一代码表") % {"dimension": label(dimension)})
    for name in fields:
        if KEYS.get(name, key) != key:
            raise LatticeError(
                _("字段“%(field)s”的维度代号须为 %(key)s")
                % {"field": field_words(name, known), "key": KEYS[name]}
            )
    if key in KEYS.values() and not any(KEYS.get(name) == key for name in fields):
        (name,) = (field for field, fixed in KEYS.items() if fixed == key)
        raise LatticeError(
            _("代号 %(key)s 只用于字段“%(field)s”") % {"key": key, "field": field_words(name, known)}
        )


def _check_classes(dimension: DeclaredDimension, fine: Collection[str]) -> None:
    if not 2 <= len(fine) <= MOST_CLASSES:
        raise LatticeError(
            _("维度“%(dimension)s”有 %(count)d 个取值；公开维度须有 2 至 %(most)d 个")
            % {"dimension": label(dimension), "count": len(fine), "most": MOST_CLASSES}
        )


def _check_groups(dimension: DeclaredDimension, fine: Mapping[str, str], held: Held | None) -> None:
    try:
        check_grouping(dimension.public_of, fine_codes=fine)
    except GroupingError as refused:
        said = _("维度“%(dimension)s”：%(refused)s") % {"dimension": label(dimension), "refused": refused}
        raise LatticeError(said + (_waits(held) if held and held.free else "")) from None


def _waits(held: Held) -> str:
    """That the list has changed, and that the classes shown stay for now."""
    said = _("代码表改过(%(codes)s)，新旧取值的数字相减会得出细分人数，所以从 %(free)s 起才按新的取值。")
    return "。" + said % {"codes": "、".join(held.codes), "free": held.free.isoformat() if held.free else ""}


def _check_breaks(table: DeclaredTable, declared: Declared) -> None:
    for each in table.breaks:
        if each.key == CATEGORY.key and not each.grouped:
            continue
        dimension = declared.by_key.get(each.key)
        if dimension is None:
            said = _("统计表%(table)s：没有声明维度 %(key)s")
            raise LatticeError(said % {"table": quoted(table), "key": each.key})
        if each.grouped and not dimension.groups:
            said = _("统计表%(table)s：维度“%(dimension)s”没有分组，请选它的全部取值，或先填分组")
            raise LatticeError(said % {"table": quoted(table), "dimension": label(dimension)})


def cells_of(table: DeclaredTable, resolved: Resolved) -> int:
    """How many cells a table has with its margins, without making them."""
    count = 0
    for keys in margins([each.key for each in table.breaks]):
        count += prod(len(resolved.classes(each)) for each in table.breaks if each.key in keys)
    return count * len(resolved.areas_of(table))


def _check_size(resolved: Resolved) -> None:
    for table in resolved.declared.tables:
        count = cells_of(table, resolved)
        if count > MOST_CELLS:
            raise LatticeError(
                _("统计表%(table)s有 %(count)d 格；一张表最多 %(most)d 格")
                % {"table": quoted(table), "count": count, "most": MOST_CELLS}
            )


def _areas() -> dict[Level, list[int]]:
    standing = Region.objects.of_the_standard().filter(valid_to__isnull=True).order_by("code")
    found: dict[Level, list[int]] = {Level.REGION: [REGION], Level.LEAGUE: [], Level.BANNER: []}
    for code, level in standing.exclude(level=Level.REGION).values_list("code", "level"):
        found[Level(level)].append(code)
    return found
