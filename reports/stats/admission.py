"""May these tables be public together? A closed lattice, a star.

What the rules allow is refused still if the best linear combination of all figures would hit a true count
too often. What was not asked here is not public.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, product
from statistics import fmean

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.stats.combination import Axes, exact_hit, narrowing
from reports.stats.declared import DeclaredTable
from reports.stats.lattice import CATEGORY, UPWARD, Dimension, TableSpec, margins
from talent.orgs.enums import Level

#: Dimensions beside the category, the hub of the star.
MOST_DIMENSIONS = 10
#: Pairs of a banner's or league's table that do without the category.
PAIRS = frozenset({frozenset({"sex", "age"})})
#: Tables of the region crossed three ways: these were attacked, others were not.
TRIPLES = frozenset(
    frozenset(keys.split())
    for keys in (
        "category sex age",
        "category education age",
        "category industry education",
        "category title_level age",
        "category skill_level industry",
        "title_series title_level age",
    )
)
#: Not below a league: in a banner one family may be a whole ethnic group.
NOT_IN_BANNERS = frozenset({"ethnic_group"})
#: Exact hits of the best linear combination, by the number of dimensions: on average, and at worst.
MEAN_HIT = {1: 0.20, 2: 0.20}
#: Totals of areas (0), which every table sums up to, are hit most: .261 with the recommended tables, which
#: were attacked; nothing may be hit better than a little above those.
WORST_HIT = {0: 0.27, 1: 0.25}

_AREAS: dict[Level, tuple[str, ...]] = {
    Level.REGION: (),
    Level.LEAGUE: ("@league",),
    Level.BANNER: ("@league", "@banner"),
}
#: Twelve leagues; the smallest have three banners (乌海, 阿拉善).
_AREA_SIZES = {"@league": 12, "@banner": 3}

#: The axis of the fine classes within a group.
_PART = "/part"

Tables = Sequence[TableSpec]


class LatticeError(ValueError):
    """These tables may not be public together; the text is for the administrator.

    `dimensions` and `tables`: the keys of what stands in the way, for a page that leads there.
    """

    def __init__(self, said: str, *, dimensions: Collection[str] = (), tables: Collection[str] = ()) -> None:
        super().__init__(said)
        self.dimensions, self.tables = tuple(dimensions), tuple(tables)


def check_lattice(tables: Tables) -> None:
    """Raise LatticeError, with the first reason, unless all these tables may be public together."""
    for check in CHECKS:
        check(tables)


def check_keys(tables: Tables) -> None:
    keys = [table.key for table in tables]
    if repeated := {key for key in keys if keys.count(key) > 1}:
        raise LatticeError(_("统计表的代号重复：%(tables)s") % {"tables": _listed(repeated)})


def check_levels(tables: Tables) -> None:
    """No table about single units: a unit's figures are its staff list."""
    for table in tables:
        if table.level not in UPWARD:
            raise LatticeError(_("统计表%(table)s：只公开自治区、盟市、旗县三级") % {"table": quoted(table)})


def check_classes(tables: Tables) -> None:
    """Each dimension once in a table, and with at least two values."""
    for table in tables:
        if len(table.dimension_keys) < len(table.dimensions):
            raise LatticeError(_("统计表%(table)s：同一维度只能使用一次") % {"table": quoted(table)})
        if narrow := {each for each in table.dimensions if each.classes < 2}:
            raise LatticeError(_("公开维度至少要有两个取值：%(keys)s") % {"keys": _labels(narrow)})


def check_crossings(tables: Tables) -> None:
    """Category × one other in banners and leagues; any pair, and the listed triples, in the region."""
    for table in tables:
        said = ""
        if table.level == Level.REGION and not _allowed_in_region(table.dimension_keys):
            said = _("统计表%(table)s：自治区级最多两个维度交叉，三维交叉只有：%(triples)s")
        if table.level != Level.REGION and not _allowed_below(table.dimension_keys):
            said = _("统计表%(table)s：盟市和旗县级最多为类别与另一个维度交叉")
        if said:
            raise LatticeError(said % {"table": quoted(table), "triples": _triples(tables)})


def check_banners(tables: Tables) -> None:
    for table in tables:
        barred = {each for each in table.dimensions if each.key in NOT_IN_BANNERS}
        if table.level == Level.BANNER and barred:
            raise LatticeError(
                _("统计表%(table)s：下列维度不公开到旗县级：%(keys)s。请改为公开到盟市或自治区。")
                % {"table": quoted(table), "keys": _labels(barred)}
            )


def check_dimensions(tables: Tables) -> None:
    """At most ten beside the category; at most one with two values, at any level."""
    dimensions = _dimensions(tables)
    beside = {each for each in dimensions if each.key != CATEGORY.key}
    if len(keys := {each.key for each in beside}) > MOST_DIMENSIONS:
        said = _(
            "除类别外最多公开 %(most)d 个维度，这里用到 %(count)d 个：%(dimensions)s。"
            "请先不再公布其中一个维度的全部统计表，再用新的。"
        ) % {"most": MOST_DIMENSIONS, "count": len(keys), "dimensions": _labels(beside)}
        raise LatticeError(said, dimensions=sorted(keys))
    pairs = {each for each in dimensions if each.classes == 2}
    if len(keys := {each.key for each in pairs}) > 1:
        said = _(
            "只有两个取值的公开维度最多一个，这里有：%(keys)s。请先不再公布用到另一个的统计表，或把取值分得细一些。"
        ) % {"keys": _labels(pairs)}
        raise LatticeError(said, dimensions=sorted(keys))


def check_groupings(tables: Tables) -> None:
    """One grouping of a dimension per level, its margins included, beside its fine classes: two could be
    subtracted."""
    groupings = defaultdict(set)
    for table in tables:
        for level, dimension in product(UPWARD.get(table.level, ()), table.dimensions):
            groupings[level, dimension.key].add(dimension.grouping)
    if several := {key for (level, key), names in groupings.items() if len(names - {""}) > 1}:
        labels = _labels(each for each in _dimensions(tables) if each.key in several)
        raise LatticeError(_("同一级别的一个维度只能有一种分组：%(keys)s") % {"keys": labels})


def check_combination(tables: Tables) -> None:
    """Refuse the whole when linear combinations of its figures would hit too well."""
    for each in strain(tables):
        if each.worst > each.worst_allowed or each.mean > each.mean_allowed:
            said = _(
                "各表合并推算后命中真实人数的概率过高"
                "（%(width)d 维表：最高 %(worst).2f，平均 %(mean).2f；最高的是%(table)s）。"
                "请减少用到它的统计表，或不用取值少的维度。"
            ) % {"width": each.width, "worst": each.worst, "mean": each.mean, "table": each.label}
            raise LatticeError(said, tables=each.tables)


@dataclass(frozen=True)
class Strain:
    """How well the tables of so many dimensions (`width`) are hit, and how well they may be.

    `label`: the one hit best, and `tables`: the keys of those that it is a margin of.
    """

    width: int
    worst: float
    mean: float
    label: str
    tables: tuple[str, ...]

    @property
    def worst_allowed(self) -> float:
        return WORST_HIT.get(self.width, 1)

    @property
    def mean_allowed(self) -> float:
        return MEAN_HIT.get(self.width, 1)


def strain(tables: Tables) -> list[Strain]:
    """The exact hits by the number of dimensions, most dimensions first."""
    hits: dict[int, dict[Axes, float]] = defaultdict(dict)
    for axes, hit in hits_of(tables).items():
        hits[len(_broken_by(axes))][axes] = hit
    found = []
    for width, of_width in sorted(hits.items(), reverse=True):
        worst = max(sorted(of_width, key=sorted), key=of_width.__getitem__)
        within = tuple(each.key for each in tables if width and _broken_by(worst) <= each.dimension_keys)
        mean = fmean(of_width.values())
        found.append(Strain(width, of_width[worst], mean, _words(worst, tables), within))
    return found


CHECKS: tuple[Callable[[Tables], None], ...] = (
    check_keys,
    check_levels,
    check_classes,
    check_crossings,
    check_banners,
    check_dimensions,
    check_groupings,
    check_combination,
)


def hits_of(tables: Tables) -> dict[Axes, float]:
    """The exact hit of the best linear combination, for each table and margin of the lattice.

    Every dimension counts with its fewest classes, every area with the fewest parts: the worst place decides.
    """
    sizes, grouped = dict(_AREA_SIZES), {each.key for each in _dimensions(tables) if each.grouping}
    for dimension in _dimensions(tables):
        sizes[dimension.key] = min(dimension.classes, sizes.get(dimension.key, dimension.classes))
        if dimension.parts:
            sizes[dimension.key + _PART] = dimension.parts
    lattice = {
        frozenset(chain(_AREAS[level], *(_axes(each, grouped) for each in crossed)))
        for table in tables
        for level in UPWARD[table.level]
        for crossed in _margins(table)
    }
    return {axes: exact_hit(factor) for axes, factor in narrowing(lattice, sizes).items()}


def _margins(table: TableSpec) -> Iterator[list[Dimension]]:
    for keys in margins(table.dimension_keys):
        yield [each for each in table.dimensions if each.key in keys]


def _axes(dimension: Dimension, grouped: AbstractSet[str]) -> tuple[str, ...]:
    """Fine classes beside their groups stand in them as banners stand in leagues: they add up to these."""
    nested = dimension.parts and dimension.key in grouped
    return (dimension.key, dimension.key + _PART) if nested else (dimension.key,)


def _broken_by(axes: Axes) -> frozenset[str]:
    """The keys of the dimensions of a margin."""
    return frozenset(axis.removesuffix(_PART) for axis in axes - _AREA_SIZES.keys())


def _allowed_below(keys: AbstractSet[str]) -> bool:
    return len(keys) < 2 or (len(keys) == 2 and CATEGORY.key in keys) or keys in PAIRS


def _allowed_in_region(keys: AbstractSet[str]) -> bool:
    return len(keys) <= 2 or keys in TRIPLES


def _dimensions(tables: Tables) -> frozenset[Dimension]:
    return frozenset(chain.from_iterable(table.dimensions for table in tables))


def _words(axes: Axes, tables: Tables) -> str:
    """A margin as the administrator reads it, such as “类别 × 性别”."""
    labels = {each.key: each.label or each.key for each in _dimensions(tables)}
    return f"“{' × '.join(sorted(labels[key] for key in _broken_by(axes))) or _('合计')}”"


def _triples(tables: Tables) -> str:
    labels = {each.key: each.label or each.key for each in _dimensions(tables) | {CATEGORY}}
    crossed = (" × ".join(sorted(labels.get(key, key) for key in each)) for each in TRIPLES)
    return "；".join(sorted(crossed))


def _labels(dimensions: Iterable[Dimension]) -> str:
    return _listed({each.label or each.key for each in dimensions})


def quoted(table: TableSpec | DeclaredTable) -> str:
    """The title of a table as the reader reads."""
    return f"“{table.title_en if (get_language() or '').startswith('en') else table.title_zh}”"


def _listed(words: AbstractSet[str]) -> str:
    return "、".join(sorted(words))
