"""Releases of a whole register for pictures: twelve leagues, five categories, four quarters, made of shares.

The figures are nobody's: sizes of leagues are those of their population, and chance is a checksum.
"""

import csv
from pathlib import Path
from zlib import crc32

import portal
from talent.orgs.models import Region
from tests.reports.opendata.releases import publish
from tests.site.portal.explorer.published import REGION, dimension

#: Of a thousand inhabitants, and of a thousand of them in each class.
_TALENT = 31
_POPULATION = Path(portal.__file__).parent / "demo" / "data" / "population_2020.csv"
CATEGORY = dimension(
    *("category", "人才类别", "Category of talent"),
    ("professional", "专业技术人才", "Professional and technical talent"),
    ("skilled", "技能人才", "Skilled talent"),
    ("management", "企业经营管理人才", "Enterprise management talent"),
    ("rural", "农村牧区实用人才", "Rural and pastoral practical talent"),
    ("social", "社会工作人才", "Social work talent"),
)
AGE = dimension(
    *("age", "年龄", "Age"),
    ("0-30", "30岁及以下", "30 and younger"),
    ("31-40", "31—40岁", "31–40"),
    ("41-50", "41—50岁", "41–50"),
    ("51-", "51岁及以上", "51 and older"),
)
EDUCATION = dimension(
    *("education", "学历", "Education"),
    ("phd", "博士研究生", "Doctoral"),
    ("master", "硕士研究生", "Master's"),
    ("bachelor", "大学本科", "Bachelor's"),
    ("associate", "大学专科", "Associate"),
    ("lower", "高中及以下", "Senior high school and below"),
)
SHARES = {
    **{"professional": 0.42, "skilled": 0.36, "management": 0.12, "rural": 0.09, "social": 0.01},
    **{"0-30": 0.24, "31-40": 0.33, "41-50": 0.27, "51-": 0.16},
    **{"phd": 0.0008, "master": 0.06, "bachelor": 0.41, "associate": 0.34, "lower": 0.189},
}
#: Day of the release, and how much of the register was there.
QUARTERS = (("2025-12-31", 0.71), ("2026-03-31", 0.8), ("2026-06-30", 0.93), ("2026-09-30", 1.0))


def publish_register():
    """Needs the regions."""
    with _POPULATION.open(encoding="utf-8") as lines:
        persons = {each["code"]: int(each["population"]) * _TALENT // 1000 for each in csv.DictReader(lines)}
    leagues = [_area(code, "league") for code in persons]
    banners = [_area(str(each.code), "banner") for each in Region.objects.filter(parent__code=152500)]
    weights = {each["code"]: 1 + crc32(each["code"].encode()) % 9 for each in banners}
    whole = sum(weights.values())
    persons |= {code: persons["152500"] * weight // whole for code, weight in weights.items()}
    sizes = persons | {REGION["code"]: sum(persons[each["code"]] for each in leagues)}
    for number, (day, part) in enumerate(QUARTERS, start=1):
        publish(number, *_tables(sizes, leagues, banners, number, part), as_of=day)


def _area(code, level):
    region = Region.objects.get(code=code)
    return {"code": code, "level": level, "label_zh": region.name, "label_en": region.name_en}


def _tables(sizes, leagues, banners, number, part):
    def table(key, title, areas, level, *axes):
        figures = [
            (area["code"], *codes, *_figure(sizes[area["code"]] * part, area["code"], codes, number))
            for area in areas
            for codes in _crossed(axes)
        ]
        return {"key": key, "title": title, "areas": areas, "level": level, "dimensions": axes} | {
            "figures": figures
        }

    wide = [REGION, *leagues]
    named = ("各盟市各类别人才", "Talent by league and category")
    age = ("各盟市人才：类别 × 年龄", "Talent by league: category × age")
    education = ("各盟市人才：类别 × 学历", "Talent by league: category × education")
    banner = ("各旗县人才：类别", "Talent by banner: category")
    yield table("league_category", named, wide, "league", CATEGORY)
    yield table("league_category_age", age, wide, "league", CATEGORY, AGE)
    yield table("league_category_education", education, wide, "league", CATEGORY, EDUCATION)
    yield table("banner_category", banner, [*wide, *banners], "banner", CATEGORY)


def _crossed(axes):
    found = [()]
    for axis in axes:
        codes = ["total", *(each["code"] for each in axis["codes"])]
        found = [(*before, code) for before in found for code in codes]
    return found


def _figure(size, area, codes, number):
    """The same cell is the same figure in every table; fewer than ten are hidden."""
    for code in sorted(each for each in codes if each != "total"):
        size *= SHARES[code] * (0.8 + 0.4 * crc32(f"{area} {code}".encode()) / 2**32)
    size *= 0.985 + 0.03 * crc32(f"{number} {area}".encode()) / 2**32
    return (None, "<10") if size < 10 else (5 * round(size / 5), "")
