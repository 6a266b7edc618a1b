from time import perf_counter

import pytest

from talent.categories.codes.comparing import compare
from talent.categories.codes.csvfiles import read_rows
from talent.categories.codes.lines import Line

STANDING = {
    "01": Line("01", "甲"),
    "02": Line("02", "乙", attributes={"rank": "2"}),
    "03": Line("03", "丙", is_retired=True),
    "04": Line("04", "丁", parent="02"),
}
WHOLE = "代码,名称\n01,甲\n02,乙\n03,丙\n04,丁\n"


def compared(text, *, drops_gone=False):
    return compare(read_rows(text), STANDING, drops_gone=drops_gone)


def faults(text, **given):
    return [(fault.row, fault.column) for fault in compared(text, **given).faults]


def test_a_file_that_says_what_stands_changes_nothing():
    found = compared(WHOLE)
    assert (found.says_something, found.faults, found.lines) == (False, (), tuple(STANDING.values()))


def test_new_changed_and_gone_codes_are_told_apart():
    found = compared("代码,名称,属性:rank,已停用\n05,戊,5,\n02,乙乙,3,\n04,丁,,\n")
    assert [line.code for line in found.new] == ["05"]
    assert [(each.after.code, each.columns) for each in found.changed] == [
        ("02", [("名称", "乙", "乙乙"), ("属性", "rank=2", "rank=3")])
    ]
    assert [line.code for line in found.gone] == ["01"]  # 03 is retired already
    assert (found.moved, found.faults) == (False, ())


def test_another_order_is_noticed():
    assert compared("代码,名称\n02,乙\n01,甲\n03,丙\n04,丁\n").moved


def test_what_is_merged_is_retired():
    found = compared(WHOLE.replace("名称", "名称,并入代码").replace("01,甲", "01,甲,02"))
    assert found.changed[0].after == Line("01", "甲", merged_into="02", is_retired=True)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (WHOLE + "04,又\n", [(6, "代码")]),
        ("代码,名称\n1,甲\n02,乙\n03,丙\n04,丁\n", [(2, "代码")]),
        (WHOLE + ",戊\n", [(6, "代码")]),
        (WHOLE + "05,\n", [(6, "名称")]),
        ("代码,名称,上级代码\n05,戊,09\n", [(2, "上级代码")]),
        ("代码,名称,上级代码\n05,戊,01\n", []),  # 01 stays, retired
        ("代码,名称,属性:rank\n01,甲,第一\n02,乙,2\n", [(2, "属性")]),
        ("代码,名称,属性:counted_in_stats\n01,甲,yes\n02,乙,是\n", [(3, "属性")]),
    ],
)
def test_faults_have_their_row_and_column(text, places):
    assert faults(text) == places


def test_the_fault_of_an_attribute_names_it_and_says_what_to_write():
    faults = compared("代码,名称,属性:rank\n05,戊,第一\n").faults
    assert [fault.text for fault in faults] == [
        "属性 rank 用于推算和统计，请写整数，最高的一级写 1；现为“第一”。"
    ]


def test_in_a_draft_nothing_may_point_at_what_is_deleted():
    assert faults("代码,名称,上级代码\n05,戊,01\n", drops_gone=True) == [(2, "上级代码")]
    assert [line.code for line in compared("代码,名称\n01,甲\n", drops_gone=True).gone] == ["02", "03", "04"]


def test_six_thousand_codes_in_one_chain_are_compared_in_a_moment():
    text = "代码,名称,上级代码\n" + "".join(
        f"{n},名称{n},{n + 1 if n < 6000 else ''}\n" for n in range(1, 6001)
    )
    begun = perf_counter()
    found = compare(read_rows(text), {}, drops_gone=True)
    assert (len(found.new), found.faults) == (6000, ())
    assert perf_counter() - begun < 3


def test_a_circle_is_said_of_the_codes_on_it_and_not_of_those_below():
    rows = [(1, 2), (2, 3), (3, 2), (4, 1), (5, "")]
    text = "代码,名称,上级代码\n" + "".join(f"{code},甲,{above}\n" for code, above in rows)
    found = compare(read_rows(text), {}, drops_gone=True)
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "上级代码"), (4, "上级代码")]


def test_five_thousand_rows_are_compared_in_a_moment():
    text = "代码,名称,上级代码\n" + "".join(
        f"{n:05},名称{n},{n // 10:05}\n" if n else "00000,名称,\n" for n in range(5000)
    )
    begun = perf_counter()
    found = compare(read_rows(text), {}, drops_gone=True)
    assert (len(found.new), found.faults) == (5000, ())
    assert perf_counter() - begun < 3
