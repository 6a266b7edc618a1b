"""花名册: the approved people of a unit, or of all units in the reach of an office, by columns."""

import pytest
from django.http import QueryDict

from reports.printing.documents import Paper
from reports.printing.models import PrintedSheet
from reports.printing.numbers import shown
from reports.printing.sheets import listed, sheet_of
from talent.orgs.service import scope_for
from talent.security.models import AuditEvent
from tests.factories import make_organisation
from tests.reports.printing.samples import read
from tests.talent.collect.world import World, account, browser, number

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    found = World()
    found.accepted(1, "乌日娜")
    found.accepted(2, "斯琴·图雅")
    found.waiting(3, "未通过者")
    return found


def roster_of(user, at, asked=""):
    sheet = sheet_of("roster")
    found = sheet.find(scope_for(user), QueryDict(asked), key="skilled", organisation_id=at.pk)
    return sheet.document(found, "zh-hans") if found else None


def labels(document):
    return [column.label for column in document.tables[0].columns]


def test_a_unit_lists_its_approved_people_with_the_usual_columns(world):
    document = roster_of(world.clerk, world.unit)
    assert document.title == "技能人才花名册"
    assert labels(document) == [
        *("序号", "姓名", "性别", "出生日期", "民族", "政治面貌", "手机号码"),
        *("现任职务(岗位)", "最高学历"),
    ]
    assert [row[:5] for row in document.tables[0].rows] == [
        ("1", "乌日娜", "男", "1985年7月26日", "汉族"),
        ("2", "斯琴·图雅", "女", "1985年7月26日", "汉族"),
    ]


def test_columns_and_paper_are_chosen_and_what_no_version_knows_is_left_out(world):
    asked = "columns=identity.id_number&columns=identity.full_name&columns=work.post&columns=x&paper=A3"
    document = roster_of(world.clerk, world.unit, asked)
    assert (labels(document), document.paper) == (["序号", "身份证件号码", "姓名"], Paper.A3)
    assert document.tables[0].rows[0] == ("1", number(1), "乌日娜")


def test_an_office_lists_the_people_of_its_units_with_the_unit(world):
    document = roster_of(world.boss, world.office)
    assert [(row[1], row[-1]) for row in document.tables[0].rows] == [
        ("乌日娜", "示例设计院"),
        ("斯琴·图雅", "示例设计院"),
    ]


def test_who_is_elsewhere_finds_nothing(world):
    elsewhere = account("elsewhere", make_organisation("hr_department", 152522), "analyst")
    asking = [(world.stranger, world.unit), (world.boss, world.unit), (elsewhere, world.office)]
    assert [roster_of(user, at) for user, at in asking] == [None] * 3
    assert browser(world.clerk).get(f"/print/rosters/{world.unit.pk}/responsible_person/").status_code == 404


def test_columns_that_a_page_has_no_room_for_are_named(world, monkeypatch):
    monkeypatch.setitem(listed.MOST_COLUMNS, "A4", 2)
    document = roster_of(
        world.clerk, world.unit, "columns=identity.full_name&columns=identity.sex&columns=contact.mobile"
    )
    assert labels(document) == ["序号", "姓名", "性别"]
    assert [(line.label, line.value) for line in document.head][-1] == ("未印的列", "手机号码")


def test_the_order_is_chosen(world):
    orders = ("entry", "unit", "name", "unheard")
    documents = [roster_of(world.clerk, world.unit, f"order={order}") for order in orders]
    assert ["".join(row[1][0] for row in each.tables[0].rows) for each in documents] == [
        "乌斯",
        "乌斯",
        "斯乌",
        "乌斯",
    ]


def test_a_roster_is_official_and_has_another_number_only_with_other_people(world):
    address, client = (
        f"/print/rosters/{world.unit.pk}/skilled/?columns=identity.full_name",
        browser(world.clerk),
    )
    first = read(client.get(address).content)[0].text
    again = read(client.get(address).content)[0].text
    (sheet,) = PrintedSheet.objects.all()
    assert shown(sheet.number) in first
    assert shown(sheet.number) in again
    world.accepted(4, "巴特尔")
    client.get(address)
    one, two = PrintedSheet.objects.order_by("pk")
    assert (one.kept, one.subject_id, one.version) == ("list", world.unit.pk, two.version)
    assert bytes(one.digest) != bytes(two.digest)


def test_what_no_column_is_makes_no_other_list_of_it(world):
    sheet = sheet_of("roster")
    asked = ("", "columns=identity.x", "columns=&order=entry&paper=A4&junk=1")
    places = [
        sheet.find(scope_for(world.clerk), QueryDict(each), organisation_id=world.unit.pk, key="skilled")
        for each in asked
    ]
    assert len({sheet.official(each) for each in places}) == 1


def test_an_empty_roster_is_a_blank_form_without_number(world):
    address = f"/print/rosters/{world.unit.pk}/professional/"
    assert read(browser(world.clerk).get(address).content)[0].text.startswith("专业技术人才花名册")
    assert not PrintedSheet.objects.exists()


def test_printing_is_one_event_with_the_columns_and_the_count(world):
    answer = browser(world.clerk).get(
        f"/print/rosters/{world.unit.pk}/skilled/?columns=identity.full_name&paper=A3"
    )
    (page,) = read(answer.content)
    event = AuditEvent.objects.get(action="print_roster")
    assert (event.by, event.organisation_ids) == (world.clerk, [world.unit.pk])
    assert (event.detail["columns"], event.detail["count"]) == (["identity.full_name"], 2)
    assert (round(page.width), round(page.height)) == (1191, 842)
    assert "斯琴·图雅" in page.text
