import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.checking.cleaning import Cleaned, check
from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.problems import SENTENCES
from talent.categories.unitfacts import UnitFacts
from tests.talent.categories.definitions import IDENTITY, TABLES, checked, definition, said

NUMBER = "152502197206282979"
WORK = (
    "work",
    True,
    [
        {"key": "start", "type": "month", "required": "complete"},
        {"key": "unit_name", "type": "text", "required": "submit"},
    ],
)


def whole(**identity):
    return {"identity": {"id_number": NUMBER, "full_name": "苏和", **identity}}


def test_a_whole_document_has_its_defaults_and_derived_values():
    assert checked(definition(IDENTITY), whole()) == Cleaned(
        {
            "identity": {
                "id_type": "01",
                "id_number": NUMBER,
                "full_name": "苏和",
                "sex": "1",
                "birth_date": "1972-06-28",
            }
        }
    )


def test_what_is_typed_stands_before_what_could_be_derived():
    assert checked(definition(IDENTITY), whole(sex="女")).data["identity"]["sex"] == "2"


def test_a_fixed_value_is_always_that_of_the_unit():
    fields = [{"key": "unit", "type": "unit", "derive": "unit_name", "fixed": True}]
    found = checked(
        definition(("employment", False, fields)),
        {"employment": {"unit": "另一单位"}},
        unit=UnitFacts(name="示例医院"),
    )
    assert found.data == {"employment": {"unit": "示例医院"}}


def test_missing_values_are_problems_or_warnings_by_their_strength():
    found = checked(definition(IDENTITY, WORK), {"identity": {}, "work": [{"unit_name": "某厂"}]})
    assert said(found.problems) == [("identity.id_number", "required"), ("identity.full_name", "required")]
    assert said(found.warnings) == [("work.0.start", "required")]
    assert (found.invalid, found.completeness) == ((), 40)


def test_a_repeating_group_with_a_required_field_needs_a_row():
    found = checked(definition(IDENTITY, WORK), whole())
    assert said(found.problems) == [("work", "row_required")]


def test_empty_rows_are_dropped_and_the_others_keep_their_order():
    rows = [
        {},
        {"unit_name": "甲"},
        {"unit_name": "", "start": None},
        {"unit_name": "乙", "start": "2001-02"},
    ]
    assert checked(definition(WORK), {"work": rows}).data == {
        "work": [{"unit_name": "甲"}, {"unit_name": "乙", "start": "2001-02"}]
    }


def test_a_row_of_blanks_is_empty_and_an_empty_value_is_missing():
    rows = [{"unit_name": " \u3000", "start": "\ufeff"}, {"unit_name": "甲", "start": {"text": ""}}]
    found = checked(definition(WORK), {"work": rows})
    assert (found.data, said(found.warnings)) == (
        {"work": [{"unit_name": "甲"}]},
        [("work.0.start", "required")],
    )


@pytest.mark.parametrize("typed", [[], [""], [None, {"text": " "}]])
def test_a_choice_of_nothing_does_not_fill_what_is_required(typed):
    fields = [{"key": "field", "type": "multichoice", "code_list": "sex", "required": "submit"}]
    found = checked(definition(("social", False, fields)), {"social": {"field": typed}})
    assert (found.data, said(found.problems)) == ({"social": {}}, [("social.field", "required")])


def test_problems_come_as_the_form_is_read():
    raw = {
        "work": [{"start": "x"}, {"unit_name": "乙", "start": "y"}, 5],
        "nobody": {},
        "identity": {"x": "1"},
    }
    found = checked(definition(IDENTITY, WORK), raw)
    assert said(found.problems) == [
        ("identity.x", "unknown_field"),
        ("identity.id_number", "required"),
        ("identity.full_name", "required"),
        ("work.0.start", "not_a_month"),
        ("work.0.unit_name", "required"),
        ("work.1.start", "not_a_month"),
        ("work.2", "not_a_row"),
        ("work.2.unit_name", "required"),
        ("nobody", "unknown_field"),
    ]


def test_a_fixed_value_that_cannot_be_derived_is_not_taken_from_what_was_typed():
    fields = [{"key": "kind", "type": "choice", "code_list": "sex", "derive": "unit_type", "fixed": True}]
    found = checked(
        definition(("employment", False, fields)),
        {"employment": {"kind": "1"}},
        unit=UnitFacts(unit_type="77"),
    )
    assert (found.data, found.problems) == ({"employment": {}}, ())
    assert said(found.warnings) == [("employment.kind", "not_in_list")]


def test_what_follows_from_a_derived_value_is_derived_as_well():
    certificate = {"key": "level", "type": "choice", "code_list": "skill_level"}
    highest = {
        "key": "highest_level",
        "type": "choice",
        "code_list": "skill_level",
        "derive": "highest_skill",
    }
    high = {"key": "high", "type": "bool", "derive": "is_high_skilled"}
    made = definition(("skill", False, [high, highest]), ("skill_cert", True, [certificate]))
    found = checked(made, {"skill_cert": [{"level": "中级工"}, {"level": "高级工"}]})
    assert found.data["skill"] == {"high": True, "highest_level": "4"}


def test_a_refused_value_is_named_by_its_place_and_not_called_missing():
    found = checked(definition(WORK), {"work": [{"unit_name": "甲", "start": "昨天"}]})
    assert said(found.problems) == [("work.0.start", "not_a_month")]
    assert found.problems[0].text == "“start”应写到月，例如 1985-07 或 1985年7月；现为“昨天”。"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"nobody": {}}, [("nobody", "unknown_field"), ("work", "row_required")]),
        ({"a.b.c": {}}, [("a.b.c", "unknown_field"), ("work", "row_required")]),
        ({"work": [{"unit_name": "甲", "a.²": "9"}]}, [("work.0.a.²", "unknown_field")]),
        ({"work": [{"unit_name": "甲", "salary": "9"}]}, [("work.0.salary", "unknown_field")]),
        ({"work": {"unit_name": "甲"}}, [("work", "row_required"), ("work", "not_a_row")]),
        ({"work": ["甲"]}, [("work.0.unit_name", "required"), ("work.0", "not_a_row")]),
    ],
)
def test_what_the_definition_does_not_know_is_said(raw, expected):
    assert sorted(said(checked(definition(WORK), raw).problems)) == sorted(expected)


@pytest.mark.parametrize(
    ("typed", "stored", "problems"),
    [
        ("1972年6月", "1972-06-28", []),
        ("1972", "1972-06-28", []),
        ("1972年7月", "1972-06-28", [("identity.birth_date", "birth_disagrees")]),
        ("1972-06-28", "1972-06-28", []),
    ],
)
def test_a_coarse_birth_date_is_completed_from_the_number_where_both_agree(typed, stored, problems):
    found = checked(definition(IDENTITY), whole(birth_date=typed))
    assert (found.data["identity"]["birth_date"], said(found.problems)) == (stored, problems)


def test_a_coarse_birth_date_stays_wrong_without_a_number_that_says_more():
    found = checked(definition(IDENTITY), {"identity": {"full_name": "苏和", "birth_date": "1972"}})
    assert ("identity.birth_date", "not_a_date") in said(found.problems)


def test_a_stored_document_is_checked_to_itself():
    first = checked(definition(IDENTITY, WORK), {**whole(), "work": [{"unit_name": "甲"}]})
    assert checked(definition(IDENTITY, WORK), first.data) == first


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(["identity", "work", "id_number", "unit_name", "full_name", "x", "work.٣.x", "a.b.c"])


@given(st.dictionaries(KEYS, JSON | st.dictionaries(KEYS, JSON) | st.lists(st.dictionaries(KEYS, JSON))))
def test_no_document_breaks_the_check_and_every_problem_has_its_sentence(raw):
    found = checked(definition(IDENTITY, WORK), raw)
    assert all(problem.text and problem.key in SENTENCES for problem in found.problems + found.warnings)
    assert set(found.data) == {"identity", "work"}


#: A document in which a code stands that nobody may choose any more, in a row and beside it.
LEVELS = (
    "skill",
    True,
    [{"key": "level", "type": "choice", "code_list": "skill_level"}, {"key": "name", "type": "text"}],
)
STANDING = {"skill": [{"level": "1", "name": "甲"}, {"level": "4"}]}


def edited(raw, standing=STANDING):
    return check(definition(LEVELS), raw, tables=TABLES, unit=UnitFacts(), standing=standing)


@pytest.mark.parametrize("word", ["1", "学徒工"])
def test_a_retired_code_that_stands_survives_an_edit_in_any_row_by_its_code_or_its_name(word):
    found = edited({"skill": [{"level": "3"}, {"level": word, "name": "乙"}]})
    assert found.data == {"skill": [{"level": "3"}, {"level": "1", "name": "乙"}]}
    assert found.problems == ()


@pytest.mark.parametrize("standing", [None, {}, {"skill": []}, {"skill": [{"level": "4"}]}])
def test_a_retired_code_that_does_not_stand_is_refused(standing):
    assert said(edited({"skill": [{"level": "1"}]}, standing).problems) == [("skill.0.level", "retired_code")]


def test_a_code_that_stands_in_one_field_is_not_taken_in_another():
    other = ("other", False, [{"key": "level", "type": "choice", "code_list": "skill_level"}])
    raw = {"skill": [{"level": "1"}], "other": {"level": "1"}}
    found = check(
        definition(LEVELS, other), raw, tables=TABLES, unit=UnitFacts(), standing={"skill": [{"level": "1"}]}
    )
    assert said(found.problems) == [("other.level", "retired_code")]


def test_what_follows_from_a_retired_code_that_stands_may_be_that_code():
    best = ("skill", False, [
        {"key": "highest_level", "type": "choice", "code_list": "skill_level", "derive": "highest_skill"}
    ])  # fmt: skip
    certs = ("skill_cert", True, [{"key": "level", "type": "choice", "code_list": "skill_level"}])
    apprentice = CodeEntry("1", "学徒工", choosable=False, given=(("rank", "8"),))
    tables = {"skill_level": CodeTable("skill_level", (apprentice,))}
    standing = {"skill_cert": [{"level": "1"}]}
    found = check(definition(best, certs), standing, tables=tables, unit=UnitFacts(), standing=standing)
    assert (found.data["skill"], found.warnings) == ({"highest_level": "1"}, ())
