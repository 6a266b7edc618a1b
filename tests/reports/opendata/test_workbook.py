"""The workbook, read back by another library."""

import io

import pytest
from python_calamine import CalamineWorkbook

from reports.opendata.crosstab import USUAL, Layout, crosstab
from reports.opendata.problems import Problem
from reports.opendata.workbook import as_workbook
from tests.reports.opendata.releases import CATEGORY, SEX, book

ADDRESS = "https://rc.example.cn/open/v1/tables/league_category/?release=7"


def sheets(language, layout=USUAL):
    table = book()
    file = CalamineWorkbook.from_filelike(
        io.BytesIO(as_workbook(table, table.rows, address=ADDRESS, language=language, layout=layout))
    )
    return {name: file.get_sheet_by_name(name).to_python() for name in file.sheet_names}


def test_figures_are_numbers_codes_and_marks_are_text():
    found = sheets("zh")["数据"]
    assert found[0][:8] == [
        *("area", "area_zh", "area_en", "category", "category_zh", "category_en", "value", "mark")
    ]
    assert found[1][:8] == ["150000", "内蒙古自治区", "Inner Mongolia", "total", "合计", "Total", 120.0, ""]
    assert (found[2][4], found[4][6:8]) == ("=技能人才", ["", "<10"])


def test_the_first_sheet_is_the_table_that_people_read_with_all_that_is_to_be_known_above_it():
    zh, en = next(iter(sheets("zh").values())), next(iter(sheets("en").values()))
    assert [row[0] for row in zh[:4]] == [
        "各盟市各类别人才",
        "第 7 号发布 · 统计时点 2026-11-23 · 单位：人",
        "经保密处理的近似数",
        "“<10”：人数很少，不公开；“–”：按定义不会出现。各项之和可能不等于合计。",
    ]
    assert zh[5:] == [
        ["地区", "合计", "=技能人才"],
        ["内蒙古自治区", 120.0, 100.0],
        ["锡林郭勒盟", 15.0, "<10"],
    ]
    assert en[0][0] == "Talent by league and category"
    assert en[5:7] == [["Area", "Total", "Skilled talent"], ["Inner Mongolia", 120.0, 100.0]]


ROWS = [
    (area, category, sex, number, "")
    for area, number in (("150000", 90), ("152500", 40))
    for category in ("total", "skilled")
    for sex in ("total", "1", "2")
]


@pytest.mark.parametrize(
    ("chosen", "columns", "title", "heads", "first"),
    [
        (
            "",
            "",
            "各盟市各类别人才",
            ["地区", "人才类别", "合计", "男", "女"],
            ["内蒙古自治区", "合计", 90, 90, 90],
        ),
        (
            "",
            "category",
            "各盟市各类别人才",
            ["地区", "性别", "合计", "=技能人才"],
            ["内蒙古自治区", "合计", 90, 90],
        ),
        (
            *("152500", "", "各盟市各类别人才 · 锡林郭勒盟"),
            *(["性别", "合计", "=技能人才"], ["合计", 40, 40]),
        ),
        (
            *("152500", "sex", "各盟市各类别人才 · 锡林郭勒盟"),
            *(["人才类别", "合计", "男", "女"], ["合计", 40, 40, 40]),
        ),
    ],
)
def test_what_has_one_class_stands_in_the_title_and_the_last_dimension_goes_across(
    chosen, columns, title, heads, first
):
    table = book(dimensions=(CATEGORY, SEX), figures=ROWS)
    rows = [row for row in table.rows if row.area == chosen or not chosen]
    told = crosstab(table, rows, layout=Layout(columns), place=0)
    assert (told.title, list(told.heads), list(told.lines[0])) == (title, heads, first)


LEAGUES = [
    *(("150000", "total", 120, ""), ("150000", "skilled", 100, "")),
    *(("150200", "total", 30, ""), ("150200", "skilled", None, "–")),
    *(("150900", "total", 66, ""), ("150900", "skilled", 65, "")),
    *(("152500", "total", 24, ""), ("152500", "skilled", None, "<10")),
]
NAMES = {"150000": "内蒙古自治区", "150200": "包头市", "150900": "乌兰察布市", "152500": "锡林郭勒盟"}


def of_leagues():
    areas = [
        {"code": code, "level": "region" if code == "150000" else "league", "label_zh": name, "label_en": ""}
        for code, name in NAMES.items()
    ]
    return book(LEAGUES, areas=areas)


def test_rows_are_in_the_order_of_a_column_below_the_whole_with_the_hidden_last_and_shares_of_what_is_shown():
    table = of_leagues()
    layout = Layout("category", "-skilled", "skilled")
    told = crosstab(table, table.rows, layout=layout, place=0)
    assert [line[0] for line in told.lines] == ["内蒙古自治区", "乌兰察布市", "包头市", "锡林郭勒盟"]
    assert (told.shares, told.shared) == ((1.0, 0.65, "–", "不显示"), ("=技能人才", "内蒙古自治区"))
    rising = crosstab(table, table.rows, layout=Layout("category", "total"), place=0)
    assert ([line[1] for line in rising.lines], rising.shares) == ([120, 24, 30, 66], ())


def test_classes_go_down_where_nothing_is_to_go_across_and_their_total_is_the_whole():
    table = of_leagues()
    rows = [row for row in table.rows if row.area == "150900"]
    told = crosstab(table, rows, layout=Layout("total", "", "total"), place=1)
    assert (told.heads, told.lines) == (
        ("Category of talent", "Total"),
        (("Total", 66), ("Skilled talent", 65)),
    )
    assert (told.shares, told.shared) == ((1.0, 0.98), ("Total", "Total"))


def test_shares_need_a_row_of_the_whole():
    table = of_leagues()
    rows = [row for row in table.rows if row.area in ("150200", "152500")]
    with pytest.raises(Problem) as refused:
        crosstab(table, rows, layout=Layout(share="total"), place=0)
    assert str(refused.value.detail) == "share: 所选的各行里没有总计行，请一起选上"


def test_the_first_sheet_says_of_what_its_shares_are_and_has_them_as_numbers():
    found = next(iter(sheets("zh", Layout("category", "", "skilled")).values()))
    assert found[4][0] == "占比按“=技能人才”占“内蒙古自治区”计算。"
    assert found[6:] == [
        ["地区", "合计", "=技能人才", "占比"],
        ["内蒙古自治区", 120.0, 100.0, 1.0],
        ["锡林郭勒盟", 15.0, "<10", "不显示"],
    ]


def test_of_a_class_that_holds_for_all_only_its_name_is_said():
    table = book(dimensions=(CATEGORY, SEX), figures=ROWS)
    rows = [row for row in table.rows if row.codes[0] == "skilled"]
    told = crosstab(table, rows, layout=Layout("category"), place=1)
    assert (told.title, told.heads) == (
        "Talent by league and category · Category of talent: Skilled talent",
        ("Area", "Total", "Male", "Female"),
    )


def test_the_other_sheet_says_what_the_figures_are_and_how_to_quote_them_in_either_language():
    zh, en = dict(sheets("zh")["说明"]), dict(sheets("en")["About"])
    assert (zh["数字说明"], en["Figures"]) == (
        "经保密处理的近似数",
        "Approximate figure, protected by disclosure control",
    )
    assert zh["引用"].endswith(f"第 7 号发布，2026年11月23日，{ADDRESS}")
    assert "release 7, 23 November 2026" in en["Cite as"]


def test_the_same_question_gives_the_same_bytes():
    table = book()
    made = {as_workbook(table, table.rows, address=ADDRESS, language="zh") for _ in range(2)}
    assert len(made) == 1
