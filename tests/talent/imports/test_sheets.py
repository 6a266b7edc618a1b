"""Rows become documents of text, each value with its cell."""

import io

import pytest

from talent.imports.headings import find_header
from talent.imports.readers import read
from talent.imports.sheets import CellProblem, SkippedRow, SourceRow, to_documents
from tests.talent.imports.columns import spec
from tests.talent.imports.workbooks import sheet, table, workbook

COLUMNS = [
    spec("identity.full_name", "姓名"),
    spec("identity.id_number", "身份证件号码"),
    spec("identity.birth_date", "出生日期", kind="date"),
    spec("skill.trade", "现从事工种", "工种"),
    spec("cert.trade", "职业", "工种", group="证书", repeat=True),
    spec("cert.date", "发证日期", group="证书", repeat=True, kind="date"),
    spec("job.rank", "级别"),
]


def documents(data, filename="名单.xlsx"):
    rows = list(read(io.BytesIO(data), filename))
    return list(to_documents(find_header(rows, COLUMNS), rows))


def skipped(rows):
    return [(each.row, each.reason) for each in rows if isinstance(each, SkippedRow)]


def test_an_entry_is_a_document_of_text_with_the_cell_of_every_field():
    (entry,) = documents(
        workbook(table(["姓名", "工种", "发证日期", "级别"], ["苏和", "电工", " 2004年2月 "]))
    )

    assert entry == SourceRow(
        sheet="表1",
        row=2,
        raw={
            "identity": {"full_name": "苏和"},
            "skill": {"trade": "电工"},
            "cert": [{"trade": "电工", "date": "2004年2月"}],
        },
        columns={
            "identity.full_name": 1,
            "skill.trade": 2,
            "cert.0.trade": 2,
            "cert.0.date": 3,
            "job.rank": 4,
        },
    )
    assert entry.cells == {
        "identity.full_name": "A2",
        "skill.trade": "B2",
        "cert.0.trade": "B2",
        "cert.0.date": "C2",
        "job.rank": "D2",
    }


def test_date_cells_are_iso_text_as_exact_as_they_show():
    data = workbook(
        sheet(
            {
                "A1": "姓名",
                "B1": "出生日期",
                "C1": "发证日期",
                "A2": "苏和",
                "B2": (30742, 1),
                "C2": (41054, 2),
            }
        ),
        styles=['yyyy"年"m"月"', "yyyy/m/d"],
    )

    assert [entry.raw for entry in documents(data)] == [
        {"identity": {"full_name": "苏和", "birth_date": "1984-03"}, "cert": [{"date": "2012-05-25"}]}
    ]


def test_empty_rows_of_a_repeating_group_are_closed_up():
    (both, second) = documents(
        workbook(
            table(
                ["姓名", "证书-职业", "证书2-职业", "证书2-发证日期"],
                ["苏和", "电工", "焊工", "2012"],
                ["布仁", None, "焊工", "2013"],
            )
        )
    )

    assert both.raw["cert"] == [{"trade": "电工"}, {"trade": "焊工", "date": "2012"}]
    assert both.cells["cert.1.date"] == "D2"
    assert second.raw["cert"] == [{"trade": "焊工", "date": "2013"}]
    assert (second.cells["cert.0.trade"], second.cells["cert.0.date"]) == ("C3", "D3")


def test_rows_that_only_carry_a_number_are_no_entries():
    data = workbook(table(["序号", "姓名", "级别"], ["1", "苏和"], ["2"], ["3", " "]))

    assert [entry.row for entry in documents(data)] == [2]


def test_lines_that_are_no_entries_are_skipped_with_the_reason():
    found = documents(
        workbook(
            table(
                ["姓名", "工种", "备注"],
                ["苏和", "电工"],
                ["姓名", "工种", "备注"],
                [None, None, "下页续"],
                ["合计", "1"],
                ["单位负责人：", "填表人："],
            )
        )
    )

    assert found[0].row == 2
    assert skipped(found) == [
        (3, "与表头相同，看作重复的表头，没有导入。"),
        (4, "这一行没有可导入的内容。"),
        (5, "看作合计行，没有导入。"),
        (6, "看作落款或说明，没有导入。"),
    ]


def test_a_cell_merged_downwards_counts_for_every_row_and_one_merged_across_only_once():
    found = documents(
        workbook(
            sheet(
                {
                    "A1": "姓名",
                    "B1": "工种",
                    "C1": "级别",
                    "A2": "苏和",
                    "B2": "电工",
                    "A3": "布仁",
                    "A4": "斯琴",
                    "B5": "",
                },
                merged=["B2:B3", "A4:C4"],
            )
        )
    )

    assert [entry.raw.get("skill") for entry in found] == [{"trade": "电工"}, {"trade": "电工"}, None]
    assert found[2].raw == {"identity": {"full_name": "斯琴"}}


def test_digits_that_the_office_program_lost_are_a_problem_of_their_cell():
    (entry,) = documents(
        workbook(sheet({"A1": "姓名", "B1": "身份证件号码", "A2": "苏和", "B2": 152502197803014702}))
    )

    assert entry.raw["identity"]["id_number"] == "152502197803014700"
    assert entry.problems == (
        CellProblem(
            "identity.id_number",
            "B2",
            "超过 15 位的数字按数值保存，末尾几位已丢失。请把单元格设为“文本”格式，重新填写完整号码。",
        ),
    )


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (workbook(sheet({"A1": "姓名", "B1": "出生日期", "A2": "苏和", "B2": 1984.1})), "名单.xlsx"),
        ("姓名,出生日期\n苏和,1984.1\n".encode(), "名单.csv"),
    ],
)
def test_october_that_a_program_turned_into_january_is_asked_about(data, filename):
    (entry,) = documents(data, filename)

    assert entry.problems == (
        CellProblem(
            "identity.birth_date",
            "B2",
            "“1984.1”分不清是 1 月还是 10 月，请改为 1984-01 或 1984-10。",
        ),
    )


def test_the_same_digits_typed_as_text_or_for_another_field_are_fine():
    data = workbook(
        sheet({"A1": "姓名", "B1": "出生日期", "C1": "级别", "A2": "苏和", "B2": "1984.1", "C2": 1984.1})
    )

    assert [entry.problems for entry in documents(data)] == [()]


def test_a_trade_makes_no_certificate_by_itself():
    (entry,) = documents(workbook(table(["姓名", "工种", "发证日期"], ["苏和", "电工", ""])))
    assert entry.raw == {"identity": {"full_name": "苏和"}, "skill": {"trade": "电工"}}


def test_where_another_column_is_closer_to_what_stands_once_the_row_is_filled():
    (entry,) = documents(workbook(table(["姓名", "现从事工种", "工种"], ["苏和", "钳工", "电工"])))
    assert entry.raw["skill"] == {"trade": "钳工"}
    assert entry.raw["cert"] == [{"trade": "电工"}]
