"""What an office program finds in the template: text everywhere, lists to choose from, nothing that acts."""

import io
import re

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.categories.faces import presenting
from talent.imports.blanks import as_workbook, blank_of
from talent.imports.readers import read
from tests.talent.categories.cases import TABLES
from tests.talent.categories.definitions import definition
from tests.talent.imports.filling import MAIN, part, parts_of, read_back

STRANGE = [
    "“引号”\"'和&<>",
    "=1+1",
    "+姓名",
    "-部门",
    "@单位",
    "＝全角",
    "牧民🐎",
    "标\u200e记\u200f",
    "名称",
    "名 称",
    "名称*",
    "序号",
    "r2-名称",
    "甲,乙;丙",
    "金额(万元)",
    "_x0041_",
]


def template(*groups):
    made = definition(*groups)
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    return as_workbook(blank_of(made, columns, {each.path for each in columns}))


def choice(*labels, kind="choice", **more):
    options = [{"code": str(at), "label": each} for at, each in enumerate(labels)]
    return {"key": "c", "type": kind, "label": "选项", "options": options, **more}


def number(key="n", label="号码"):
    return {"key": key, "type": "id_number", "label": label}


def validation(data):
    """(source, whether other words are asked about) of the only drop-down."""
    (found,) = part(data, "xl/worksheets/sheet1.xml").iter(f"{MAIN}dataValidation")
    return found.find(f"{MAIN}formula1").text, found.get("errorStyle"), found.get("showErrorMessage")


def test_every_cell_of_the_sheet_of_people_is_formatted_as_text():
    data = template(("g", False, [number(), {"key": "d", "type": "date", "label": "日期"}]))
    sheet, styles = part(data, "xl/worksheets/sheet1.xml"), part(data, "xl/styles.xml")
    formats = [each.get("numFmtId") for each in styles.find(f"{MAIN}cellXfs")]
    columns = [formats[int(each.get("style"))] for each in sheet.iter(f"{MAIN}col")]
    heads = [formats[int(each.get("s"))] for each in sheet.iter(f"{MAIN}c")]
    assert (columns, heads) == (["49"] * len(columns), ["49", "49"])  # 49 is text, by the standard


def test_headings_and_choices_that_look_like_formulas_are_text_and_no_formula_is_anywhere():
    labels = ("=1+1", "+2", "-3", "@SUM(A1)")
    field = {**choice(*labels), "label": "=HYPERLINK(1)"}
    parts = parts_of(template(("g", False, [field])))
    sheets = [text.decode() for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert [re.findall(r"<f[ >]|<hyperlink", each) for each in sheets] == [[], [], []]
    shared = parts["xl/sharedStrings.xml"].decode()
    assert [each for each in ("=HYPERLINK(1)", *labels) if f">{each}<" not in shared] == []


@pytest.mark.parametrize(
    ("field", "style", "asks"),
    [
        (choice("甲", "乙"), "warning", "1"),
        (choice("甲", "乙", open=True), "warning", None),
        (choice("甲", "乙", kind="multichoice"), "warning", None),
    ],
)
def test_choices_stand_on_a_hidden_sheet_and_only_closed_lists_ask_about_other_words(field, style, asks):
    data = template(("g", False, [field]))
    assert validation(data) == ("'选项'!$A$1:$A$2", style, asks)
    sheets = part(data, "xl/workbook.xml").iter(f"{MAIN}sheet")
    assert [(each.get("name"), each.get("state")) for each in sheets] == [
        ("人员", None),
        ("填写说明", None),
        ("选项", "veryHidden"),
    ]


def test_a_list_of_five_thousand_choices_with_commas_is_whole():
    labels = [f"选项{at},“{at}”" for at in range(5000)]
    data = template(("g", False, [choice(*labels)]))
    assert validation(data)[0] == "'选项'!$A$1:$A$5000"
    texts = [each.text for each in part(data, "xl/sharedStrings.xml").iter(f"{MAIN}t")]
    assert [each for each in labels if each not in set(texts)] == []


def test_fields_of_one_list_share_it_on_the_hidden_sheet():
    fields = [{**choice("甲", "乙"), "key": key, "label": key} for key in ("c", "d")]
    sheet = part(template(("g", False, fields)), "xl/worksheets/sheet1.xml")
    sources = {each.find(f"{MAIN}formula1").text for each in sheet.iter(f"{MAIN}dataValidation")}
    assert sources == {"'选项'!$A$1:$A$2"}


def test_the_same_definition_gives_the_same_bytes():
    groups = ("g", False, [number(), choice("甲")])
    assert template(groups) == template(groups)


def test_an_empty_template_is_read_as_one_sheet_of_headings_without_its_instructions():
    data = template(("g", False, [number(), choice("甲", "乙")]))
    rows = [row for row in read(io.BytesIO(data), "list.xlsx") if row.sheet == "人员"]
    assert [[cell.text for cell in row.cells] for row in rows] == [["号码", "选项"]]


def test_instructions_that_name_every_column_are_no_people_even_where_there_is_one_column():
    made = definition(("g", False, [number(label="列名")]))
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    assert read_back(made, columns, [{"g": {"n": "0123"}}]) == [{"g": {"n": "0123"}}]


def test_an_english_reader_gets_english_advice_under_chinese_headings():
    with translation.override("en"):
        data = template(("g", False, [{**number(), "required": "submit"}]))
    texts = {each.text for each in part(data, "xl/sharedStrings.xml").iter(f"{MAIN}t")}
    assert {"号码*", "The whole number, with every digit"} <= texts
    assert "完整的证件号码，一位都不少" not in texts


def labelled(draw, keys):
    return [{"key": key, "type": "id_number", "label": draw(st.sampled_from(STRANGE))} for key in keys]


@settings(max_examples=15)
@given(st.data())
def test_under_any_labels_what_was_typed_comes_back_in_its_fields(data):
    made = definition(
        ("g", False, labelled(data.draw, "abc")),
        ("h", False, labelled(data.draw, "de")),
        ("r", True, labelled(data.draw, "fg")),
    )
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    values = st.sampled_from(
        ["152502197206282979", "007", "1984.10", "=1+1", "+86", "@我", "“甲”,\t乙", "名🐎"]
    )
    document = {
        "g": {key: data.draw(values) for key in "abc"},
        "h": {key: data.draw(values) for key in "de"},
        "r": [{key: data.draw(values) for key in "fg"}],
    }
    assert read_back(made, columns, [document]) == [document]
