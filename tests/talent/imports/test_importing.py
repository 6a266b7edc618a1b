import io
from pathlib import Path

import pytest

from reports.stats.models import Fact
from talent.categories.service import live_version
from talent.imports.importing import import_list
from talent.records.models import Change
from talent.records.service import accept_many, submit_many
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[3] / "talent" / "imports" / "examples"
BANNER = 152502
HOSPITAL = "T152502000001"
MINE = "T152502000002"
OFFICE = "T152502000003"


@pytest.fixture
def hospital():
    make_organisation("hr_department", BANNER, code=OFFICE)
    return make_organisation("unit", BANNER, code=HOSPITAL, name=HOSPITAL, unit_type="21", industry="Q")


@pytest.fixture
def mine():
    return make_organisation("unit", BANNER, code=MINE, name=MINE, unit_type="42", industry="B")


def professionals(unit):
    version = live_version("professional")
    return import_list(
        EXAMPLES / "professional_staff.xlsx", "professional_staff.xlsx", version=version, unit=unit, by=None
    )


def workers(text, unit):
    version = live_version("skilled")
    return import_list(io.BytesIO(text.encode()), "list.csv", version=version, unit=unit, by=None)


def test_the_whole_staff_list_of_the_hospital_comes_in(hospital):
    report = professionals(hospital)
    assert (report.outcomes, report.problems, report.lacking) == ({"new": 45}, [], [])
    assert [each.row for each in report.staff.skipped] == [50]


def test_what_the_list_says_stands_in_the_record(hospital):
    report = professionals(hospital)
    document = next(change for change in report.changes if change.full_name == "李䶮").document()
    assert document["identity"] == {
        "full_name": "李䶮",
        "id_number": "150781196405224042",
        "id_type": "01",
        "sex": "2",
        "birth_date": "1964-05-22",
        "ethnic_group": "01",
        "political_status": "01",
        "nationality": "1",
    }
    assert [(row["title_level"], row["series"], row["obtained_on"]) for row in document["title"]] == [
        ("4", "04", "2002-09-23")
    ]


def test_the_list_of_the_skilled_workers_in_gb18030_comes_in(mine):
    path = EXAMPLES / "skilled_workers_gb18030.csv"
    report = import_list(path, path.name, version=live_version("skilled"), unit=mine, by=None)
    assert (report.outcomes, report.problems, report.lacking) == ({"new": 30}, [], [])


def test_the_people_of_a_list_walk_to_the_facts(hospital):
    changes = professionals(hospital).changes
    submit_many(changes=changes, by=None)
    accept_many(changes=changes, by=None)
    assert Fact.objects.count() == 0
    accept_many(changes=changes, by=None)
    assert Fact.objects.count() == 45


def test_the_same_list_again_changes_nothing(hospital):
    professionals(hospital)
    report = professionals(hospital)
    assert report.outcomes == {"same": 45}
    assert Change.objects.unscoped(reason="the test counts all").count() == 45


def test_bad_rows_are_reported_by_cell_and_the_others_go_on(mine):
    report = workers(
        "姓名,证件号码,民族,工种\n"
        "苏和,152502197206282979,蒙古族,电工\n"
        "王磊,152531199810271354,汉族,焊工\n"
        "李敏,152531198303092460,火星族,焊工\n"
        "苏和,152502197206282979,蒙古族,电工\n",
        mine,
    )
    assert report.outcomes == {"new": 1, "refused": 2, "doubled": 1}
    assert [(each.row, each.cell, each.text) for each in report.problems] == [
        (3, "B3", "“身份证件号码”的校验位不对，请对照证件逐位核对(前 17 位对应的末位应为 3)。"),
        (4, "C4", "“民族”没有“火星族”这一项，请从列表中选择。"),
        (5, "", "名单中前面已有同一证件号码的人员，请核对后只保留一行。"),
    ]


def test_a_row_that_lacks_what_a_submission_needs_is_kept_as_a_draft_and_said(mine):
    report = workers("姓名,证件号码\n苏和,152502197206282979\n", mine)
    assert report.outcomes == {"new": 1}
    assert [(each.row, each.text) for each in report.lacking] == [
        (2, "请填写“民族”。"),
        (2, "请填写“现从事工种”。"),
    ]


def test_a_person_whom_another_unit_submitted_is_not_taken_over(mine, hospital):
    one = "姓名,证件号码,民族,工种\n苏和,152502197206282979,蒙古族,电工\n"
    submit_many(changes=workers(one, mine).changes, by=None)
    report = workers(one, hospital)
    assert report.outcomes == {"elsewhere": 1}
    assert [each.text for each in report.problems] == [
        "该人员已由其他单位登记本类别，请联系旗县人社部门办理调动。"
    ]


def test_a_birth_month_that_agrees_with_the_number_is_completed_and_another_refused(mine):
    report = workers(
        "姓名,证件号码,民族,工种,出生年月\n"
        "苏和,152502197206282979,蒙古族,电工,1972年6月\n"
        "王磊,152531199810271353,汉族,焊工,1998.11\n",
        mine,
    )
    assert [change.document()["identity"]["birth_date"] for change in report.changes] == ["1972-06-28"]
    assert [(each.cell, each.text) for each in report.problems] == [
        ("E3", "“出生日期”与证件号码中的 1998-10-27 不一致，请核对后改正其中一项。")
    ]
