"""What is wrong with a formula in its definition is said in one sentence each."""

import pytest

from talent.categories.formulas.formula import formula
from talent.categories.formulas.vetting import TRUTH, Place, vet
from tests.talent.categories.definitions import TABLES, definition

DEFINITION = definition(
    (
        "skill",
        False,
        [
            {"key": "years", "type": "integer"},
            {"key": "level", "type": "choice", "code_list": "skill_level"},
            {"key": "field", "type": "choice", "options": [{"code": "1", "label": "农业"}]},
            {"key": "open", "type": "choice", "options": [{"code": "1", "label": "农业"}], "open": True},
            {"key": "tongues", "type": "multichoice", "options": [{"code": "mn", "label": "蒙古语"}]},
            {"key": "migrant", "type": "bool"},
            {"key": "note", "type": "text"},
        ],
    ),
    ("work", True, [{"key": "years", "type": "integer"}, {"key": "unit", "type": "unit"}]),
    ("title", True, [{"key": "level", "type": "choice", "code_list": "skill_level"}]),
)
PLACE = Place(DEFINITION.by_key, TABLES)
IN_WORK = Place(DEFINITION.by_key, TABLES, DEFINITION.by_key["work"])


def faults(text, place=PLACE, wanted="any"):
    return list(vet(formula(text).node, place, wanted=wanted))


@pytest.mark.parametrize(
    "text",
    [
        'skill.level in ["4", "3"] and skill.years >= 3',
        'any(title.level = "4") or count(work) > 1 or sum(work.years) / 2 > skill.years',
        'highest(title.level) = "4" and attribute(skill.level, "rank") = "5"',
        '"mn" in skill.tongues and skill.migrant and not (skill.migrant = no)',
        'skill.open = "放羊" and skill.note > 3 and unit.unit_type = "21"',
        'if(filled(skill.years), skill.years, 0) > 1 and age("1990") < 60 and count(title.level = "4") = 1',
        "skill.level = nothing",
    ],
)
def test_a_sound_condition_has_no_fault(text):
    assert faults(text, wanted=TRUTH) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("skill.gone = 1", "引用了不存在的字段“skill.gone”。"),
        ("nobody.years > 1", "引用了不存在的字段“nobody.years”。"),
        ("this.years > 1", "“this.years”：this 指本行，只能用在可填多行的分组里。"),
        ('unit.colour = "x"', "单位没有“unit.colour”这一项。"),
        (
            "work.years > 1",
            "“work.years”可有多行，请写成 any(…)、all(…)、count(…)、sum(…)，本行请写 this。",
        ),
        ("skill > 1", "“skill”不是可填多行的分组，也不是已有的推算方式。"),
        ("magic", "“magic”不是可填多行的分组，也不是已有的推算方式。"),
        ("delete(skill.years)", "没有函数“delete”。"),
        ("age()", "函数“age”的参数个数不对。"),
        ("any(skill.years > 1)", "函数“any”要一个可填多行的分组里的字段。"),
        ("any(yes)", "函数“any”要一个可填多行的分组里的字段。"),
        ("any(work.gone > 1)", "引用了不存在的字段“work.gone”。"),
        (
            'any(work.years > 1 and title.level = "4")',
            "“title.level”可有多行，请写成 any(…)、all(…)、count(…)、sum(…)，本行请写 this。",
        ),
        ("highest(work.years)", "函数“highest”要一个有代码表的字段。"),
        ('attribute(skill.note, "rank")', "函数“attribute”要一个有代码表的字段。"),
        ('skill.level = "9"', "“level”没有代码“9”。"),
        ('skill.level = "高级工"', "“高级工”是名称，公式里请写代码“4”。"),
        ('skill.field in ["1", "7"]', "“field”没有代码“7”。"),
        ("skill.years in skill.note", '“in”右边应是列表，例如 ["1", "2"]。'),
        ('skill.migrant = "1"', "“=”两边一个是判断，一个不是，永远不会相等。"),
        ("skill.years and skill.migrant", "“and”两边应是判断。"),
        ("skill.migrant + 1", "“+”两边应是数字。"),
        ('"x" * 2', "“*”两边应是数字。"),
    ],
)
def test_a_fault_is_said_in_one_sentence(text, sentence):
    assert faults(text) == [sentence]


@pytest.mark.parametrize("text", ["skill.years", "skill.note", "count(work)", '"x"', "skill.tongues"])
def test_a_condition_is_a_judgement(text):
    assert faults(text, wanted=TRUTH) == ["条件应是一个判断，例如 skill.years >= 5 或 filled(skill.studio)。"]


def test_a_formula_in_a_row_may_speak_of_its_row_of_the_others_and_of_the_whole():
    assert faults("count(work.years > this.years) = 0 and skill.years > this.years", IN_WORK) == []
    assert faults("this.gone > 1", IN_WORK) == ["引用了不存在的字段“this.gone”。"]


@pytest.mark.parametrize("text", ["no", "yes", "1 > 2", '"a" in ["a"]'])
def test_a_condition_that_looks_at_nothing_is_refused(text):
    said = "条件没有看任何字段，总是成立或总不成立：请写明看哪个字段，或清空条件。"
    assert faults(text, wanted=TRUTH) == [said]
    assert faults('today() > "2030"', wanted=TRUTH) == []


NINES = "9" * 40
LONG = "“999999999999999…”的位数太多，小数点前后各最多 15 位，请改写。"
PLACES = "取整的小数位数应是 0 至 9 的整数，请改正。"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"round({NINES}, 2)", LONG),
        (f"skill.years > {NINES}", LONG),
        (f"skill.years > 0.{NINES}", "“0.9999999999999…”的位数太多，小数点前后各最多 15 位，请改写。"),
        ("round(skill.years, 10)", PLACES),
        ("round(skill.years, 1.5)", PLACES),
        ('round(skill.years, "x")', PLACES),
        ("skill.years / 0", "除数不能是 0，请改写。"),
    ],
)
def test_a_number_that_could_not_be_reckoned_with_is_refused(text, sentence):
    assert faults(text) == [sentence]
    assert faults("round(skill.years / 2, 9) > 999999999999999.000000000000001") == []


def test_what_is_highest_is_told_by_a_list_with_ranks():
    group = ("r", True, [{"key": "a", "type": "choice", "code_list": "sex", "label": "甲"}])
    place = Place(definition(group).by_key, TABLES)
    said = "“甲”的代码表没有属性 rank(整数，越小越高)，比不出高低，请先在代码表里填写。"
    assert faults("highest(r.a)", place) == [said]
