"""What waits for an account on the home page of the admin: only what it deals with, each with its way."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.jobs.models import Failure
from talent.orgs.models import Organisation, OrganisationEvent
from talent.orgs.service import scope_of
from talent.orgs.waiting import counted, waiting_of
from talent.records.models import Transfer
from tests.contracts.world import BANNER, REGION, SIBLING, member, organisation
from tests.talent.orgs.applications import Offices
from tests.talent.records.register import Register
from tests.talent.records.test_transferpages import late

pytestmark = pytest.mark.django_db


def told(client, user):
    """By name the count and the way there; None where the page says nothing of waiting."""
    client.force_login(user)
    page = BeautifulSoup(client.get("/back/").content, "html.parser")
    card = page.select_one("section[aria-labelledby=waiting-heading]")
    if card is None:
        return None
    return {each.span.get_text(): (each.strong.get_text(), each["href"]) for each in card.select("a")}


def firsts(client, user):
    """By name what the page says of the one that came first."""
    client.force_login(user)
    page = BeautifulSoup(client.get("/back/").content, "html.parser")
    return {each.span.get_text(): each.small.get_text() for each in page.select(".house-waiting a")}


def test_each_sort_says_which_came_first_or_has_the_first_deadline(client):
    register = Register()
    late(register, 1, 2)
    Transfer.objects.filter(pk=Transfer.objects.earliest("pk").pk).update(deadline=date(2020, 2, 3))
    assert firsts(client, register.boss) == {"逾期待决定的人员调动": "最早的时限 2020-02-03"}
    boss = member("master", organisation("自治区人社厅", "hr_department", REGION), "system_admin")
    Failure.objects.create(job=1, task="x", attempts=8, error="y", at=datetime(2020, 2, 3, 20, tzinfo=UTC))
    assert firsts(client, boss) == {"失败的后台任务": "最早的一件 2020-02-04"}


def test_all_sorts_take_one_statement_beside_what_they_ask_themselves(client, rf, django_assert_num_queries):
    register = Register()
    late(register, 1, 2)
    request = rf.get("/")
    request.user = register.boss
    scope_of(request)
    # Which of Wagtail's tasks have anything waiting, all the counts, and those of spot checks.
    with django_assert_num_queries(3):
        found = waiting_of(request)
    assert [(each.count, each.href) for each in found] == [("2", reverse("transfers:index"))]


def test_events_that_another_region_proposed_are_counted_where_they_are_consented_to(client):
    unit = organisation("示例医院", "unit", BANNER, unit_type="21", industry="Q")
    giver, taker = (
        member(f"admin{code}", organisation(f"{code}人社局", "hr_department", code), "system_admin")
        for code in (BANNER, SIBLING)
    )
    OrganisationEvent.objects.create(
        organisation=unit, kind="moved", state="proposed", effective=date(2026, 1, 1), reason="划转",
        after={"managing_region": SIBLING}, by=giver,
    )  # fmt: skip
    assert told(client, taker) == {"待您同意接收的机构变动": ("1", reverse("organisation_life:index"))}
    assert told(client, giver) == {}


def test_no_more_is_counted_than_is_said():
    for code in ("一", "二", "三"):
        organisation(f"示例{code}", "unit", BANNER, unit_type="21", industry="Q")
    assert [counted(Organisation.objects.all(), most=most) for most in (2, 3)] == ["2+", "3"]


def test_applications_are_counted_for_those_who_decide_about_them_and_for_nobody_else(client):
    offices = Offices()
    offices.apply()
    found = {name: told(client, offices.people[name]) for name in ("banner", "mining", "sibling", "health")}
    one = {"待办理的单位登记申请": ("1", reverse("unit_applications:index"))}
    assert found == {"banner": one, "mining": one, "sibling": {}, "health": {}}


def test_overdue_transfers_are_counted_for_the_office_above_both_units(client):
    register = Register()
    assert told(client, register.boss) == {}
    late(register, 1, 2)
    assert told(client, register.boss) == {"逾期待决定的人员调动": ("2", reverse("transfers:index"))}


def test_failed_jobs_are_counted_for_who_oversees_the_queue_until_they_are_settled(client):
    boss = member("boss", organisation("自治区人社厅", "hr_department", REGION), "system_admin")
    local = member("local", organisation("旗人社局", "hr_department", BANNER), "system_admin")
    Failure.objects.create(job=1, task="x", attempts=8, error="y")
    assert told(client, boss) == {"失败的后台任务": ("1", reverse("jobs:index"))}
    assert told(client, local) == {}


@pytest.mark.parametrize("role", ["audit_admin", "analyst"])
def test_whoever_nothing_ever_waits_for_is_told_nothing(client, role):
    somebody = member("somebody", organisation("旗人社局", "hr_department", BANNER), role)
    assert told(client, somebody) is None
