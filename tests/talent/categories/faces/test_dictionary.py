import pytest
from django.utils import translation

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.definition import Option
from talent.categories.faces.dictionary import Earlier, Now, Past, dictionary, only
from tests.talent.categories.definitions import TABLES, definition

LISTS = {**TABLES, "opened": CodeTable("opened", (CodeEntry("15", "内蒙古"),), is_open=True)}


def rows(*fields, now=None, language="zh-hans"):
    """The rows of one group of fields, by key."""
    found = definition(("g", False, list(fields)))
    (group,) = groups(found, now=now, language=language)
    return {row.key: row for row in group.rows}


def groups(found, *, now=None, language="zh-hans", **earlier):
    """The dictionary of a definition; `earlier`: by key of a field of the group `g`."""
    past = Past(dict.fromkeys(found.by_path, 3), {f"g.{key}": where for key, where in earlier.items()})
    if now is not None and not isinstance(now, Now):
        now = Now(now, {path: path for path in found.by_path})
    with translation.override(language):
        return dictionary(found, tables=LISTS, language=language, past=past, now=now)


def test_a_field_says_everything_in_words():
    field = {
        "key": "sex",
        "type": "choice",
        "label": "性别",
        "label_en": "Sex",
        "required": "submit",
        "code_list": "sex",
        "derive": "id_sex",
        "default": "1",
        "exchange_code": "A0104",
        "sensitivity": "public-aggregate",
        "dimension": True,
    }
    row = rows(field)["sex"]
    assert (row.path, row.label, row.label_en, row.type_label) == ("g.sex", "性别", "Sex", "单选")
    assert (row.required, row.sensitivity_label, row.exchange_code) == ("上报必填", "可汇总公开", "A0104")
    assert (row.code_list, row.options, row.is_open) == ("sex", (), False)
    assert row.conditions == ("可自动得出：“identity.id_number”中的性别", "默认“男性”")
    assert row.formula == "sex(identity.id_type, identity.id_number)"
    assert (row.dimension, row.filterable, row.since, row.fate) == (True, False, 3, "")


@pytest.mark.parametrize(
    ("field", "limits"),
    [
        ({"type": "text"}, ()),
        ({"type": "text", "max_length": 72, "minimum": 2}, ("至少 2 字", "最多 72 字")),
        ({"type": "longtext", "pattern": r"\d{6}"}, (r"格式 \d{6}",)),
        ({"type": "integer", "minimum": 0, "maximum": 60}, ("不小于 0", "不大于 60")),
        ({"type": "decimal", "maximum": 100}, ("不大于 100",)),
        ({"type": "unit"}, ("最多 120 字",)),
        ({"type": "year"}, ("不小于 1900",)),
        ({"type": "choice", "code_list": "opened"}, ()),
    ],
)
def test_limits_are_those_of_the_check(field, limits):
    assert rows({"key": "f", **field})["f"].limits == limits


def test_options_stand_in_the_row_and_an_open_list_says_so():
    option = {"code": "1", "label": "会", "label_en": "Yes"}
    found = rows(
        {"key": "own", "type": "choice", "options": [option]},
        {"key": "open", "type": "choice", "options": [option], "open": True},
        {"key": "listed", "type": "region", "code_list": "opened"},
    )
    assert [row.is_open for row in found.values()] == [False, True, True]
    assert (found["own"].options, found["listed"].options) == ((Option("1", "会", "Yes"),), ())


def test_a_default_that_can_no_longer_be_chosen_is_shown_as_it_is_written():
    field = {"key": "f", "type": "choice", "code_list": "skill_level", "default": "1"}
    assert rows(field)["f"].conditions == ("默认“1”",)


def test_a_fixed_field_is_not_entered_by_hand_and_english_readers_read_english():
    field = {"key": "unit", "type": "unit", "derive": "unit_name", "fixed": True}
    assert rows(field, language="en")["unit"].conditions == (
        "derived, not entered by hand: “Name” of the unit",
    )
    assert rows(field)["unit"].formula == "unit.name"
    assert rows(field, language="en")["unit"].type_label == "Unit"


def test_a_derived_field_reads_its_formula_aloud_and_a_typed_one_has_none():
    found = rows(
        {"key": "a", "type": "integer", "label": "甲"},
        {"key": "b", "type": "integer", "derive": "g.a + 1", "fixed": True, "required_if": "g.a > 2"},
        {"key": "c", "type": "text", "default": "无", "fixed": True},
    )
    assert {key: (row.formula, row.conditions) for key, row in found.items()} == {
        "a": ("", ()),
        "b": ("g.a + 1", ("在以下情况必填：“甲”大于2", "自动得出，不手填：“甲” + 1")),
        "c": ("", ("自动得出，不手填", "默认“无”")),
    }


def test_an_old_field_tells_what_became_of_it():
    before = [
        {"key": "kept", "type": "text"},
        {"key": "gone", "type": "text"},
        {"key": "renamed", "type": "text", "label": "曾用名", "max_length": 72},
        {"key": "wider", "type": "text", "width": 1},
    ]
    now = definition(
        (
            "g",
            False,
            [
                before[0],
                {**before[2], "label": "原名", "label_en": "Former", "max_length": 50, "required": "submit"},
                {**before[3], "width": 3},
            ],
        )
    )
    found = rows(*before, now=now)
    assert {key: row.fate for key, row in found.items()} == {
        "kept": "未变",
        "gone": "已不再收集",
        "renamed": "已改：名称、必填程度、限制",
        "wider": "已改：其他",
    }


def test_a_field_says_under_which_paths_it_stood_and_in_which_versions():
    found = definition(("g", False, [{"key": "b", "type": "text"}]))
    ((row,),) = [group.rows for group in groups(found, b=(Earlier("g.a", 1, 2), Earlier("g.c", 3, 3)))]
    assert [each.words for each in row.earlier] == ["g.a(第 1 至 2 版)", "g.c(第 3 版)"]


def test_a_renamed_field_of_an_older_version_is_told_by_its_path_now():
    old = definition(("g", False, [{"key": "a", "type": "text"}]))
    new = definition(("g", False, [{"key": "b", "type": "text", "label": "a"}]))
    ((row,),) = [group.rows for group in groups(old, now=Now(new, {"g.a": "g.b"}))]
    assert row.fate == "已改：代号(现为 g.b)"


def test_what_ended_with_a_version_is_told_as_it_was_last():
    found = definition(
        ("g", False, [{"key": "a", "type": "text"}]), ("h", False, [{"key": "b", "type": "text"}])
    )
    left = list(only(groups(found), {"h.b"}, until=4))
    assert [(group.key, row.key, row.until) for group in left for row in group.rows] == [("h", "b", 4)]
