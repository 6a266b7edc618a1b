"""The heading row is found, and says what becomes of each column."""

import io

from talent.imports.headings import Header, Heading, MappedColumn, Target, find_header
from talent.imports.readers import read
from tests.talent.imports.columns import spec
from tests.talent.imports.workbooks import sheet, table, workbook

NAME = spec("identity.full_name", "姓名", group="身份信息", required=True)
NUMBER = spec("identity.id_number", "身份证件号码", "证件号码", group="身份信息", required=True)
EDUCATION = spec("summary.education", "最高学历", "学历", group="概要")
TITLE = spec("title.title_name", "职称名称", "职称", group="职称", repeat=True)
OBTAINED = spec("title.obtained_on", "取得时间", group="职称", repeat=True, kind="partial_date")
LICENSED = spec("licence.obtained_on", "取得时间", group="职业资格", repeat=True, kind="month")
COLUMNS = [NAME, NUMBER, EDUCATION, TITLE, OBTAINED, LICENSED]


def header_of(xml, columns=COLUMNS):
    return find_header(list(read(io.BytesIO(workbook(xml)), "名单.xlsx")), columns)


def mapped(header):
    return {each.heading.cell: [target.path for target in each.targets] for each in header.columns}


def test_titles_and_the_line_of_the_unit_are_passed_over():
    header = header_of(
        table(
            ["某医院专业技术人员花名册"],
            ["填报单位(盖章)：", "某医院", "联系电话："],
            [],
            ["序号", "姓名", "证件号码", "职称", "备注"],
            ["1", "苏和", "152502197803014702", "护师"],
        )
    )

    assert header == Header(
        sheet="表1",
        row=4,
        columns=(
            MappedColumn(2, Heading("B4", "姓名"), (Target("identity", "full_name", None, "text"),)),
            MappedColumn(3, Heading("C4", "证件号码"), (Target("identity", "id_number", None, "text"),)),
            MappedColumn(4, Heading("D4", "职称"), (Target("title", "title_name", 0, "text"),)),
        ),
        numbering=frozenset({1}),
        unknown=(Heading("E4", "备注"),),
        ambiguous=(),
        doubled=(),
        missing=(),
    )


def test_required_fields_without_a_column_are_named():
    assert header_of(table(["学历", "职称"])).missing == ("姓名", "身份证件号码")


def test_of_two_columns_for_one_field_the_closer_name_is_taken_and_the_other_reported():
    header = header_of(table(["学历", "姓名", "最高学历", "姓 名"]))

    assert mapped(header) == {"B1": ["identity.full_name"], "C1": ["summary.education"]}
    assert header.doubled == (Heading("A1", "学历"), Heading("D1", "姓 名"))


def test_a_name_that_several_fields_have_is_reported_as_ambiguous():
    header = header_of(table(["姓名", "职称", "取得时间", "职业资格-取得时间"]))

    assert header.ambiguous == (Heading("C1", "取得时间"),)
    assert mapped(header)["D1"] == ["licence.0.obtained_on"]


def test_numbered_groups_fill_further_rows():
    header = header_of(table(["姓名", "职称-职称名称", "职称2-职称名称", "职称2-取得时间"]))

    assert mapped(header) == {
        "A1": ["identity.full_name"],
        "B1": ["title.0.title_name"],
        "C1": ["title.1.title_name"],
        "D1": ["title.1.obtained_on"],
    }


def test_headings_on_two_levels_are_read_together():
    header = header_of(
        sheet(
            {
                "A1": "花名册",
                "A2": "序号",
                "B2": "姓名",
                "C2": "职称",
                "E2": "职业资格",
                "C3": "职称名称",
                "D3": "取得时间",
                "E3": "取得时间",
                "A4": 1,
                "B4": "苏和",
            },
            merged=["A1:E1", "A2:A3", "B2:B3", "C2:D2"],
        )
    )

    assert (header.row, header.unknown, header.ambiguous) == (3, (), ())
    assert mapped(header) == {
        "B3": ["identity.full_name"],
        "C3": ["title.0.title_name"],
        "D3": ["title.0.obtained_on"],
        "E3": ["licence.0.obtained_on"],
    }


def test_a_heading_merged_over_two_columns_is_one_column():
    header = header_of(sheet({"A1": "姓名", "C1": "证件号码"}, merged=["A1:B1"]))

    assert mapped(header) == {"A1": ["identity.full_name"], "C1": ["identity.id_number"]}
    assert header.doubled == ()


def test_of_headings_merged_over_two_rows_the_lower_row_counts():
    header = header_of(
        sheet({"A1": "姓名", "B1": "证件号码", "C1": "其他", "C2": "说明"}, merged=["A1:A2", "B1:B2"])
    )

    assert (header.row, header.unknown) == (2, (Heading("C2", "说明"),))


def test_a_list_without_two_known_headings_has_no_header():
    assert header_of(table(["名单"], ["联系人", "姓名"], ["苏和", "内科"])) is None
    assert find_header([], COLUMNS) is None


def test_a_definition_of_one_field_needs_one_heading():
    assert mapped(header_of(table(["姓名"]), [NAME])) == {"A1": ["identity.full_name"]}


def test_headings_are_not_looked_for_below_the_first_twenty_rows():
    titles = [["说明"]] * 19

    assert header_of(table(*titles, ["姓名", "职称"])).row == 20
    assert header_of(table(*titles, ["说明"], ["姓名", "职称"])) is None


def test_a_definition_that_knows_the_number_of_a_row_gets_it():
    columns = [
        spec("row.no", "序号", repeat=True, kind="integer"),
        spec("row.full_name", "姓名", repeat=True),
    ]

    assert mapped(header_of(table(["序号", "姓名"]), columns)) == {
        "A1": ["row.0.no"],
        "B1": ["row.0.full_name"],
    }
