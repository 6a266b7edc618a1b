"""The pages of a unit about its own users."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.orgs.inviting import invitation_of
from talent.orgs.models import Invitation
from tests.contracts.world import BANNER
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


class World:
    def __init__(self, client):
        self.unit = make_organisation("unit", BANNER, name="示例医院")
        self.manager = make_member("unit_reviewer", self.unit)
        self.clerk = make_member("collector", self.unit)
        self.address = f"/unit/{self.unit.pk}/users/"
        self.of_clerk = f"{self.address}{self.clerk.pk}/"
        client.force_login(self.manager)


@pytest.fixture
def world(client):
    return World(client)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_users_and_open_invitations_are_listed_and_an_invitation_is_shown_once(client, world):
    answer = client.post(world.address, {"do": "invite", "name": "苏和", "roles": ["collector"]})
    code = soup(answer).select_one(".secret code").get_text()
    assert invitation_of(code).name == "苏和"
    page = client.get(world.address)
    names = [each.get_text(strip=True) for each in soup(page).select("tbody th")]
    assert names == [world.manager.name, world.clerk.name, "苏和"]
    assert code not in page.text


@pytest.mark.parametrize("given", [{}, {"name": "苏和"}, {"name": "苏和", "roles": ["hr_reviewer"]}])
def test_an_invitation_that_lacks_something_is_shown_again(client, world, given):
    answer = client.post(world.address, {"do": "invite", **given})
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)
    assert soup(answer).select("[role=alert] li") != []


def test_a_name_with_a_mark_that_turns_it_is_refused_beside_its_field(client, world):
    given = {"do": "invite", "name": "苏和\u202e和苏", "roles": ["collector"]}
    answer = client.post(world.address, given)
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)
    assert "改变书写方向的符号，请删去后重新输入" in soup(answer).select_one("[role=alert]").get_text()


def test_an_invitation_is_taken_back(client, world):
    client.post(world.address, {"do": "invite", "name": "苏和", "roles": ["collector"]})
    made = Invitation.objects.get()
    other = make_member("unit_reviewer", make_organisation("unit", BANNER))
    client.force_login(other)
    elsewhere = f"/unit/{other.memberships.get().organisation_id}/users/"
    assert client.post(elsewhere, {"do": "revoke", "invitation": made.pk}).status_code == 404
    client.force_login(world.manager)
    client.post(world.address, {"do": "revoke", "invitation": made.pk})
    made.refresh_from_db()
    assert made.revoked


def test_work_ends_with_the_chosen_day(client, world):
    day = TODAY + timedelta(days=3)
    client.post(world.of_clerk, {"do": "end", "end-day": str(day)})
    assert world.clerk.memberships.get().valid_to == day


def test_a_colleague_is_cut_off_at_once_and_every_page_is_gone(client, world):
    theirs = Client()
    theirs.force_login(world.clerk)
    assert theirs.get(f"/unit/{world.unit.pk}/").status_code == 200
    answer = client.post(world.of_clerk, {"do": "end_now"}, follow=True)
    assert "已停用，立即生效" in answer.text
    assert theirs.get(f"/unit/{world.unit.pk}/").status_code == 404
    assert client.get(world.of_clerk).status_code == 404


@pytest.mark.parametrize("role", ["collector", "unit_reviewer elsewhere"])
def test_who_manages_no_users_of_the_unit_cuts_nobody_off(client, world, role):
    name, _, elsewhere = role.partition(" ")
    other = make_member(name, make_organisation("unit", BANNER) if elsewhere else world.unit)
    client.force_login(other)
    assert client.post(world.of_clerk, {"do": "end_now"}).status_code == 404
    assert world.clerk.memberships.get().ended_at is None


def test_the_last_reviewer_who_would_end_at_once_is_told_why_not(client, world):
    answer = client.post(f"{world.address}{world.manager.pk}/", {"do": "end_now"}, follow=True)
    assert "请先工作交接" in answer.text
    assert world.manager.memberships.get().valid_to is None


def test_who_ends_the_own_work_at_once_sees_no_page_of_the_unit_any_more(client, world):
    make_member("unit_reviewer", world.unit)
    answer = client.post(f"{world.address}{world.manager.pk}/", {"do": "end_now"})
    assert (answer.status_code, client.get(f"/unit/{world.unit.pk}/").status_code) == (302, 404)


@pytest.mark.parametrize("day", ["", "x", str(TODAY - timedelta(days=1)), str(TODAY + timedelta(days=400))])
def test_a_day_that_cannot_be_is_told(client, world, day):
    answer = client.post(world.of_clerk, {"do": "end", "end-day": day})
    assert (answer.status_code, world.clerk.memberships.get().valid_to) == (422, None)
    assert soup(answer).select_one("[role=alert] a")["href"] == "#id_end-day"


def test_the_last_reviewer_is_told_why_not(client, world):
    answer = client.post(f"{world.address}{world.manager.pk}/", {"do": "end", "end-day": str(TODAY)})
    assert answer.status_code == 409
    assert "请先工作交接" in answer.text


def test_work_is_handed_to_a_colleague_or_to_somebody_invited(client, world):
    mine = f"{world.address}{world.manager.pk}/"
    day = str(TODAY + timedelta(days=1))
    for given in ({}, {"colleague": world.clerk.pk, "name": "苏和"}, {"colleague": world.manager.pk}):
        assert client.post(mine, {"do": "hand_over", "day": day, **given}).status_code == 422
    invited = client.post(mine, {"do": "hand_over", "day": day, "name": "苏和"})
    made = invitation_of(soup(invited).select_one(".secret code").get_text())
    assert (made.succeeds, str(made.begins), made.roles) == (world.manager, day, ["unit_reviewer"])
    client.post(mine, {"do": "hand_over", "day": day, "colleague": world.clerk.pk})
    assert str(world.manager.memberships.get().valid_to) == day
    assert world.clerk.memberships.filter(role="unit_reviewer", valid_from=day).exists()


def test_a_user_of_another_unit_is_not_found(client, world):
    stranger = make_member("collector", make_organisation("unit", BANNER))
    assert client.get(f"{world.address}{stranger.pk}/").status_code == 404


def test_the_list_costs_the_same_for_two_and_for_six(client, world):
    counts = []
    for more in (0, 4):
        for _ in range(more):
            make_member("collector", world.unit)
        with CaptureQueriesContext(connection) as seen:
            client.get(world.address)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
