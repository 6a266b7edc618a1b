"""A released table on paper: the published figures and their marks, with a bar for each figure."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from reports.printing.render import render_sheet
from reports.printing.sheets import sheet_of
from reports.stats.service import TOTAL, Category, Figure, Note, OpenTable
from tests.reports.printing.samples import read

TABLE = OpenTable(
    release=3,
    published_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
    as_of=date(2026, 11, 1),
    key="league_category",
    title={"zh": "各盟市各类别人数", "en": "People by league and category"},
    rows=[
        Category(TOTAL, "全区", "Region"),
        Category("150100", "呼和浩特市", "Hohhot"),
        Category("152500", "锡盟", "XL"),
    ],
    columns=[Category("skilled", "技能人才", "Skilled"), Category(TOTAL, "合计", "Total")],
    cells={
        (TOTAL, "skilled"): Figure(300, "300"),
        (TOTAL, TOTAL): Figure(1500, "1,500"),
        ("150100", "skilled"): Figure(None, "×"),
        ("150100", TOTAL): Figure(1000, "1,000"),
        ("152500", "skilled"): Figure(200, "200"),
        ("152500", TOTAL): Figure(500, "500"),
    },
)


def test_figures_and_marks_stand_as_they_were_released_with_bars_by_their_share():
    document = sheet_of("statistics").document(TABLE, "zh-hans")
    figures, areas, kinds = document.tables
    assert figures.rows == (("全区", "300", "1,500"), ("呼和浩特市", "×", "1,000"), ("锡盟", "200", "500"))
    assert (areas.rows, areas.bars) == ((("呼和浩特市", "1,000", ""), ("锡盟", "500", "")), (1.0, 0.5))
    assert (kinds.rows, kinds.bars) == ((("技能人才", "300", ""),), (1.0,))


def test_it_prints_with_the_date_it_speaks_of():
    (page,) = read(render_sheet(sheet_of("statistics").document(TABLE, "zh-hans")).pdf)
    assert page.text.startswith("各盟市各类别人数统计时点：2026年11月1日发布日期：2026年11月23日发布号：3")


def test_each_report_says_what_its_figures_are_and_its_marks_mean():
    head = {line.label: line for line in sheet_of("statistics").document(TABLE, "zh-hans").head}
    assert head["说明"].value.startswith("经保密处理的近似数")
    assert "“<10”：大约不到 10 人" in head["标记"].value
    assert [head[label].passing for label in ("说明", "标记")] == [
        True,
        True,
    ]  # what was printed before has the same number


def test_a_correction_stands_in_the_head_and_leaves_the_sheet_the_same():
    texts, at = {"zh": "乌海市偏低", "en": ""}, datetime(2026, 11, 24, 17, tzinfo=UTC)
    note = Note(1, 3, TABLE.as_of, TABLE.published_at, False, texts, at)
    corrected = replace(TABLE, notes=(note,))
    for language in ("zh-hans", "en"):
        before, after = (sheet_of("statistics").document(each, language).head for each in (TABLE, corrected))
        assert after[:-1] == before
        assert ("乌海市偏低 (2026年11月25日)" in after[-1].value, after[-1].passing) == (True, True)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh-hans", "2026年11月24日撤回(重复计数)，2026年11月25日恢复公开：核对无误"),
        ("en", "Withdrawn on 2026-11-24 (Counted twice), restored on 2026-11-25: 核对无误"),
    ],
)
def test_that_its_release_had_been_withdrawn_stands_in_the_head_and_leaves_the_sheet_the_same(language, told):
    since, at = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)
    days = (3, TABLE.as_of, TABLE.published_at)
    gone = Note(1, *days, True, {"zh": "重复计数", "en": "Counted twice"}, since)
    back = Note(2, *days, False, {"zh": "核对无误", "en": ""}, at, gone)
    with translation.override(language):
        before, after = (
            sheet_of("statistics").document(each, language).head
            for each in (TABLE, replace(TABLE, notes=(back,)))
        )
    assert after[:-1] == before
    assert (after[-1].value, after[-1].passing) == (told, True)


@pytest.mark.parametrize(
    ("count", "blocks", "paper", "orientation"),
    [(6, [6], "A4", "portrait"), (12, [12], "A4", "landscape"), (20, [16, 4], "A3", "landscape")],
)
def test_columns_that_have_no_room_beside_each_other_stand_in_blocks(count, blocks, paper, orientation):
    columns = [Category(f"{at:02}", f"行业{at}", f"Industry {at}") for at in range(count)]
    table = replace(TABLE, columns=columns, rows=TABLE.rows[:1])
    document = sheet_of("statistics").document(table, "zh-hans")
    figures = [each for each in document.tables if not each.bars]
    assert [len(each.columns) - 1 for each in figures] == blocks
    assert (document.paper, document.orientation) == (paper, orientation)


def test_an_english_reader_gets_english_names():
    document = sheet_of("statistics").document(TABLE, "en")
    assert (document.title, document.tables[0].rows[1][0]) == ("People by league and category", "Hohhot")


@pytest.mark.django_db(databases=["default", "public"])
def test_before_the_first_release_there_is_none():
    assert sheet_of("statistics").find(None, key="league_category") is None
