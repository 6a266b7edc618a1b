"""The workbook, read back by another library."""

import io

from python_calamine import CalamineWorkbook

from reports.opendata.workbook import as_workbook
from tests.reports.opendata.releases import book

ADDRESS = "https://rc.example.cn/open/v1/tables/league_category/?release=7"


def sheets(language):
    table = book()
    file = CalamineWorkbook.from_filelike(
        io.BytesIO(as_workbook(table, table.rows, address=ADDRESS, language=language))
    )
    return {name: file.get_sheet_by_name(name).to_python() for name in file.sheet_names}


def test_figures_are_numbers_codes_and_marks_are_text():
    found = sheets("zh")["数据"]
    assert found[0][:8] == [
        *("area", "area_zh", "area_en", "category", "category_zh", "category_en", "value", "mark")
    ]
    assert found[1][:8] == ["150000", "内蒙古自治区", "Inner Mongolia", "total", "合计", "Total", 120.0, ""]
    assert (found[2][4], found[4][6:8]) == ("=技能人才", ["", "<10"])


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
