"""Which columns the empty list has, under which headings, and what it says about filling them in."""

import pytest

from talent.categories.faces import presenting
from talent.categories.service import columns_for, live_version
from talent.imports.blanks import blank_list, blank_of
from tests.talent.categories.cases import TABLES
from tests.talent.categories.definitions import definition


def blank(*groups, only=()):
    made = definition(*groups)
    columns = presenting.columns(made, tables=TABLES, language="zh-hans")
    return blank_of(made, columns, only or {each.path for each in columns})


def text(key, label, **more):
    return {"key": key, "type": "text", "label": label, **more}


def headings(found):
    return [each.heading for each in found.columns]


def test_a_heading_is_the_name_of_the_field_and_of_a_repeating_group_the_group_and_the_name():
    found = blank(("g", False, [text("a", "姓名")]), ("r", True, [text("b", "名称")]))
    assert headings(found) == ["姓名", "r-名称"]


def test_fields_of_one_name_are_told_apart_by_their_groups_and_else_by_their_paths():
    found = blank(
        ("g", False, [text("a", "名称"), text("b", "名 称*")]),
        ("h", False, [text("c", "名称"), text("d", "序号")]),
    )
    assert headings(found) == ["g.a", "g.b", "h-名称", "h-序号"]


def test_what_must_be_filled_has_a_star_and_says_so_beside_its_heading():
    known = text("a", "姓名", required="submit", max_length=30, help="与证件一致")
    found = blank(("g", False, [known, text("b", "备用")])).columns
    assert [each.title for each in found] == ["姓名*", "备用"]
    assert [each.note for each in found] == [
        "必填\n文字，最多 30 个字\n与证件一致",
        "按实际情况填写\n文字",
    ]


def test_of_some_columns_only_these_are_in_it_and_groups_without_one_are_named():
    rows = ("r", True, [text("b", "名称")])
    whole = blank(("g", False, [text("a", "姓名")]), rows)
    part = blank(("g", False, [text("a", "姓名")]), rows, only={"g.a"})
    assert (headings(whole), headings(part)) == (["姓名", "r-名称"], ["姓名"])
    assert any("在本表只有第一行：r。" in each and "“r2-字段名”" in each for each in whole.advice)
    assert any("这些不在本表：r。" in each for each in part.advice)


def test_files_have_no_column_and_the_advice_says_where_they_go():
    plain, attached = text("a", "姓名"), {"key": "f", "type": "file", "label": "照片"}
    said = "照片和附件不在表格里，请在保存后打开该人员的资料上传。"
    found = blank(("g", False, [plain, attached]))
    assert (headings(found), said in found.advice) == (["姓名"], True)
    assert said not in blank(("g", False, [plain])).advice


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["professional", "skilled", "management", "rural", "social"])
def test_every_shipped_category_has_all_its_columns_each_under_a_name(key):
    version = live_version(key)
    found = blank_list(version)
    assert [each.spec.path for each in found.columns] == [each.path for each in columns_for(version)]
    assert [each.heading for each in found.columns if each.heading == each.spec.path] == []


@pytest.mark.django_db
def test_paths_of_a_grid_choose_columns_and_unknown_ones_are_passed_over():
    version = live_version("skilled")
    repeated = next(each for each in columns_for(version) if each.repeat)
    group, _, key = repeated.path.partition(".")
    found = blank_list(version, ["identity.full_name", f"{group}.0.{key}", "no.such"])
    assert [each.spec.path for each in found.columns] == ["identity.full_name", repeated.path]
    assert len(blank_list(version, ["no.such"]).columns) == len(columns_for(version))
