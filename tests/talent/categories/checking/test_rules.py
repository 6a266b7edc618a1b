import pytest

from talent.categories.checking.rules import GIVEN, RULES
from talent.categories.service import clean, live_version
from talent.categories.unitfacts import UnitFacts
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


APPOINTMENT = ("appointment", False, [{"key": "start", "type": "date"}, {"key": "end", "type": "date"}])
WORK = ("work", True, [{"key": "start", "type": "partial_date"}, {"key": "kind", "type": "text"}])


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


def test_in_order_looks_at_a_group_of_one_row_as_well():
    given = {"group": "appointment", "first": "start", "second": "end"}
    raw = {"appointment": {"start": "2001-09-01", "end": "2001-08-31"}}
    assert found([APPOINTMENT], "in_order", raw, given) == [("appointment.end", "wrong_order")]


def test_a_rule_on_a_field_looks_at_every_row_of_its_group():
    rows = [{"start": "1985", "kind": "1"}, {"start": "1987-01", "kind": "2"}, {"start": "1986"}]
    raw = {"identity": {"id_number": NUMBER}, "work": rows}
    young = found([IDENTITY, WORK], "old_enough", raw, {"path": "work.start", "age": 14})
    admitted = found([IDENTITY, WORK], "value_not_in", raw, {"path": "work.kind", "codes": ["2"]})
    assert (young, admitted) == ([("work.0.start", "too_young")], [("work.1.kind", "admission_value")])


def test_certificates_in_a_group_of_one_row_are_looked_at():
    raw = {"skill_cert": {"level": "中级工", "cert_no": "Y000015016586213680613"}}
    single = ("skill_cert", False, CERTIFICATES[2])
    assert found([single], "skill_certificate_agrees", raw) == [("skill_cert.cert_no", "certificate_level")]


def test_the_age_is_not_asked_where_the_birth_is_no_date():
    fields = [{"key": "birth_date", "type": "text"}]
    raw = {"identity": {"birth_date": "不详"}, "employment": {"work_start": "1986-05"}}
    given = {"path": "employment.work_start", "age": 14}
    assert found([("identity", False, fields), EMPLOYMENT], "old_enough", raw, given) == []


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


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"title_name": "副主任护师", "title_level": "副高级", "series": "卫生技术人员"}, []),
        ({"title_name": "副主任护师", "title_level": "中级"}, [("title.0.title_level", "title_disagrees")]),
        ({"title_name": "副主任护师", "series": "会计人员"}, [("title.0.series", "title_disagrees")]),
        ({"title_name": "讲师", "series": "高等学校教师"}, []),
        ({"title_name": "本单位自定职称", "title_level": "中级"}, []),
    ],
)
@pytest.mark.django_db
def test_title_agrees_where_the_name_decides_level_and_series(row, expected):
    cleaned = clean(live_version("professional"), {"title": [row]}, unit=UnitFacts())
    assert [each for each in said(cleaned.problems) if each[1] == "title_disagrees"] == expected
