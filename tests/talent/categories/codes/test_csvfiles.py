from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.codes.csvfiles import NotReadable, decoded, merged_attributes, read_rows, written
from talent.categories.codes.lines import Line

LINES = (
    Line("01", "“甲,乙”\"'", "A", aliases=("x", "y"), valid_from=date(2024, 1, 1), is_heading=True),
    Line("02", "=1+1", parent="01", exchange_code="007", is_retired=True, merged_into="01"),
    Line("03", "'-减", "@e", valid_to=date(2030, 12, 31), attributes={"rank": "1", "组": "-"}),
    Line("04", "👩‍🌾 \u200fالعربية\u200f"),
)


def read_back(text):
    return [Line(**row.given) for row in read_rows(text.removeprefix("\ufeff"))]


def expected(lines, names):
    """Every line with each attribute column of the file."""
    return [
        Line(**{**vars(line), "attributes": {name: line.attributes.get(name, "") for name in names}})
        for line in lines
    ]


def test_what_was_written_is_read_back_unchanged():
    assert read_back(written(LINES)) == expected(LINES, ["rank", "组"])


def test_a_spreadsheet_sees_no_formula():
    cells = [cell for row in written(LINES).splitlines() for cell in row.split(",")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8).map(str.strip)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_any_names_come_back(pairs):
    lines = [Line(str(place), label, english) for place, (label, english) in enumerate(pairs)]
    assert read_back(written(lines)) == lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_of_both_encodings_are_read(encoding):
    assert decoded("代码,名称\n1,蒙古族\U0002b5af".encode(encoding)) == "代码,名称\n1,蒙古族\U0002b5af"


@pytest.mark.parametrize("data", ["代码".encode("utf-16"), b"\xff\xff\xff"])
def test_a_file_of_another_encoding_is_refused_with_what_to_do(data):
    with pytest.raises(NotReadable, match="CSV UTF-8"):
        decoded(data)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "没有“代码”这一列"),
        ("代码,英文名称\n1,A", "没有“名称”这一列"),
        ("代码,名称,代码\n1,甲,1", "“代码”这一列出现了两次"),
        ("代码,名称,别名\n1,甲,乙", "没有“别名”这一列"),
        ('代码,名称\n1,"甲', "引号没有成对"),
        ('代码,名称\n1,甲\n2,"乙\n3,丙\n4,丁', "第 3 行的引号没有成对"),
        ("代码,名称\n1,甲\n2," + "乙" * 200_000, "第 3 行有一格超过 131072 个字"),
        ("代码,名称\n" + "1,甲\n" * 20_001, "最多 20000 行"),
        ("代码,名称," + ",".join(f"属性:{n}" for n in range(20_000)), "最多 200 列"),
    ],
)
def test_what_is_no_list_of_codes_is_refused_with_the_remedy(text, sentence):
    with pytest.raises(NotReadable, match=sentence):
        read_rows(text)


def test_columns_that_are_not_there_are_left_open_and_blank_rows_are_counted():
    rows = read_rows("名称,代码\n甲,1\n,,\n乙,2,\n")
    assert [(row.number, row.given) for row in rows] == [
        (2, {"label": "甲", "code": "1"}),
        (4, {"label": "乙", "code": "2"}),
    ]


def test_cells_that_cannot_be_read_are_said_with_their_place():
    rows = read_rows("代码,名称,有效期起,已停用\n1,甲,2024年1月,也许\n2,乙,2024/2/3,是,丙\n")
    assert [[(fault.row, fault.column) for fault in row.faults] for row in rows] == [
        [(2, "有效期起"), (2, "已停用")],
        [(3, "")],
    ]
    assert rows[1].given["valid_from"] == date(2024, 2, 3)


def test_an_empty_cell_takes_an_attribute_away_and_a_missing_column_leaves_it():
    assert merged_attributes({"a": "", "b": "2"}, {"a": "1", "c": "3"}) == {"b": "2", "c": "3"}
