from dataclasses import replace

from reports.printing.definitions import sheet_document
from reports.printing.documents import Align, Orientation, SheetColumn, SheetLine, SheetTable
from talent.categories.service import PrintedField, PrintedForm, PrintedGroup, PrintedKind

ROW = PrintedGroup(
    "row",
    "登记表行",
    repeat=True,
    fields=(
        PrintedField("no", "序号", 1, PrintedKind.NUMBER),
        PrintedField("unit", "盟市(单位)", 2, PrintedKind.UNIT),
        PrintedField("full_name", "姓名", 1, PrintedKind.TEXT),
        PrintedField("mobile", "手机", 1, PrintedKind.LINE),
        PrintedField("remark", "备注", 2, PrintedKind.TEXT),
    ),
    rows=({"no": "1", "unit": "锡林郭勒盟", "full_name": "斯琴·图雅"}, {"mobile": "13047900001"}),
)
HEAD_AND_FOOT = PrintedGroup(
    "sheet",
    "表头表尾",
    repeat=False,
    fields=(
        PrintedField("filled_unit", "填报单位(盖章)", 2, PrintedKind.UNIT),
        PrintedField("filled_by", "填表人", 1, PrintedKind.TEXT),
        PrintedField("signed_by", "单位负责人(签字)", 1, PrintedKind.TEXT),
        PrintedField("filled_on", "填表日期", 1, PrintedKind.DATE),
    ),
    rows=({"filled_unit": "锡林郭勒盟人社局", "filled_by": "乌日娜"},),
)
FORM = PrintedForm("内蒙古人才信息库负责人员登记表", (ROW, HEAD_AND_FOOT))


def document_of(form, **changes):
    options = {"draft": False, "language": "zh-hans", "author": "锡林郭勒盟人社局", "as_of": None}
    return sheet_document(form, **options | changes)


def test_a_repeating_group_becomes_the_table_with_a_text_for_every_column():
    (table,) = document_of(FORM).tables

    assert table == SheetTable(
        columns=(
            SheetColumn("序号", 0.5, Align.CENTRE, one_line=True),
            SheetColumn("盟市(单位)", 2, Align.CENTRE, one_line=False),
            SheetColumn("姓名", 1, Align.CENTRE, one_line=False),
            SheetColumn("手机", 1, Align.CENTRE, one_line=True),
            SheetColumn("备注", 2, Align.LEFT, one_line=False),
        ),
        rows=(("1", "锡林郭勒盟", "斯琴·图雅", "", ""), ("", "", "", "13047900001", "")),
        blank_rows=4,
        caption="",
    )


def test_units_and_dates_stand_above_the_table_and_the_rest_under_it():
    document = document_of(FORM)

    assert document.head == (
        SheetLine("填报单位(盖章)", "锡林郭勒盟人社局"),
        SheetLine("填表日期", "", blank="　　　年　　月　　日"),
    )
    assert document.foot == (SheetLine("填表人", "乌日娜"), SheetLine("单位负责人(签字)", ""))
    assert (document.title, document.annex) == ("内蒙古人才信息库负责人员登记表", "附件")


def test_an_empty_sheet_has_more_blank_rows_and_a_full_one_has_one():
    def blank_rows(count):
        (table,) = document_of(replace(FORM, groups=(replace(ROW, rows=({},) * count),))).tables
        return table.blank_rows

    assert [blank_rows(count) for count in (0, 1, 5, 6, 40)] == [8, 5, 1, 1, 1]


def test_a_narrow_table_stands_and_a_wide_one_lies():
    wide = replace(ROW, fields=ROW.fields * 2, rows=())

    assert document_of(FORM).orientation is Orientation.PORTRAIT
    assert document_of(replace(FORM, groups=(wide,))).orientation is Orientation.LANDSCAPE


def test_an_address_of_e_mail_is_a_column_that_breaks_it():
    mail = replace(ROW, fields=(PrintedField("email", "电子邮箱", 1, PrintedKind.ADDRESS),), rows=())

    assert document_of(replace(FORM, groups=(mail,))).tables[0].columns == (
        SheetColumn("电子邮箱", 1, Align.CENTRE, one_line=False, address=True),
    )


def test_the_sex_is_printed_as_paper_has_it_and_only_as_a_choice():
    fields = (
        PrintedField("sex", "性别", 1, PrintedKind.WORD),
        PrintedField("said", "备注", 1, PrintedKind.TEXT),
    )
    rows = ({"sex": "男性", "said": "男性"}, {"sex": "女性"}, {"sex": "未说明的性别"})
    table = document_of(replace(FORM, groups=(replace(ROW, fields=fields, rows=rows),))).tables[0]

    assert table.rows == (("男", "男性"), ("女", ""), ("未说明的性别", ""))


def test_several_repeating_groups_are_told_apart_by_their_labels():
    form = replace(FORM, groups=(ROW, replace(ROW, key="clerk", label="经办人")))

    assert [table.caption for table in document_of(form).tables] == ["登记表行", "经办人"]


def test_a_sheet_without_a_repeating_group_has_no_table():
    document = document_of(replace(FORM, groups=(HEAD_AND_FOOT,)))

    assert (document.tables, len(document.head), len(document.foot)) == ((), 2, 2)


def test_a_group_that_is_not_asked_for_is_left_out_unless_something_stands_in_it():
    empty = replace(ROW, key="other", label="另一表", rows=(), asked=False)
    kept = replace(ROW, key="kept", label="留下的表", asked=False)
    captions = [each.caption for each in document_of(replace(FORM, groups=(ROW, empty, kept))).tables]

    assert captions == ["登记表行", "留下的表"]
