import pytest

from talent.categories.derivations import UnitFacts
from talent.categories.rules import GIVEN, RULES
from tests.talent.categories.definitions import IDENTITY, checked, definition, said

NUMBER = "152502197206282979"
CERTIFICATES = (
    "skill_cert",
    True,
    [
        {"key": "level", "type": "choice", "code_list": "skill_level"},
        {"key": "cert_no", "type": "text"},
    ],
)
EDUCATION = ("education", True, [{"key": "start", "type": "month"}, {"key": "end", "type": "partial_date"}])
EMPLOYMENT = ("employment", False, [{"key": "unit", "type": "unit"}, {"key": "work_start", "type": "month"}])


def found(groups, rule, raw, given=None, unit=None):
    """What one rule says of a document: (path, key)."""
    made = definition(*groups, rules=[(rule, "block", given or {})])
    return [each for each in said(checked(made, raw, unit=unit).problems) if each[1] != "required"]


def test_every_rule_says_what_it_must_be_given():
    assert GIVEN.keys() == RULES.keys()


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ({"id_number": NUMBER}, []),
        ({"id_number": NUMBER, "sex": "女"}, [("identity.sex", "sex_disagrees")]),
        ({"id_number": NUMBER, "birth_date": "1972-06-29"}, [("identity.birth_date", "birth_disagrees")]),
        ({"id_number": "152502197206282978"}, [("identity.id_number", "id_check_digit")]),
        ({"id_number": "123"}, [("identity.id_number", "id_format")]),
        ({"id_type": "08", "id_number": "E1234567", "sex": "女"}, []),
        ({}, []),
    ],
)
def test_identity_agrees(identity, expected):
    assert found([IDENTITY], "identity_agrees", {"identity": identity}) == expected


@pytest.mark.parametrize(
    ("level", "number", "key"),
    [
        ("高级工", "Y000015016586213680613", None),
        ("中级工", "Y000015016586213680613", "certificate_level"),
        ("", "Y000015016586213680613", None),
        ("高级工", "1234567890123456", None),
        ("高级工", "AB12345678901234567890", None),
        ("高级工", "Y00001501658621368061", "certificate_format"),
        ("高级工", "", None),
    ],
)
def test_skill_certificate_agrees(level, number, key):
    raw = {"skill_cert": [{"level": level, "cert_no": number}]}
    expected = [("skill_cert.0.cert_no", key)] if key else []
    assert found([CERTIFICATES], "skill_certificate_agrees", raw) == expected


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2001-09", "2005-07", False),
        ("2001-09", "2001", False),
        ("2001-09", "2000", True),
        ("2001-09", "", False),
    ],
)
def test_in_order_compares_as_far_as_both_are_known(start, end, wrong):
    given = {"group": "education", "first": "start", "second": "end"}
    expected = [("education.0.end", "wrong_order")] if wrong else []
    assert found([EDUCATION], "in_order", {"education": [{"start": start, "end": end}]}, given) == expected


@pytest.mark.parametrize(("began", "wrong"), [("1986-06", False), ("1986-05", True), ("", False)])
def test_old_enough_counts_whole_months_from_the_birth_date(began, wrong):
    raw = {"identity": {"id_number": NUMBER}, "employment": {"work_start": began}}
    given = {"path": "employment.work_start", "age": 14}
    expected = [("employment.work_start", "too_young")] if wrong else []
    assert found([IDENTITY, EMPLOYMENT], "old_enough", raw, given) == expected


@pytest.mark.parametrize(
    ("rule", "unit_type", "wrong"),
    [
        ("unit_type_in", "41", False),
        ("unit_type_in", "21", True),
        ("unit_type_in", "", False),
        ("unit_type_not_in", "41", True),
        ("unit_type_not_in", "21", False),
    ],
)
def test_admission_by_the_type_of_the_unit(rule, unit_type, wrong):
    given = {"path": "employment.unit", "codes": ["41", "42"], "label": "企业经营管理人才"}
    expected = [("employment.unit", "admission_unit_type")] if wrong else []
    assert found([EMPLOYMENT], rule, {}, given, UnitFacts(unit_type=unit_type)) == expected


def test_admission_by_a_value():
    given = {"path": "identity.sex", "codes": ["2"]}
    raw = {"identity": {"sex": "女"}}
    assert found([IDENTITY], "value_not_in", raw, given) == [("identity.sex", "admission_value")]


def test_a_rule_that_warns_stops_nothing():
    made = definition(IDENTITY, rules=[("value_not_in", "warn", {"path": "identity.sex", "codes": ["2"]})])
    outcome = checked(made, {"identity": {"id_number": NUMBER, "full_name": "苏和", "sex": "女"}})
    assert (outcome.problems, said(outcome.warnings)) == ((), [("identity.sex", "admission_value")])
