"""What waits for an account on the home page of the admin: only what it deals with, each with its way."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.jobs.models import Failure
from talent.orgs.models import Organisation
from talent.orgs.waiting import counted
from tests.contracts.world import BANNER, REGION, member, organisation
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
