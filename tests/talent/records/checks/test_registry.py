"""Each check finds what it is for, at its field, and nothing beside it."""

import pytest

from talent.records.checks.check import Around, Other
from talent.records.checks.registry import BLOCKING, BY_KEY, CHECKS, SERIOUS
from talent.records.enums import Severity
from tests.talent.records.checks.looking import found
from tests.talent.records.register import number

pytestmark = pytest.mark.django_db
BORN = {"id_type": "01", "id_number": number(1), "full_name": "苏和", "birth_date": "1985-07-26"}
HIGHER, MIDDLE = {"title_level": "2"}, {"title_level": "3"}


def other(record=8, *, unit=7, name="塔娜"):
    return Other(record_id=record, person_id=record, category_id=1, unit_id=unit, full_name=name)


def around(path, *others):
    return Around(alike={(1, path): others})


@pytest.mark.parametrize(
    ("key", "document", "more", "expected"),
    [
        ("rules", {}, {}, []),
        (
            "rules",
            {},
            {"warnings": [{"path": "work.0.end", "key": "wrong_order", "given": {"other": "起始时间"}}]},
            [("work.0.end", {"key": "wrong_order", "given": {"other": "起始时间"}})],
        ),
        ("age_band", {"identity": BORN, "employment": {"person_status": "1"}}, {}, []),
        ("age_band", {"identity": {"birth_date": "2010-06-01"}}, {}, []),
        ("age_band", {"identity": {"birth_date": "2010-06-02"}}, {}, [("identity.birth_date", {"age": 15})]),
        (
            "age_band",
            {"identity": {"birth_date": "1950-05-31"}, "employment": {"person_status": "1"}},
            {},
            [("identity.birth_date", {"age": 76})],
        ),
        (
            "age_band",
            {"identity": {"birth_date": "1950-05-31"}, "employment": {"person_status": "3"}},
            {},
            [],
        ),
        ("before_birth", {"identity": BORN, "title": [{"obtained_on": "1985"}, {}]}, {}, []),
        (
            "before_birth",
            {"identity": BORN, "title": [{}, {"obtained_on": "1985-06"}], "work": [{"start": "1984-01"}]},
            {},
            [
                ("title.1.obtained_on", {"said": "1985-06", "born": "1985-07-26"}),
                ("work.0.start", {"said": "1984-01", "born": "1985-07-26"}),
            ],
        ),
        ("before_birth", {"work": [{"start": "1884-01"}]}, {}, []),
        (
            "school_too_early",
            {"identity": BORN, "education": [{"start": "1992-09", "education": "81"}]},
            {},
            [],
        ),
        (
            "school_too_early",
            {"identity": BORN, "education": [{"start": "2003-09", "education": "21"}]},
            {},
            [],
        ),
        (
            "school_too_early",
            {"identity": BORN, "education": [{"start": "1994-09", "education": "21", "end": "2007-07"}]},
            {},
            [("education.0.start", {"said": "1994-09", "level": "21", "age": 10})],
        ),
        (
            "school_too_early",
            {"identity": BORN, "education": [{"start": "1996-09", "education": "21", "end": "1999-07-25"}]},
            {},
            [("education.0.end", {"said": "1999-07-25", "level": "21", "age": 14})],
        ),
        (
            "school_too_early",
            {"identity": BORN, "education": [{"start": "1996-09", "education": "21", "end": "1999-07-26"}]},
            {},
            [],
        ),
        (
            "degree_before_school",
            {"education": [{"start": "2003-09", "degree_date": "2003-09-01"}, {"degree_date": "1999-01-01"}]},
            {},
            [],
        ),
        (
            "degree_before_school",
            {"education": [{}, {"start": "2003-09", "degree_date": "2003-07-01"}]},
            {},
            [
                (
                    "education.1.degree_date",
                    {"said": "2003-07-01", "start": "2003-09", "other": "education.start"},
                )
            ],
        ),
        ("under_age", {"identity": BORN, "post": {"post_since": "2001-07"}}, {}, []),
        (
            "under_age",
            {
                "identity": BORN,
                "post": {"post_since": "2001-06"},
                "work": [{"start": "2003-01"}, {"start": "1995-01"}],
            },
            {},
            [
                ("work.1.start", {"said": "1995-01", "age": 16}),
                ("post.post_since", {"said": "2001-06", "age": 16}),
            ],
        ),
        ("under_age", {"post": {"post_since": "2001-06"}}, {}, []),
        ("under_age", {"identity": BORN, "title": [{"obtained_on": "1984"}]}, {}, []),  # before_birth says it
        (
            "under_age",
            {"identity": {"birth_date": "1970-03-02"}, "employment": {"work_start": "1985-10"}},
            {},
            [],
        ),
        (
            "under_age",
            {"identity": {"birth_date": "1980-03-02"}, "employment": {"work_start": "1995-10"}},
            {},
            [("employment.work_start", {"said": "1995-10", "age": 16})],
        ),
        (
            "under_age",
            {"identity": {"birth_date": "1980-03-02"}, "employment": {"work_start": "1993-10"}},
            {"warnings": [{"path": "employment.work_start", "key": "too_young", "given": {"limit": 14}}]},
            [],
        ),
        (
            "post_before_work",
            {
                "employment": {"work_start": "2010-07", "unit_since": "2010-07"},
                "appointment": [{"start": "2010"}, {}],
                "post": {"post_since": "2012-03"},
            },
            {},
            [],
        ),
        ("post_before_work", {"post": {"post_since": "2012-03"}}, {}, []),
        (
            "post_before_work",
            {"employment": {"work_start": "2024-07"}, "post": {"post_since": "2013-03"}},
            {},
            [
                (
                    "post.post_since",
                    {"said": "2013-03", "start": "2024-07", "other": "employment.work_start"},
                )
            ],
        ),
        (
            "senior_too_young",
            {
                "identity": BORN,
                "title": [
                    HIGHER | {"obtained_on": "2010-07-26"},
                    HIGHER | {"obtained_on": "2010"},
                    MIDDLE | {"obtained_on": "2009-01"},
                    HIGHER,
                ],
            },
            {},
            [],
        ),
        (
            "senior_too_young",
            {"identity": BORN, "title": [MIDDLE, HIGHER | {"obtained_on": "2010-06"}]},
            {},
            [("title.1.obtained_on", {"said": "2010-06", "level": "2", "age": 25})],
        ),
        (
            "title_before_work",
            {"employment": {"work_start": "2010-07"}, "title": [{"obtained_on": "2010"}]},
            {},
            [],
        ),
        (
            "title_before_work",
            {"employment": {"work_start": "2010-07"}, "title": [{"obtained_on": "2010-06-30"}]},
            {},
            [
                (
                    "title.0.obtained_on",
                    {"said": "2010-06-30", "start": "2010-07", "other": "employment.work_start"},
                )
            ],
        ),
        ("backwards", {"title": [MIDDLE]}, {}, []),
        ("backwards", {"title": [MIDDLE, HIGHER]}, {"before": {"title": [HIGHER]}}, []),
        (
            "backwards",
            {"title": [MIDDLE]},
            {"before": {"title": [MIDDLE, HIGHER]}},
            [("title.0.title_level", {"before": "2", "now": "3"})],
        ),
        ("identity_changed", {"identity": BORN}, {"before": {"identity": BORN}}, []),
        (
            "identity_changed",
            {"identity": BORN},
            {"before": {"identity": BORN | {"full_name": "塔娜"}}},
            [("identity.full_name", {"before": "塔娜", "now": "苏和"})],
        ),
        ("same_person", {}, {"around": Around(same_person={5: (other(name="苏和"),)})}, []),
        (
            "same_person",
            {},
            {"around": Around(same_person={5: (other(unit=7), other(9, unit=3))})},
            [("identity.id_number", {}), ("identity.id_number", {})],
        ),
        ("same_name", {}, {"around": around("identity.full_name", other(unit=3))}, []),
        (
            "same_name",
            {},
            {"around": around("identity.full_name", other(8), other(9))},
            [("identity.full_name", {"count": 2})],
        ),
        (
            "same_certificate",
            {"title": [{"cert_no": "A1234567"}]},
            {"around": around("title.0.cert_no", other(unit=3))},
            [("title.0.cert_no", {})],
        ),
        ("shared_telephone", {}, {"around": around("contact.mobile", *map(other, range(2)))}, []),
        (
            "shared_telephone",
            {},
            {"around": around("contact.mobile", *map(other, range(3)))},
            [("contact.mobile", {"count": 3})],
        ),
        ("many_changes", {}, {"around": Around(today={7: (40, 100)})}, []),
        ("many_changes", {}, {"before": {}, "around": Around(today={7: (29, 30)})}, []),
        ("many_changes", {}, {"before": {}, "around": Around(today={7: (40, 200)})}, []),
        (
            "many_changes",
            {},
            {"before": {}, "around": Around(today={7: (40, 100)})},
            [("", {"count": 40, "share": 40})],
        ),
        (
            "one_value",
            {"identity": {"political_status": "01"}},
            {
                "before": {},
                "around": Around(size=40, same_values={("identity.political_status", "'01'"): 19}),
            },
            [],
        ),
        (
            "one_value",
            {"identity": {"political_status": "01"}},
            {
                "before": {},
                "around": Around(size=40, same_values={("identity.political_status", "'01'"): 20}),
            },
            [("identity.political_status", {"count": 20, "said": "01"})],
        ),
        ("incomplete", {}, {"completeness": 60}, []),
        ("incomplete", {}, {"completeness": 59}, [("", {"share": 59})]),
    ],
)
def test_a_check_finds_what_it_is_for_and_nothing_else(key, document, more, expected):
    assert found(BY_KEY[key], document, **more) == expected


@pytest.mark.parametrize(
    ("number", "level", "expected"),
    [
        ("Y00001234567890330000001", "4", []),
        ("Y000012345678904" + "000001", "3", []),
        ("Y000012345678904" + "000001", "5", [("skill_cert.0.cert_no", {"digit": "4", "level": "5"})]),
        ("Y000012345678904" + "000001", None, []),
        ("1234567890123456", "5", []),
    ],
)
def test_a_skill_certificate_says_its_level_at_the_sixteenth_place(number, level, expected):
    document = {"skill_cert": [{"cert_no": number, "level": level}]}
    assert found(BY_KEY["certificate_level"], document, category="skilled") == expected


def test_what_is_stated_is_held_against_what_the_rows_prove():
    check = BY_KEY["differs_from_derived"]
    row = {"level": "4"}
    proved = {"skill_cert": [row], "skill": {"current_trade": "焊工", "highest_level": "4"}}
    claimed = {"skill_cert": [row], "skill": {"current_trade": "焊工", "highest_level": "6"}}
    assert found(check, proved, category="skilled") == []
    assert found(check, claimed, category="skilled") == [
        ("skill.highest_level", {"stated": "6", "follows": "4"})
    ]


def test_birth_and_sex_are_held_against_the_number():
    document = {"identity": BORN | {"sex": "2", "birth_date": "1985-07-27"}}
    assert found(BY_KEY["differs_from_derived"], document) == [
        ("identity.sex", {"stated": "2", "follows": "1"}),
        ("identity.birth_date", {"stated": "1985-07-27", "follows": "1985-07-26"}),
    ]


def test_a_manager_appointed_in_childhood_is_noticed_by_either_end():
    document = {
        "identity": {"birth_date": "2001-05-04"},
        "employment": {"work_start": "2024-07"},
        "post": {"post_since": "2013-03"},
    }
    keys = [each.key for each in CHECKS if found(each, document, category="management")]
    assert keys == ["under_age", "post_before_work"]


def test_each_check_has_its_own_key_and_says_what_to_do():
    assert len(BY_KEY) == len(CHECKS)
    assert [check.key for check in CHECKS if not str(check.remedy)] == []
    assert [check.key for check in CHECKS if check.key != "rules" and not str(check.sentence)] == []
    assert {"before_birth"} == BLOCKING
    assert {check.key for check in CHECKS if check.severity == Severity.HINT} == BY_KEY.keys() - SERIOUS
