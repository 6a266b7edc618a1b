"""The lattice that was attacked before it was trusted, offered to an administrator to begin with.

Dimensions whose fields no definition has (any more) are left out, with their tables.
"""

from collections.abc import Iterable, Iterator, Mapping

from reports.stats.admission import PAIRS, TRIPLES
from reports.stats.declared import Break, Declared, DeclaredDimension, DeclaredTable, Group
from reports.stats.lattice import CATEGORY
from reports.stats.naming import AREAS
from reports.stats.resolved import KEYS
from reports.stats.sources import Source, fine_classes, sources
from talent.orgs.enums import Level

#: Key → its names in both languages.
_NAMES = {
    "category": ("类别", "category"),
    "sex": ("性别", "sex"),
    "age": ("年龄", "age"),
    "education": ("学历", "education"),
    "industry": ("行业", "industry"),
    "title_level": ("职称级别", "level of title"),
    "skill_level": ("技能等级", "skill level"),
    "unit_type": ("单位类型", "type of unit"),
    "ownership": ("经济类型", "ownership"),
    "title_series": ("职称系列", "title series"),
    "ethnic_group": ("民族", "ethnic group"),
}
_LEFT_OUT = {"sex": ("0", "9"), "education": ("90",), "ethnic_group": ("97", "98")}
#: Key → (code, names, first and last fine code …); "" takes what no other group has.
_GROUPS: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "education": (
        ("phd", "博士研究生", "Doctoral", "11-13"),
        ("master", "硕士研究生", "Master's", "10 14-19"),
        ("bachelor", "大学本科", "Bachelor's", "20-29"),
        ("associate", "大学专科", "Associate", "30-39"),
        ("vocational", "中等职业教育", "Secondary vocational", "40-49"),
        ("high_school", "普通高中", "Senior high school", "60-69"),
        ("lower", "初中及以下", "Junior high school and below", ""),
    ),
    "unit_type": (
        ("10", "机关", "Government or Party organ", "10"),
        ("institution", "事业单位", "Public institution", "21-22"),
        ("41", "国有企业", "State-owned enterprise", "41"),
        ("enterprise", "其他企业", "Other enterprise", "42-43"),
        ("small", "个体工商户和合作社", "Individual business or cooperative", "44-45"),
        ("society", "社会组织", "Social organisation", "30 51-53"),
        ("village", "嘎查村及集体经济组织", "Village and rural collective", "61-71"),
        ("90", "其他", "Other", ""),
    ),
    "ownership": (
        ("state", "国有", "State-owned", "110 141 151"),
        ("collective", "集体", "Collective", "120 142 143"),
        ("private", "私营", "Private", "170-179"),
        ("foreign", "外商及港澳台", "Foreign, Hong Kong, Macao and Taiwan", "200-399"),
        ("mixed", "混合及其他", "Mixed and other", ""),
    ),
    "ethnic_group": (
        ("01", "汉族", "Han", "01"),
        ("02", "蒙古族", "Mongol", "02"),
        ("03", "回族", "Hui", "03"),
        ("11", "满族", "Manchu", "11"),
        ("others", "其他民族", "Other ethnic groups", ""),
    ),
}
#: In tables of banners and leagues these are grouped; in those of the region everything with groups but
#: the ethnic group is.
_FINE_IN_REGION = frozenset({"ethnic_group"})
_ONE_WAY = ("sex", "age", "education", "industry", "title_level", "skill_level", "unit_type", "ownership")
#: Not the sex: with a break of two values, category by league would be hit too often (admission.WORST_HIT).
_WITH_CATEGORY = ("age", "education", "title_level", "skill_level", "unit_type", "ownership")
_PAIRS_IN_REGION = ("category", *_ONE_WAY)


def recommended() -> Declared:
    """The dimensions and tables of the design, as far as the definitions have their fields."""
    known = sources()
    dimensions = tuple(_dimension(name, known) for name in KEYS if name in known)
    keys = {each.key for each in dimensions} | {CATEGORY.key}
    grouped = {each.key for each in dimensions if each.groups}
    tables = [
        _table(level, breaks, grouped) for level, breaks in dict.fromkeys(_wanted()) if keys >= set(breaks)
    ]
    return Declared(dimensions, tuple(tables))


def with_recommended(declared: Declared) -> Declared:
    """The recommended beside what stands, which stays as it is."""
    whole = recommended()
    for dimension in declared.dimensions:
        whole = whole.with_dimension(dimension)
    for table in declared.tables:
        whole = whole.with_table(table)
    return whole


def _wanted() -> Iterator[tuple[Level, tuple[str, ...]]]:
    """(level, keys) of every table; what a finer one brings along as its margin is no table of its own."""
    for level in (Level.BANNER, Level.LEAGUE):
        yield level, ("category",)
        yield level, ("industry",)
        yield from ((level, ("category", key)) for key in _WITH_CATEGORY)
        yield from ((level, tuple(sorted(pair, reverse=True))) for pair in PAIRS)
    for key in ("industry", "title_series", "ethnic_group"):
        yield Level.LEAGUE, ("category", key)
    yield Level.REGION, ("ethnic_group",)
    for place, one in enumerate(_PAIRS_IN_REGION):
        yield from ((Level.REGION, (one, other)) for other in _PAIRS_IN_REGION[place + 1 :])
    yield Level.REGION, ("category", "title_series")
    yield Level.REGION, ("category", "ethnic_group")
    yield Level.REGION, ("title_series", "title_level")
    yield from ((Level.REGION, _in_order(keys)) for keys in sorted(map(sorted, TRIPLES)))


def _in_order(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys, key=list(_NAMES).index))


def _table(level: Level, keys: tuple[str, ...], grouped: set[str]) -> DeclaredTable:
    zh, en = AREAS[level]
    fine = _FINE_IN_REGION if level == Level.REGION else frozenset[str]()
    return DeclaredTable(
        "_".join([level.value, *keys]),
        f"{zh}人才：{' × '.join(_NAMES[key][0] for key in keys)}",
        f"Talent {en}: {' × '.join(_NAMES[key][1] for key in keys)}",
        level.value,
        tuple(Break(key, key in grouped and key not in fine) for key in keys),
    )


def _dimension(name: str, known: Mapping[str, Source]) -> DeclaredDimension:
    key = KEYS[name]
    zh, en = _NAMES[key]
    bare = DeclaredDimension(key, zh, en.capitalize(), (name,), _LEFT_OUT.get(key, ()))
    given = _GROUPS.get(key, ())
    if not given:
        return bare
    fine = [each.code for each in fine_classes(bare, known).classes]
    taken = {code for *_names, codes in given for code in _codes(codes, fine)}
    rest = tuple(code for code in fine if code not in taken)
    groups = (Group(code, zh, en, _codes(codes, fine) or rest) for code, zh, en, codes in given)
    return DeclaredDimension(key, bare.label_zh, bare.label_en, (name,), bare.left_out, tuple(groups))


def _codes(written: str, fine: Iterable[str]) -> tuple[str, ...]:
    """The fine codes of `10 14-19`."""
    spans = [part.partition("-") for part in written.split()]
    return tuple(code for code in fine if any(low <= code <= (high or low) for low, _, high in spans))
