import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.stats.models import Fact
from talent.categories.codes.shaping import merge, retire
from talent.categories.models import Code
from talent.categories.service import live_version
from talent.imports.importing import import_list
from talent.orgs.service import scope_for
from talent.records.models import Change, ImportRun, Person
from talent.records.service import accept_many, propose, submit_many
from tests.contracts.world import member
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[3] / "talent" / "imports" / "examples"
BANNER, LEAGUE = 152502, 152500
HOSPITAL = "T152502000001"
MINE = "T152502000002"
OFFICE = "T152502000003"


@pytest.fixture
def hospital():
    make_organisation("hr_department", BANNER, code=OFFICE)
    make_organisation("hr_department", LEAGUE)
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
    senior = [each for each in accept_many(changes=changes, by=None) if each.level]
    assert {each.level for each in senior} == {"league"}
    assert Fact.objects.count() == 45 - len(senior)
    accept_many(changes=senior, by=None)
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


MIXED = "姓名,证件号码,民族,工种\n苏和,152502197206282979,蒙古族,{}\n王磊,152531199810271353,汉族,{}\n"


def ethnic(name):
    return Code.objects.select_related("code_list").get(code_list__key="ethnic", code=name)


def said(report):
    return [(each.row, each.cell, each.text) for each in report.problems]


@pytest.mark.parametrize("approved", [False, True])
def test_a_retired_code_that_stands_in_a_record_survives_a_list_that_changes_something_else(mine, approved):
    changes = workers(MIXED.format("电工", "焊工"), mine).changes
    if approved:
        make_organisation("hr_department", BANNER, code=OFFICE)
        submit_many(changes=changes, by=None)
        accept_many(changes=changes, by=None)
        accept_many(changes=changes, by=None)
    retire(code=ethnic("02"), by=make_user())
    report = workers(MIXED.format("钳工", "焊工"), mine)
    assert (report.outcomes, said(report)) == ({"changed": 1, "same": 1}, [])
    (change,) = report.changes
    document = change.document()
    assert (document["identity"]["ethnic_group"], document["skill"]["current_trade"]) == ("02", "钳工")


def test_a_merged_code_that_stands_in_a_record_is_not_turned_into_the_other(mine):
    workers(MIXED.format("电工", "焊工"), mine)
    merge(code=ethnic("02"), into="03", by=make_user())
    report = workers(MIXED.format("钳工", "焊工"), mine)
    assert [each.document()["identity"]["ethnic_group"] for each in report.changes] == ["02"]


def test_a_retired_code_is_refused_for_everybody_in_whose_record_it_does_not_stand(mine, hospital):
    workers(MIXED.format("电工", "焊工"), mine)
    retire(code=ethnic("02"), by=make_user())
    other = MIXED.format("电工", "焊工").replace("汉族", "蒙古族")
    for unit, outcomes, row in ((mine, {"refused": 1, "same": 1}, 3), (hospital, {"refused": 2}, 2)):
        report = workers(other, unit)
        assert report.outcomes == outcomes
        assert said(report)[0] == (row, f"C{row}", "“民族”的“蒙古族”已停用，请改选现行的一项。")
    people = Person.objects.unscoped(reason="test").count()
    assert people == 2


def test_one_person_twice_in_a_list_with_a_kept_code_is_taken_once(mine):
    workers(MIXED.format("电工", "焊工"), mine)
    retire(code=ethnic("02"), by=make_user())
    twice = MIXED.format("钳工", "焊工") + "苏和,152502197206282979,蒙古族,车工\n"
    assert workers(twice, mine).outcomes == {"changed": 1, "same": 1, "doubled": 1}


def test_kept_codes_cost_no_further_query_however_many_rows_hold_one(mine):
    three = MIXED.format("电工", "焊工") + "李敏,152531198303092460,蒙古族,焊工\n"
    workers(three, mine)
    with CaptureQueriesContext(connection) as before:
        workers(three, mine)
    retire(code=ethnic("02"), by=make_user())
    workers(three, mine)
    with CaptureQueriesContext(connection) as after:
        assert workers(three, mine).outcomes == {"same": 3}
    assert len(after) == len(before)


def test_a_person_whom_another_unit_submitted_is_not_taken_over(mine, hospital):
    one = "姓名,证件号码,民族,工种\n苏和,152502197206282979,蒙古族,电工\n"
    submit_many(changes=workers(one, mine).changes, by=None)
    report = workers(one, hospital)
    assert report.outcomes == {"elsewhere": 1}
    assert [each.text for each in report.problems] == [
        "该人员已由其他单位登记本类别，请在“人员调动”中申请调入。"
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


def test_what_comes_in_keeps_the_list_that_it_came_with_whoever_completes_it(hospital):
    report = professionals(hospital)
    run = ImportRun.objects.visible_to(scope_for(member("head", hospital, "unit_reviewer"))).get()
    assert (run.unit, run.category.key, run.filename) == (hospital, "professional", "professional_staff.xlsx")
    assert set(Change._plain.values_list("import_run", flat=True)) == {run.pk}
    one = report.changes[0]
    raw = one.document()
    raw["identity"]["ethnic_group"] = "鄂温克族"
    by = member("clerk", hospital, "collector")
    saved = propose(
        version=one.version, unit=hospital, raw=raw, by=by, source="unit", change=one, lock=one.lock
    )
    again = Change._plain.get(pk=one.pk)
    assert (saved.kind, again.source, again.import_run) == ("changed", "unit", run)
