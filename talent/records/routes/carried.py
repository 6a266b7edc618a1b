"""The rules that come with the system, loaded by `setup`: notice 四(三), the main talents of each region.

Whoever may, edits them like any other rule; what was edited or switched off is never put back.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from talent.categories.models import Category
from talent.orgs.enums import Level
from talent.records.models import RouteRule
from talent.records.routes.shaping import Ruled, add_rule

_SINCE = date(2017, 1, 1)
_PEOPLE = ("professional", "skilled", "management", "rural", "social")
_NATIONAL = ("国家", "国务院", "全国", "中华", "院士", "长江学者")


@dataclass(frozen=True)
class Carried:
    """`categories`: their keys; none for every category."""

    key: str
    name: str
    name_en: str
    levels: tuple[str, ...]
    categories: tuple[str, ...] = ()
    condition: str = ""


def _any_title_says(words: tuple[str, ...]) -> str:
    said = " or ".join(f'contains(honour_title.title, "{each}")' for each in words)
    return f"any({said})"


CARRIED = (
    Carried("everybody", "全部人员", "Everybody", (Level.BANNER,)),
    Carried(
        "senior_title",
        "高级职称",
        "Senior titles",
        (Level.BANNER, Level.LEAGUE),
        ("professional",),
        'any(title.title_level in ["1", "2"])',
    ),
    Carried(
        "senior_technician",
        "高级技师及以上",
        "Senior technicians and above",
        (Level.BANNER, Level.LEAGUE),
        ("skilled",),
        'skill.highest_level in ["6", "7", "8"]',
    ),
    Carried(
        "head_of_enterprise",
        "企业负责人",
        "Heads of enterprises",
        (Level.BANNER, Level.LEAGUE),
        ("management",),
        'post.manager_level = "1"',
    ),
    Carried(
        "talent_programme",
        "人才称号(项目)",
        "Talent titles and programmes",
        (Level.BANNER, Level.LEAGUE),
        _PEOPLE,
        "any(filled(honour_title.title))",
    ),
    Carried(
        "national_programme",
        "国家级人才称号(项目)",
        "National talent titles and programmes",
        (Level.BANNER, Level.LEAGUE, Level.REGION),
        _PEOPLE,
        _any_title_says(_NATIONAL),
    ),
)


@transaction.atomic
def load_routes() -> int:
    """Add the carried rules that were never there; returns how many. A rule of which a category is missing
    is not added."""
    known = set(RouteRule.objects.exclude(key="").values_list("key", flat=True))
    categories = dict(Category.objects.values_list("key", "pk"))
    new = [
        (place, each)
        for place, each in enumerate(CARRIED)
        if each.key not in known and categories.keys() >= set(each.categories)
    ]
    for place, each in new:
        given = Ruled(
            name=each.name,
            name_en=each.name_en,
            order=(place + 1) * 10,
            categories=tuple(sorted(categories[key] for key in each.categories)),
            condition=each.condition,
            levels=each.levels,
            valid_from=_SINCE,
        )
        add_rule(given=given, by=None, key=each.key)
    return len(new)
