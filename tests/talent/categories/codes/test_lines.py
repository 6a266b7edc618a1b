from datetime import date

import pytest

from talent.categories.codes.lines import Line, complaints, line_of, mark_of
from tests.talent.categories.lists import Shelf

OTHERS = {
    "1": Line("1", "甲"),
    "2": Line("2", "乙", parent="3"),
    "3": Line("3", "丙", merged_into="4", is_retired=True),
    "4": Line("4", "丁", is_retired=True),
}


def said(line, before=None):
    return [name for name, _sentence in complaints(line, {**OTHERS, line.code: line}, before)]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (Line("9", "名称"), []),
        (Line("9", "“引号”'\"<b> 👩‍🌾 \u200fالعربية\u200f"), []),
        (Line("", "名称"), ["code"]),
        (Line("甲", "名称"), ["code"]),
        (Line("9" * 21, "名称"), ["code"]),
        (Line("9", ""), ["label"]),
        (Line("9", "长" * 121), ["label"]),
        (Line("9", "甲\n乙"), ["label"]),
        (Line("9", "甲\u202e乙"), ["label"]),
        (Line("9", "甲", aliases=("乙\x00",)), ["aliases"]),
        (Line("9", "甲", aliases=("乙" * 121,)), ["aliases"]),
        (Line("9", "甲", exchange_code="1" * 41), ["exchange_code"]),
        (Line("9", "甲", attributes={"note": "\ue234"}), ["attributes"]),
        (Line("9", "甲", attributes={"rank": "第一"}), ["attributes"]),
        (Line("9", "甲", attributes={"rank": "-1"}), ["attributes"]),
        (Line("9", "甲", attributes={"rank": "１"}), ["attributes"]),
        (Line("9", "甲", attributes={"rank": "9" * 10}), ["attributes"]),
        (Line("9", "甲", attributes={"rank": "03", "等级": "第一"}), []),
        (Line("9", "甲", attributes={"counted_in_stats": "是"}), ["attributes"]),
        (Line("9", "甲", attributes={"is_high_skilled": "是"}), ["attributes"]),
        (Line("9", "甲", attributes={"counted_in_stats": "no", "is_high_skilled": "yes"}), []),
        (Line("9", "甲", attributes={"cert_digit": "x"}), ["attributes"]),
        (Line("9", "甲", attributes={"cert_digit": "5"}), []),
        (Line("9", "甲", attributes={f"a{n}": "1" for n in range(51)}), ["attributes"]),
        (Line("9", "甲", attributes={"note": "长" * 201}), ["attributes"]),
        (Line("9", "甲", valid_from=date(2024, 1, 2), valid_to=date(2024, 1, 1)), ["valid_to"]),
        (Line("9", "甲", valid_from=date(2024, 1, 1), valid_to=date(2024, 1, 1)), []),
        (Line("9", "甲", parent="8"), ["parent"]),
        (Line("9", "甲", parent="9"), ["parent"]),
        (Line("3", "丙", parent="2"), ["parent"]),
        (Line("9", "甲", parent="1"), []),
        (Line("9", "甲", merged_into="8"), ["merged_into"]),
        (Line("9", "甲", merged_into="9"), ["merged_into"]),
        (Line("4", "丁", merged_into="3"), ["merged_into"]),
        (Line("9", "甲", merged_into="4"), ["merged_into"]),
        (Line("9", "甲", merged_into="3"), []),
    ],
)
def test_what_is_wrong_with_a_line_is_said_at_its_column(line, wrong):
    assert said(line) == wrong


def test_a_code_that_was_merged_before_its_successor_was_retired_stays_good():
    merged = Line("3", "丙", merged_into="4", is_retired=True)
    assert said(merged, before=merged) == []


@pytest.mark.django_db
def test_a_stored_code_is_read_as_the_line_that_it_was_written_from():
    shelf = Shelf()
    assert list(shelf.lines().values()) == list(Shelf.LINES)
    assert [line_of(shelf.code(line.code)) for line in Shelf.LINES] == list(Shelf.LINES)


@pytest.mark.django_db
def test_the_mark_of_a_line_changes_with_anything_in_it():
    shelf = Shelf()
    mark = mark_of(line_of(shelf.code("2")))
    assert mark == mark_of(line_of(shelf.code("2")))
    shelf.list.codes.filter(code="2").update(attributes={"rank": "3"})
    assert mark_of(line_of(shelf.code("2"))) != mark
