"""Lines that are no entries are known by their first words."""

import pytest

from talent.imports.endings import is_signature, is_total


@pytest.mark.parametrize(
    "texts",
    [
        ["单位负责人：", "填表人：", "联系电话："],
        ["单位负责人: 苏和"],
        ["单 位 负 责 人（签字）：", "审核人："],
        ["填表人", "苏和"],
        ["填表人", "苏和", "审核人", "布仁"],
        ["审核"],
        ["制表日期：2026年11月20日"],
        ["注：1.本表一式两份；\n2.盖章有效。"],
        ["说明"],
        ["填报单位(盖章)："],
    ],
)
def test_lines_of_names_dates_and_notes_are_signatures(texts):
    assert is_signature(texts) is True


@pytest.mark.parametrize(
    "texts",
    [
        ["苏和", "女", "单位负责人："],
        ["1", "填表人"],
        ["分管领导", "苏和", "女", "蒙古族"],
        ["负责人苏和", "女"],
        ["注册会计师", "苏和"],
        ["电话局", "苏和"],
    ],
)
def test_entries_are_no_signatures(texts):
    assert is_signature(texts) is False


@pytest.mark.parametrize(
    "text", ["合计", "合 计", "合计：45", "总计45人", "小计", "共45人", "以上共 45 人。"]
)
def test_totals_are_known(text):
    assert is_total(text) is True


@pytest.mark.parametrize("text", ["共青团员", "合计科", "总会计师", "共和"])
def test_other_words_are_no_totals(text):
    assert is_total(text) is False
