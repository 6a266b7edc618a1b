"""Conditions of fields and groups in the one check, and what of them can be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.checking.places import part_of
from talent.categories.compiling import NotCompiled
from talent.categories.definition import read_schema
from tests.talent.categories.definitions import TABLES, checked, definition, said
from tests.talent.categories.test_compiling import compiled_groups

LEVEL = {"key": "level", "type": "choice", "label": "等级", "code_list": "skill_level"}
STUDIO = {"key": "studio", "type": "text", "label": "工作室", "required": "submit"}
NAME = {"key": "name", "type": "text", "label": "姓名", "required": "submit"}
WHY = {"key": "why", "type": "text", "label": "说明", "required": "submit"}
JUDGE = "显示条件：条件应是一个判断，例如 skill.years >= 5 或 filled(skill.studio)。"
UNFINISHED = "必填条件：第 11 个字符处：这里应为字段、数字或“文字”，现为“结尾”。"


def with_shown_group():
    """A definition whose group `pupils` is asked for only where there is a studio."""
    studio = {**STUDIO, "shown_if": 'skill.level = "4"'}
    why = {**WHY, "required_if": 'this.name = "某"'}
    pupils = {"key": "pupils", "label": "徒弟", "repeat": True, "shown_if": "filled(skill.studio)"}
    schema = compiled_groups(
        {"key": "skill", "label": "技能", "fields": [LEVEL, studio]},
        {**pupils, "fields": [NAME, why]},
        code_lists={"skill_level"},
    )
    return read_schema(schema)


def test_a_field_that_is_shown_is_required_as_its_definition_says():
    found = checked(with_shown_group(), {"skill": {"level": "4"}})
    assert said(found.problems) == [("skill.studio", "required")]


def test_a_field_that_is_not_shown_is_neither_required_nor_kept_and_whoever_checks_is_told():
    found = checked(with_shown_group(), {"skill": {"level": "3", "studio": "马具"}})
    assert (found.data, found.problems) == ({"skill": {"level": "3"}, "pupils": []}, ())
    assert said(found.warnings) == [("skill.studio", "not_shown")]


def test_a_group_whose_condition_fails_because_of_a_hidden_field_loses_its_rows():
    raw = {"skill": {"level": "3", "studio": "马具"}, "pupils": [{"name": "某", "why": ""}]}
    found = checked(with_shown_group(), raw)
    assert (found.data["pupils"], found.problems, found.completeness) == ([], (), 100)
    assert said(found.warnings) == [("skill.studio", "not_shown"), ("pupils", "not_shown")]


def test_a_group_that_is_shown_needs_its_row_and_each_row_what_holds_for_it():
    shown = {"skill": {"level": "4", "studio": "马具"}}
    definition = with_shown_group()
    assert said(checked(definition, shown).problems) == [("pupils", "row_required")]
    rows = [{"name": "某"}, {"name": "乙"}, {"name": "某", "why": "因"}]
    assert said(checked(definition, {**shown, "pupils": rows}).problems) == [("pupils.0.why", "required")]


def test_what_could_not_be_read_is_no_problem_where_nothing_is_asked_for():
    fields = [{"key": "has", "type": "bool"}, {"key": "year", "type": "year", "shown_if": "g.has"}]
    made = definition(("g", False, fields))
    assert said(checked(made, {"g": {"has": "否", "year": "昨天"}}).problems) == []
    assert said(checked(made, {"g": {"has": "是", "year": "昨天"}}).problems) == [("g.year", "not_a_year")]


def test_a_condition_in_a_row_looks_at_its_own_row_and_at_all_rows():
    fields = [
        {"key": "level", "type": "integer"},
        {"key": "best", "type": "bool", "shown_if": "count(title) > 1", "required": "submit"},
        {"key": "why", "type": "text", "shown_if": "this.level > 2 and not any(title.level > this.level)"},
    ]
    made = definition(("title", True, fields))
    assert said(checked(made, {"title": [{"level": "3", "why": "因"}]}).warnings) == []
    found = checked(made, {"title": [{"level": "3", "why": "因"}, {"level": "5", "why": "果"}]})
    assert said(found.problems) == [("title.0.best", "required"), ("title.1.best", "required")]
    assert said(found.warnings) == [("title.0.why", "not_shown")]


def test_a_value_is_worked_out_from_other_worked_out_values_in_any_order():
    fields = [
        {"key": "total", "type": "decimal", "derive": "pay.month * 12 + pay.bonus", "fixed": True},
        {"key": "bonus", "type": "decimal", "derive": "round(pay.month / 2, 2)"},
        {"key": "month", "type": "decimal"},
    ]
    made = definition(("pay", False, fields))
    assert checked(made, {"pay": {"month": "1000.50"}}).data["pay"] == {
        "month": "1000.5",
        "bonus": "500.25",
        "total": "12506.25",
    }


def test_twenty_conditions_that_lean_on_each_other_are_followed():
    fields = [{"key": "x0", "type": "bool"}] + [
        {"key": f"x{n}", "type": "bool", "shown_if": f"g.x{n - 1}"} for n in range(1, 21)
    ]
    made = definition(("g", False, list(reversed(fields))))
    every = {f"x{n}": "是" for n in range(21)}
    assert checked(made, {"g": every}).warnings == ()
    assert len(checked(made, {"g": every | {"x0": "否"}}).warnings) == 20


@given(st.dictionaries(st.sampled_from(["level", "studio"]), st.sampled_from(["3", "4", "马具", "", "9"])))
def test_checking_what_was_checked_changes_nothing(typed):
    made = with_shown_group()
    once = checked(made, {"skill": typed})
    again = checked(made, once.data)
    assert (again.data, again.completeness) == (once.data, once.completeness)
    assert [each for each in again.warnings if each.key == "not_shown"] == []


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ({"shown_if": "g.gone"}, ("g.x", "显示条件：引用了不存在的字段“g.gone”。")),
        ({"shown_if": "g.level"}, ("g.x", JUDGE)),
        ({"required_if": "g.level = ", "required": "submit"}, ("g.x", UNFINISHED)),
        ({"required_if": 'g.level = "4"'}, ("g.x", "写了必填条件，请同时选择必填程度。")),
        ({"shown_if": 'g.level = "高级工"'}, ("g.x", "显示条件：“高级工”是名称，公式里请写代码“4”。")),
        ({"derive": "magic"}, ("g.x", "自动推算：“magic”不是可填多行的分组，也不是已有的推算方式。")),
        ({"derive": "g.x"}, ("g.x", "公式互相等待，永远算不出来：g.x → g.x。")),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_refused_with_its_place_and_the_way_out(field, complaint):
    x = {"key": "x", "type": "text", "label": "某项", **field}
    with pytest.raises(NotCompiled) as refused:
        compiled_groups(
            {"key": "g", "label": "组", "fields": [LEVEL, x]}, code_lists={"skill_level"}, tables=TABLES
        )
    assert refused.value.complaints == [complaint]


@pytest.mark.parametrize(
    ("one", "other", "group", "place"),
    [
        ({"shown_if": "filled(g.b)"}, {"shown_if": "filled(g.a)"}, {}, ("g.a", "shown_if")),
        ({"derive": "g.b"}, {"shown_if": "filled(g.a)"}, {}, ("g.a", "derive")),
        ({}, {}, {"shown_if": "filled(g.a)"}, ("g", "shown_if")),
    ],
)
def test_a_round_is_told_at_the_formula_that_waits(one, other, group, place):
    fields = [
        {"key": key, "type": "text", "label": key, **given} for key, given in (("a", one), ("b", other))
    ]
    with pytest.raises(NotCompiled) as refused:
        compiled_groups({"key": "g", "label": "组", "fields": fields, **group})
    ((at, _sentence),) = refused.value.complaints
    assert (at, part_of(at)) == place


@pytest.mark.parametrize("key", ["this", "unit", "highest_skill"])
def test_a_group_whose_key_means_something_else_in_formulas_is_refused(key):
    with pytest.raises(NotCompiled) as refused:
        compiled_groups({"key": key, "label": "组", "fields": [{"key": "x", "type": "text", "label": "x"}]})
    assert refused.value.complaints == [(key, f"“{key}”在公式里另有所指，请改用另一个分组代号。")]


def test_a_field_takes_the_sensitivity_of_its_group_unless_it_has_its_own():
    fields = [
        {"key": "a", "type": "text", "label": "a"},
        {"key": "b", "type": "text", "label": "b", "sensitivity": "internal"},
    ]
    group = {"key": "g", "label": "组", "purpose": "核实", "sensitivity": "sensitive", "fields": fields}
    found = read_schema(compiled_groups(group))
    assert [each.is_sensitive for each in found.all_fields()] == [True, False]
