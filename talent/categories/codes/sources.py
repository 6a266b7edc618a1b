"""How each carried code table becomes a code list: which columns, which words, which attributes."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from talent.orgs.models import Region

DEFAULTS = Path(__file__).parent.parent / "defaults"

#: {"code", "label", "label_en", "aliases", "attributes"}, in a tree also "parent" (a code)
Entry = dict[str, Any]
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (DEFAULTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_english(key: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of a list with the carried English names, where their own table has none."""
    names = {row["code"]: row["label_en"] for row in rows_of("english.csv") if row["list"] == key}
    for entry in entries:
        yield entry if entry["label_en"] else {**entry, "label_en": names.get(entry["code"], "")}


def plain(row: Row, *attributes: str, code: str = "code", aliases: tuple[str, ...] = ()) -> Entry:
    label = row["name_zh"]
    short = label.partition("(")[0]
    words = [*aliases, *([short] if short != label else [])]
    return {
        "code": row[code],
        "label": label,
        "label_en": row.get("name_en", ""),
        "aliases": words,
        "attributes": {name: row[name] for name in attributes if row[name]},
    }


def under_headings(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of a national table whose headings are their codes with zeros behind (140 above 141)."""
    listed = list(entries)
    codes = {entry["code"] for entry in listed}
    for entry in listed:
        yield {**entry, "parent": _heading_of(entry["code"], codes)}


def _heading_of(code: str, codes: set[str]) -> str:
    above = (code[:length].ljust(len(code), "0") for length in range(len(code) - 1, 0, -1))
    return next((each for each in above if each != code and each in codes), "")


def sexes() -> Iterator[Entry]:
    for row in rows_of("codes_sex.csv"):
        yield plain(row, aliases=(row["name_zh"].removesuffix("性"),) if row["code"] in "12" else ())


def ethnic_groups() -> Iterator[Entry]:
    for row in rows_of("codes_ethnic.csv"):
        yield {**plain(row, "alpha2", aliases=(row["name_zh"].removesuffix("族"),)), "label_en": row["roman"]}


def political_statuses() -> Iterator[Entry]:
    for row in rows_of("codes_political.csv"):
        yield plain(row, aliases=(row["short_zh"],))


_EDUCATION_RANK = (
    *("phd", "master", "bachelor", "associate", "secondary_vocational"),
    *("senior_high", "junior_high_below", "unknown"),
)


def educations() -> Iterator[Entry]:
    """Lists that say only 本科 get the code of the level: whether it was finished they do not say.

    So the headings of GB/T 4658 can be chosen here; an office whose lists are exact may close them.
    """
    words = {row["code"]: tuple(row["words"].split(";")) for row in rows_of("education_words.csv")}
    for row in rows_of("codes_education.csv"):
        entry = plain(row, "stat_level", "attained_level", aliases=words.get(row["code"], ()))
        entry["attributes"]["rank"] = str(_EDUCATION_RANK.index(row["attained_level"]) + 1)
        yield entry


def degrees() -> Iterator[Entry]:
    ranks = {"doctor": "1", "master": "2", "bachelor": "3"}
    for row in rows_of("codes_degree.csv"):
        entry = plain(row, "level")
        if row["level"] in ranks:
            entry["attributes"]["rank"] = ranks[row["level"]]
        yield entry


def skill_levels() -> Iterator[Entry]:
    for row in rows_of("codes_skill_level.csv"):
        entry = plain(row, "cert_digit", "is_high_skilled")
        entry["attributes"]["rank"] = str(9 - int(row["code"]))
        yield entry


def title_levels() -> Iterator[Entry]:
    """The codes count downwards from 正高级, so that the lowest number is the highest level."""
    for row in rows_of("codes_title_level.csv"):
        entry = plain(row, "stat_group")
        entry["attributes"]["rank"] = row["code"]
        yield entry


def title_series() -> Iterator[Entry]:
    names: dict[str, str] = {}
    for row in rows_of("codes_title_series.csv"):
        names.setdefault(row["series_no"], row["series_zh"])
    for number, name in names.items():
        short = name.removesuffix("专业人员").removesuffix("技术人员").removesuffix("人员")
        yield {"code": number, "label": name, "label_en": "", "aliases": [short], "attributes": {}}


_TITLE_LEVELS = {
    "senior_full": "1",
    "senior_associate": "2",
    "intermediate": "3",
    "assistant": "4",
    "technician": "5",
}


def title_names() -> Iterator[Entry]:
    """Every title once. Its level and series are attributes only where the name alone decides them."""
    levels, series = defaultdict(set), defaultdict(set)
    for row in rows_of("codes_title_series.csv"):
        for column, level in _TITLE_LEVELS.items():
            if row[column]:
                levels[row[column]].add(level)
                series[row[column]].add(row["series_no"])
    counters: dict[str, int] = defaultdict(int)
    for name in levels:
        prefix = f"{min(series[name])}{min(levels[name])}"
        counters[prefix] += 1
        yield {
            "code": f"{prefix}{counters[prefix]:02d}",
            "label": name,
            "label_en": "",
            "aliases": _title_words(name),
            "attributes": _only(levels[name], "level") | _only(series[name], "series"),
        }


def _only(values: set[str], name: str) -> dict[str, str]:
    return {name: next(iter(values))} if len(values) == 1 else {}


def _title_words(name: str) -> list[str]:
    """主治(主管)医师 is written 主治医师 or 主管医师."""
    head, _, rest = name.partition("(")
    inner, _, tail = rest.partition(")")
    return [head + tail, inner + tail] if inner else []


def rural_subtypes() -> Iterator[Entry]:
    for row in rows_of("codes_rural_type.csv"):
        for place, name in enumerate(filter(None, row["sub_types"].split(";")), start=1):
            code = f"{row['code']}{place:02d}"
            yield {
                "code": code,
                "label": name,
                "label_en": "",
                "aliases": [],
                "attributes": {"type": row["code"]},
            }


def regions() -> Iterator[Entry]:
    """The loaded regions of the standard; a banner is also known by its full name with the league before it.

    Not management areas: GB/T 2260 does not know them, and fields about persons speak of its divisions.
    """
    names = dict(Region.objects.values_list("code", "name"))
    for region in Region.objects.of_the_standard().filter(valid_to__isnull=True):
        above = names.get(region.parent_id or 0, "")
        words = [above + region.name] if above else []
        yield {
            "code": str(region.code),
            "label": region.name,
            "label_en": region.name_en,
            "aliases": words,
            "attributes": {},
        }


def _from(name: str, *attributes: str, code: str = "code") -> Callable[[], Iterator[Entry]]:
    return lambda: (plain(row, *attributes, code=code) for row in rows_of(name))


#: key → (name, English name, standard, open, entries)
SOURCES: dict[str, tuple[str, str, str, bool, Callable[[], Iterator[Entry]]]] = {
    "identity_doc_type": (
        "证件类型",
        "Type of identity document",
        "GB 11643-1999",
        False,
        _from("codes_identity_doc_type.csv"),
    ),
    "sex": ("性别", "Sex", "GB/T 2261.1-2003", False, sexes),
    "ethnic": ("民族", "Ethnic group", "GB/T 3304-1991", False, ethnic_groups),
    "political": ("政治面貌", "Political status", "GB/T 4762-1984", False, political_statuses),
    "person_status": (
        "人员状态",
        "Status of person",
        "",
        False,
        _from("codes_person_status.csv", "counted_in_stats"),
    ),
    "unit_type": ("单位类型", "Type of unit", "", False, _from("codes_unit_type.csv", "uscc_prefix")),
    "ownership": (
        "经济类型",
        "Ownership",
        "GB/T 12402-2000",
        False,
        lambda: under_headings(_from("codes_ownership.csv", "stat_group")()),
    ),
    "industry_section": (
        "行业门类",
        "Industry section",
        "GB/T 4754-2017",
        False,
        _from("codes_industry_section.csv", "divisions"),
    ),
    "education": ("学历", "Education", "GB/T 4658-2006", False, lambda: under_headings(educations())),
    "degree": ("学位", "Degree", "GB/T 6864-2003", False, degrees),
    "study_form": ("学习形式", "Form of study", "", False, _from("codes_study_form.csv")),
    "award_level": ("级别", "Level of award", "", False, _from("codes_award_level.csv")),
    "title_series": ("职称系列", "Title series", "人社部 2021 职称系列(专业)", False, title_series),
    "title_name": ("职称名称", "Title", "人社部 2021 职称系列(专业)", True, title_names),
    "title_level": ("职称级别", "Title level", "", False, title_levels),
    "title_channel": ("取得方式", "How the title was obtained", "", False, _from("codes_title_channel.csv")),
    "skill_level": ("技能等级", "Skill level", "新八级工制度", False, skill_levels),
    "manager_level": ("管理层级", "Management level", "", False, _from("codes_manager_level.csv")),
    "rural_type": ("实用人才类型", "Type of rural talent", "", False, _from("codes_rural_type.csv")),
    "rural_subtype": ("实用人才小类", "Subtype of rural talent", "", True, rural_subtypes),
    "rural_industry": ("主体产业", "Main industry", "", False, _from("codes_rural_industry.csv")),
    "social_work_field": (
        "服务领域",
        "Field of social work",
        "",
        False,
        _from("codes_social_work_field.csv"),
    ),
    "social_worker_level": (
        "职业水平",
        "Level of social worker",
        "",
        False,
        _from("codes_social_worker_level.csv", "level"),
    ),
    "region": ("地区", "Region", "GB/T 2260", False, regions),
}
