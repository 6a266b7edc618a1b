"""Declarations of tables made by hand."""

from reports.stats.declared import Break, Declared, DeclaredDimension, DeclaredTable, Group

SEX = DeclaredDimension("sex", "性别", "Sex", ("identity.sex",), ("0", "9"))
TITLE = DeclaredDimension(
    "title_level",
    "职称级别",
    "Level of title",
    ("title.title_level",),
    (),
    (
        Group("senior", "高级", "Senior", ("1", "2")),
        Group("3", "中级", "Intermediate", ("3",)),
        Group("junior", "初级", "Junior", ("4", "5")),
    ),
)
SKILL = DeclaredDimension("skill_level", "技能等级", "Skill level", ("skill.highest_level",))


def table(key, level, *breaks):
    """A table; a break with a plus at its end is grouped."""
    return DeclaredTable(
        key, key, key, level, tuple(Break(each.rstrip("+"), each.endswith("+")) for each in breaks)
    )


DECLARED = Declared(
    (SEX, TITLE, SKILL),
    (
        table("banner_sex", "banner", "category", "sex"),
        table("league_title", "league", "category", "title_level+"),
        table("league_skill", "league", "category", "skill_level"),
        table("region_title", "region", "title_level", "sex"),
    ),
)
