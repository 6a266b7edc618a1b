"""Who sees whom: each desk shows the approved people of its own scope, and nobody else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.query.models import SavedQuery
from talent.orgs.models import Membership
from talent.records.service import accept, erase_person, submit
from talent.security.models import AuditEvent
from tests.contracts.world import LEAGUE, REGION
from tests.contracts.world import organisation as office
from tests.talent.categories.publishing import publish_with
from tests.talent.collect.world import browser
from tests.talent.records.register import Register, account, number, person

pytestmark = pytest.mark.django_db

STAFF = "/back/query/"
LEVEL, TRADE, YEARS = "skill.highest_level", "skill.current_trade", "skill.years_in_trade"


@pytest.fixture
def register():
    """Two approved people of the unit, one that waits, one of the neighbour."""
    publish_with("skilled", ask_for_more)
    found = Register()
    found.first, found.second = found.approved(1, "乌日娜"), found.approved(2, "苏日娜")
    found.at_banner(3, "其其格")
    found.neighbours = approved_at(found, found.other, 4, "萨仁")
    return found


def ask_for_more(groups):
    """Two more filters than the carried definition has: a text and a number."""
    for path in (TRADE, YEARS):
        groups.field(path)["filterable"] = True


def approved_at(register, unit, serial, name):
    by = register.neighbour
    change = register.propose(person(serial, name), unit=unit, by=by).change
    submitted = submit(change=change, by=by)
    passed = accept(change=submitted, by=register.neighbour)
    return accept(change=passed, by=register.boss)


def unit_address(register, unit=None):
    return reverse("unit_query:index", args=((unit or register.unit).pk,))


def names(answer):
    """Who stands in the list, in its order."""
    return re.findall(r'class="whole-row" href="[^"]*">([^<]*)<', answer.content.decode())


def ask(user, address=STAFF, **given):
    return browser(user).get(address, {"category": "skilled", **given})


def test_an_office_finds_the_approved_people_of_its_region_and_nothing_that_waits(register):
    answer = ask(register.boss)
    assert (answer.status_code, names(answer)) == (200, ["乌日娜", "苏日娜", "萨仁"])
    assert "其其格" not in answer.content.decode()


def test_departments_find_their_own_industry_and_system_alone(register):
    mining = office("能源局", "industry_department", REGION, industries=["B"])
    health = office("卫健委", "industry_department", REGION, industries=["Q"])
    analysts = {each: account(each.code, each, "analyst") for each in (mining, health)}
    assert [names(ask(user)) for user in analysts.values()] == [["萨仁"], []]


def test_another_banner_finds_nobody(register):
    there = account("there", office("东乌旗人社局", "hr_department", 152525), "hr_reviewer")
    above = account("above", office("锡盟人社局", "hr_department", LEAGUE), "analyst")
    assert (names(ask(there)), names(ask(above))) == ([], ["乌日娜", "苏日娜", "萨仁"])


def test_a_unit_finds_its_own_people_and_opens_them_at_its_own_pages(register):
    answer = ask(register.clerk, unit_address(register))
    assert names(answer) == ["乌日娜", "苏日娜"]
    page = reverse("collect:change", args=(register.unit.pk, register.first.pk))
    assert f'href="{page}"' in answer.content.decode()
    assert names(ask(register.neighbour, unit_address(register, register.other))) == ["萨仁"]


def test_the_desk_of_another_unit_and_the_staffs_do_not_exist_for_a_unit(register):
    asked = [(register.neighbour, unit_address(register)), (register.boss, unit_address(register))]
    asked.append((register.clerk, unit_address(register, register.other)))
    assert [ask(user, address).status_code for user, address in asked] == [404] * 3
    assert ask(register.clerk).status_code in (302, 403, 404)


def test_a_role_that_has_ended_and_roles_that_read_nobody_find_no_desk(register):
    roles = ("category_admin", "system_admin", "audit_admin")
    users = [account(role, register.office, role) for role in roles]
    assert [ask(user).status_code for user in users] == [404] * 3
    Membership.objects.filter(user=register.boss).delete()
    assert ask(register.boss).status_code in (302, 403, 404)


def test_a_record_out_of_scope_or_not_approved_is_not_found(register):
    there = account("there", office("东乌旗人社局", "hr_department", 152525), "hr_reviewer")
    waiting = register.at_banner(5, "托娅")
    pages = [STAFF + f"{each.record_id}/" for each in (register.first, waiting)]
    assert [browser(user).get(page).status_code for user in (register.boss, there) for page in pages] == [
        200,
        404,
        404,
        404,
    ]


def test_a_record_is_shown_masked_and_every_look_is_recorded(register):
    answer = browser(register.boss).get(STAFF + f"{register.first.record_id}/")
    text = answer.content.decode()
    assert ("焊工" in text, number(1) in text, "152502********" in text) == (True, False, True)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.subject_id, event.by) == (
        "read_masked",
        str(register.first.pk),
        register.boss,
    )
    assert event.organisation_ids == [register.unit.pk]


def test_who_was_erased_is_never_found(register):
    erase_person(person=register.first.record.person, by=register.boss)
    assert names(ask(register.boss)) == ["苏日娜", "萨仁"]


def test_a_text_a_number_and_a_code_are_looked_for_where_the_definition_says(register):
    found = {
        "part": names(ask(register.boss, **{TRADE: "焊"})),
        "other": names(ask(register.boss, **{TRADE: "电工"})),
        "unknown": names(ask(register.boss, **{"skill.nothing": "1"})),
    }
    assert found == {
        "part": ["乌日娜", "苏日娜", "萨仁"],
        "other": [],
        "unknown": ["乌日娜", "苏日娜", "萨仁"],
    }


def test_a_name_is_found_by_its_characters_and_by_initials(register):
    asked = {
        text: names(ask(register.boss, name=text)) for text in ("日娜", "乌日", "wrn", "W", "100%", "无此人")
    }
    assert asked == {
        "日娜": ["乌日娜", "苏日娜"],
        "乌日": ["乌日娜"],
        "wrn": ["乌日娜"],
        "W": ["乌日娜"],
        "100%": [],
        "无此人": [],
    }


def test_unit_and_region_narrow_what_an_office_sees(register):
    asked = {"unit": {"unit": "矿山"}, "code": {"unit": register.unit.code}, "region": {"region": "152502"}}
    found = {key: names(ask(register.boss, **given)) for key, given in asked.items()}
    assert found == {
        "unit": ["萨仁"],
        "code": ["乌日娜", "苏日娜"],
        "region": ["乌日娜", "苏日娜", "萨仁"],
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({f"{YEARS}.from": "很久"}, "“本工种工作年限”应为数字，例如 12.5；现为“很久”。"),
        ({f"{YEARS}.from": "9", f"{YEARS}.to": "3"}, "“本工种工作年限”的“从”(9)大于“到”(3)，请对调或改正。"),
        ({LEVEL: "无此级"}, "“最高技能等级”没有“无此级”这一项，请从列表中选择。"),
        ({"region": "110000"}, "请从列表中选择地区。"),
        ({"name": "长" * 80}, "最多 72 个字，请缩短。"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_filter_and_stays_typed(register, given, said):
    answer = ask(register.boss, **given)
    text = answer.content.decode()
    assert (answer.status_code, said in text, names(answer)) == (422, True, [])
    assert all(not typed or typed in text for typed in given.values())


def test_what_a_code_in_an_address_leaves_out_is_ignored_and_a_strange_place_is_the_first_page(register):
    for after in ("x", "-1", "9" * 40, ""):
        assert names(ask(register.boss, after=after)) == ["乌日娜", "苏日娜", "萨仁"]
    assert names(ask(register.boss, after=str(register.first.record_id))) == ["苏日娜", "萨仁"]


def test_columns_are_chosen_and_sealed_ones_are_masked(register):
    answer = ask(register.boss, column=["identity.id_number", TRADE])
    text = answer.content.decode()
    assert number(1) not in text
    assert text.count("152502********") >= 6  # the fixed column and the chosen one
    assert "现从事工种</th>" in text


def test_each_page_that_shows_people_is_one_event_without_what_was_typed(register):
    before = AuditEvent.objects.filter(action="query_people").count()
    ask(register.boss, name="乌日娜", **{TRADE: "焊工", f"{YEARS}.from": "", "region": "152502"})
    ask(register.boss, name="无此人")
    (event,) = AuditEvent.objects.filter(action="query_people").order_by("pk")[before:]
    assert (event.by, event.subject_id, event.organisation_ids) == (
        register.boss,
        "skilled",
        [register.unit.pk],
    )
    assert event.detail["asked"] == ["name", "region=152502", TRADE]
    assert event.detail["count"] == 1
    assert "乌日娜" not in str(event.detail)


def test_a_number_leads_to_its_person_within_the_scope_and_stays_out_of_the_address(register):
    answer = browser(register.boss).post(STAFF, {"number": number(1), "asked": "category=skilled"})
    assert (answer.status_code, answer["Location"]) == (302, STAFF + f"{register.first.record_id}/")
    there = account("there", office("东乌旗人社局", "hr_department", 152525), "hr_reviewer")
    refused = browser(there).post(STAFF, {"number": number(1), "asked": "category=skilled"})
    assert (refused.status_code, f'value="{number(1)}"' in refused.content.decode()) == (422, True)
    assert "没有找到" in refused.content.decode()


def test_a_query_is_kept_opened_and_deleted_by_its_owner_alone(register):
    mine, chief = browser(register.boss), browser(register.chief)
    asked = f"category=skilled&{TRADE}=%E7%84%8A&after=3&unit="
    answer = mine.post(STAFF, {"name": "焊工", "asked": asked})
    (kept,) = SavedQuery.objects.all()
    assert (answer.status_code, kept.account, kept.unit) == (302, register.boss, None)
    assert kept.asked == f"category=skilled&{TRADE}=%E7%84%8A"
    assert f'href="{STAFF}?category=skilled&amp;{TRADE}=%E7%84%8A"' in mine.get(STAFF).content.decode()
    assert "焊工</a>" not in chief.get(STAFF).content.decode()
    assert chief.post(STAFF, {"delete": kept.pk, "asked": ""}).status_code == 404
    assert mine.post(STAFF, {"delete": kept.pk, "asked": ""}).status_code == 302
    assert SavedQuery.objects.count() == 0
    actions = AuditEvent.objects.filter(subject="query").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["save_query", "delete_query"]


def test_a_query_without_a_name_is_refused_beside_it(register):
    answer = browser(register.boss).post(STAFF, {"name": " ", "asked": "category=skilled"})
    assert (answer.status_code, "请给这个查询起一个名称。" in answer.content.decode()) == (422, True)
    assert SavedQuery.objects.count() == 0


def test_a_page_asks_no_more_than_twenty_statements_however_many_rows(register):
    client = browser(register.boss)
    client.get(STAFF, {"category": "skilled"})
    counted = []
    for given in ({}, {TRADE: "焊", LEVEL: "5", "name": "日娜", "unit": "示例", "region": "152502"}):
        with CaptureQueriesContext(connection) as asked:
            client.get(STAFF, {"category": "skilled", **given})
        counted.append(len(asked))
    assert max(counted) <= 20, counted


def test_without_a_category_nobody_is_shown_and_the_page_says_what_to_do(register):
    answer = browser(register.boss).get(STAFF)
    assert (answer.status_code, names(answer)) == (200, [])
    assert "先选一个类别" in answer.content.decode()


def test_the_fields_of_the_definition_are_the_filters(register):
    text = ask(register.boss).content.decode()
    asked = {each: f'name="{each}"' in text for each in (LEVEL, TRADE, f"{YEARS}.from", "skill.studio")}
    assert asked == {LEVEL: True, TRADE: True, f"{YEARS}.from": True, "skill.studio": False}
