"""Releases made by hand: small, with a hidden figure and a name that would be a formula."""

from datetime import UTC, date, datetime

from reports.opendata.books import Book, Row, as_json
from reports.stats.models import Release, ReleaseCell, ReleaseTable
from reports.stats.service import PublishedRelease, PublishedTable
from tests.reports.stats.published import seal

AREAS = [
    {"code": "150000", "level": "region", "label_zh": "内蒙古自治区", "label_en": "Inner Mongolia"},
    {"code": "152500", "level": "league", "label_zh": "锡林郭勒盟", "label_en": "Xilingol League"},
]
CATEGORY = {
    "key": "category",
    "label_zh": "人才类别",
    "label_en": "Category of talent",
    "codes": [{"code": "skilled", "label_zh": "=技能人才", "label_en": "Skilled talent"}],
}
SEX = {
    "key": "sex",
    "label_zh": "性别",
    "label_en": "Sex",
    "codes": [
        {"code": "1", "label_zh": "男", "label_en": "Male"},
        {"code": "2", "label_zh": "女", "label_en": "Female"},
    ],
}
#: area, category, value, mark
FIGURES = [
    ("150000", "total", 120, ""),
    ("150000", "skilled", 100, ""),
    ("152500", "total", 15, ""),
    ("152500", "skilled", None, "<10"),
]


def publish(number, *tables, as_of="2026-11-23"):
    """A release of tables, each as `table` takes it; without any the usual one."""
    release = Release.objects.create(number=number, as_of=as_of)
    for each in tables or ({},):
        table(release, **each)
    return seal(release)


TITLE = ("各盟市各类别人才", "Talent by league and category")


def table(
    release,
    *,
    key="league_category",
    figures=FIGURES,
    areas=AREAS,
    dimensions=(CATEGORY,),
    level="league",
    title=TITLE,
):
    """One table of a release that is not sealed yet."""
    made = ReleaseTable.objects.create(
        release=release,
        key=key,
        title_zh=title[0],
        title_en=title[1],
        level=level,
        areas=areas,
        dimensions=list(dimensions),
    )
    keys = [each["key"] for each in dimensions]
    # The last ones first: the order of the rows is the table's, not the database's.
    for area, *codes, value, mark in reversed(figures):
        classes = {key: code for key, code in zip(keys, codes, strict=True) if code != "total"}
        ReleaseCell.objects.create(table=made, area=area, classes=classes, value=value, mark=mark)


def book(figures=FIGURES, *, areas=AREAS, dimensions=(CATEGORY,), published_at=None):
    """The same in memory, without a database."""
    release = PublishedRelease(7, date(2026, 11, 23), published_at or datetime(2026, 11, 23, 1, tzinfo=UTC))
    known = PublishedTable(
        1,
        release,
        "league_category",
        "各盟市各类别人才",
        "Talent by league and category",
        "league",
        tuple(areas),
        tuple(dimensions),
    )
    keys = [each["key"] for each in dimensions]
    rows = (
        Row(area, tuple(codes), value, mark, as_json({"area": area, **dict(zip(keys, codes, strict=True))}))
        for area, *codes, value, mark in figures
    )
    return Book(known, tuple(rows))
