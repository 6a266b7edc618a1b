"""Releases made by hand for the pages of the statistics: with banners, hidden and impossible figures."""

from itertools import product

from reports.stats.models import ReleaseNote
from tests.reports.opendata.releases import publish
from tests.reports.stats.corrections import correct

REGION = {"code": "150000", "level": "region", "label_zh": "内蒙古自治区", "label_en": "Inner Mongolia"}
LEAGUES = [
    {"code": "150100", "level": "league", "label_zh": "呼和浩特市", "label_en": "Hohhot"},
    {"code": "150200", "level": "league", "label_zh": "包头市", "label_en": "Baotou"},
    {"code": "152500", "level": "league", "label_zh": "锡林郭勒盟", "label_en": "Xilingol League"},
]
BANNERS = [
    {"code": "152501", "level": "banner", "label_zh": "二连浩特市", "label_en": "Erenhot"},
    {"code": "152502", "level": "banner", "label_zh": "锡林浩特市", "label_en": "Xilinhot"},
]


def dimension(key, zh, en, *codes):
    named = [{"code": code, "label_zh": zh, "label_en": en} for code, zh, en in codes]
    return {"key": key, "label_zh": zh, "label_en": en, "codes": named}


CATEGORY = dimension(
    *("category", "类别", "Category"),
    ("professional", "专业技术人才", "Professional and technical talent"),
    ("skilled", "技能人才", "Skilled talent"),
)
AGE = dimension(
    "age", "年龄", "Age", ("0-30", "30岁及以下", "Up to 30"), ("31-", "31岁及以上", "31 and older")
)
SKILL = dimension(
    "skill_level", "技能等级", "Skill level", ("1", "一级", "Level 1"), ("2", "二级", "Level 2")
)
#: Figures are the products of these, so that each can be told by its place.
AREA = {"150000": 1000, "150100": 600, "150200": 300, "152500": 100, "152501": 10, "152502": 90}
CLASS = {"total": 100, "professional": 40, "skilled": 60, "0-30": 30, "31-": 70, "1": 20, "2": 5}


def figure(area, *codes, scale=1):
    """A figure by its place: (value, mark). Skill levels are those of skilled talent alone."""
    if "professional" in codes and {"1", "2"} & set(codes):
        return None, "–"
    number = AREA[area] * 10 * scale
    for code in codes:
        number = number * CLASS[code] / 100
    return (None, "<10") if number < 10 else (int(5 * round(number / 5)), "")


def table(
    key, areas, *dimensions, level, title=("各盟市各类别人才", "Talent by league and category"), scale=1
):
    """A table with all its margins, as `publish` takes it."""
    codes = [["total", *(code["code"] for code in each["codes"])] for each in dimensions]
    return {
        "key": key,
        "areas": areas,
        "dimensions": dimensions,
        "level": level,
        "title": title,
        "figures": [
            (area["code"], *classes, *figure(area["code"], *classes, scale=scale))
            for area in areas
            for classes in product(*codes)
        ],
    }


def tables(scale=1):
    return [
        table("league_category", [REGION, *LEAGUES], CATEGORY, level="league", scale=scale),
        table(
            *("banner_category_age", [REGION, *LEAGUES, *BANNERS], CATEGORY, AGE),
            level="banner",
            title=("各旗县人才：类别 × 年龄", "Talent by banner: category × age"),
            scale=scale,
        ),
        table(
            *("region_category_skill", [REGION], CATEGORY, SKILL),
            level="region",
            title=("全区人才：类别 × 技能等级", "Talent of the region: category × skill level"),
            scale=scale,
        ),
    ]


def publish_some():
    """Release 6 with half the figures and a correction, release 7 the newest, 8 withdrawn."""
    older = publish(6, *tables(0.5))
    newest = publish(7, *tables())
    gone = publish(8, *tables(2))
    words = {"text_zh": "乌海市重复计数", "text_en": "Wuhai was counted twice"}
    correct(older, **words)
    ReleaseNote.objects.create(
        release=8, as_of=gone.as_of, published_at=gone.published_at, kind="withdrawal", **words
    )
    type(gone).objects.filter(pk=gone.pk).update(state="withdrawn")
    return newest
