from dataclasses import asdict

import pytest

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.formulas.evaluating import Scope
from talent.categories.formulas.formula import formula
from talent.categories.formulas.values import stored
from talent.categories.unitfacts import UnitFacts


def table(key, **attributes):
    """A list whose codes have these attributes."""
    return CodeTable(
        key, tuple(CodeEntry(code, code, given=tuple(given.items())) for code, given in attributes.items())
    )


TABLES = {
    "education": table("education", b={"rank": "3"}, m={"rank": "2"}, unranked={}, odd={"rank": "第一"}),
    "degree": table("degree", b={"rank": "3"}, honorary={}),
    "skill_level": table(
        "skill_level",
        senior={"rank": "5", "is_high_skilled": "yes"},
        middle={"rank": "6", "is_high_skilled": "no"},
    ),
    "title_name": table("title_name", t={"level": "2", "series": "04"}, unclear={}),
}
LISTS = {
    "education.education": "education",
    "education.degree": "degree",
    "skill_cert.level": "skill_level",
    "skill.highest_level": "skill_level",
    "title.title_name": "title_name",
}
UNIT = UnitFacts("示例医院", "12150000MB0123456X", "152502", "21", "110", "Q")
NUMBER = {"id_type": "01", "id_number": "152502197206282979"}


def derived(name, data=None, row=None, unit=UNIT):
    scope = Scope(data or {}, row or {}, asdict(unit), lambda path: TABLES.get(LISTS.get(path)), own="title")
    return stored(formula(name).work_out(scope))


@pytest.mark.parametrize(
    ("identity", "birth", "sex"),
    [
        (NUMBER, "1972-06-28", "1"),
        ({**NUMBER, "id_number": "152502197206282978"}, None, None),
        ({"id_type": "08", "id_number": "E1234567"}, None, None),
        ({"id_number": "152502197206282979"}, None, None),
        ({"id_type": {"text": "军官证"}, "id_number": "152502197206282979"}, None, None),
        ({}, None, None),
    ],
)
def test_birth_and_sex_follow_from_a_number_that_says_them(identity, birth, sex):
    data = {"identity": identity}
    assert (derived("id_birth", data), derived("id_sex", data)) == (birth, sex)


def test_facts_of_the_unit_are_taken_over():
    names = ("unit_name", "unit_code", "unit_region", "unit_type", "unit_ownership", "unit_industry")
    assert tuple(derived(name) for name in names) == (
        "示例医院",
        "12150000MB0123456X",
        "152502",
        "21",
        "110",
        "Q",
    )


@pytest.mark.parametrize(
    ("rows", "best"),
    [
        ([{"education": "b"}, {"education": "m"}, {"education": "b"}], "m"),
        ([{"education": "unranked"}, {"education": "b"}], "b"),
        ([{"education": "odd"}, {"education": "b"}], "b"),
        ([{"education": "odd"}], None),
        ([{"education": {"text": "私塾"}}, {"school": "某校"}, {"education": "gone"}], None),
        ([], None),
        ({"education": "b"}, "b"),
    ],
)
def test_the_highest_education_is_that_of_the_best_row(rows, best):
    assert derived("highest_education", {"education": rows}) == best


def test_an_honorary_degree_is_no_highest_degree():
    assert derived("highest_degree", {"education": [{"degree": "honorary"}, {"degree": "b"}]}) == "b"


@pytest.mark.parametrize(
    ("skill", "high"),
    [
        ({"highest_level": "senior"}, "1"),
        ({"highest_level": "middle"}, "0"),
        ({"highest_level": "gone"}, None),
        ({}, None),
    ],
)
def test_high_skill_follows_from_the_highest_level(skill, high):
    assert derived("is_high_skilled", {"skill": skill}) == high


def test_the_highest_level_follows_from_the_certificates():
    assert derived("highest_skill", {"skill_cert": [{"level": "middle"}, {"level": "senior"}]}) == "senior"


@pytest.mark.parametrize(
    ("row", "level", "series"),
    [
        ({"title_name": "t"}, "2", "04"),
        ({"title_name": "unclear"}, None, None),
        ({"title_name": {"text": "自定职称"}}, None, None),
        ({}, None, None),
    ],
)
def test_level_and_series_follow_from_a_title_that_decides_them(row, level, series):
    assert (derived("title_level", row=row), derived("title_series", row=row)) == (level, series)
