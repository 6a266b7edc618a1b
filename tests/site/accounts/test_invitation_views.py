"""Somebody accepts an invitation, with the own account or a new one."""

import pytest
from django.test import Client

from talent.orgs.enums import Role
from talent.orgs.inviting import invite, revoke
from talent.security.models import User
from tests.contracts.world import BANNER
from tests.factories import make_member, make_organisation
from tests.site.accounts.codes import soup

pytestmark = pytest.mark.django_db
CODE, ACCEPT = "/register/invitation/", "/register/invitation/accept/"
PASSWORD = "马奶酒2026-长调a"
ACCOUNT = {"username": "suhe", "name": "苏和", "password": PASSWORD, "again": PASSWORD}


class World:
    def __init__(self):
        self.unit = make_organisation("unit", BANNER, name="示例医院")
        self.manager = make_member("unit_reviewer", self.unit)
        self.invitation, self.code = invite(
            unit=self.unit, roles=[Role.COLLECTOR], name="苏和", email="", by=self.manager
        )


@pytest.fixture
def world():
    return World()


def enter(client, code):
    return client.post(CODE, {"code": code})


def test_a_new_account_is_made_and_its_session_begins(client, world):
    assert enter(client, world.code)["Location"] == ACCEPT
    page = client.get(ACCEPT)
    assert "示例医院" in page.text
    assert soup(page).select_one("[name=name]")["value"] == "苏和"
    answer = client.post(ACCEPT, ACCOUNT, follow=True)
    assert answer.request["PATH_INFO"] == f"/unit/{world.unit.pk}/"
    assert "账号已建好，您已登录“示例医院”。" in answer.text
    client.post("/logout/")
    again = client.post("/login/", {"username": "suhe", "password": PASSWORD}, follow=True)
    assert again.request["PATH_INFO"] == f"/unit/{world.unit.pk}/"


def test_where_a_second_step_is_required_a_new_account_is_led_to_set_it_up(client, world, settings):
    settings.SECOND_FACTOR = "required"
    enter(client, world.code)
    answer = client.post(ACCEPT, ACCOUNT, follow=True)
    assert answer.request["PATH_INFO"] == "/account/code/set-up/"


def test_who_is_signed_in_accepts_with_that_account(client, world):
    user = make_member("collector", make_organisation("unit", BANNER))
    client.force_login(user)
    enter(client, world.code)
    assert soup(client.get(ACCEPT)).select("[name=password]") == []
    client.post(ACCEPT)
    assert user.memberships.filter(organisation=world.unit, role="collector").exists()
    assert client.get(ACCEPT)["Location"] == CODE


def test_who_logs_in_on_the_way_comes_back_to_the_invitation(client, world):
    user = make_member("collector", make_organisation("unit", BANNER))
    user.set_password(PASSWORD)
    user.save()
    enter(client, world.code)
    way = soup(client.get(ACCEPT)).select_one("main a[href^='/login/']")["href"]
    answer = client.post(way, {"username": user.username, "password": PASSWORD, "next": ACCEPT})
    assert answer["Location"] == ACCEPT
    client.post(ACCEPT)
    assert user.memberships.filter(organisation=world.unit).exists()


def test_a_role_that_excludes_the_invited_one_is_told(client, world):
    user = make_member("hr_reviewer", make_organisation("hr_department", BANNER))
    client.force_login(user)
    enter(client, world.code)
    assert "不能由同一人兼任" in client.post(ACCEPT, follow=True).text
    assert user.memberships.count() == 1


def test_wrong_codes_are_refused_and_locked_out(client, world):
    answers = [enter(client, "X").status_code for _ in range(3)]
    asked = soup(enter(client, "X")).select("[name=puzzle_0]")
    assert (answers, len(asked)) == ([422] * 3, 1)
    assert client.get(ACCEPT)["Location"] == CODE


def fail(client, times, address="192.0.2.1"):
    return [client.post(CODE, {"code": "X"}, REMOTE_ADDR=address).status_code for _ in range(times)]


def test_wrong_codes_of_one_browser_hold_back_that_browser_alone_and_the_page_says_so(
    client, world, settings
):
    settings.PUZZLE_AFTER = settings.PUZZLE_AFTER_FROM_ADDRESS = 99
    assert fail(client, 5)[-1] == 429
    held = client.post(CODE, {"code": world.code}, REMOTE_ADDR="192.0.2.1")
    assert (held.status_code, "您在这个浏览器里输错邀请码的次数过多" in held.text) == (429, True)
    assert ("登录这个账号" in held.text, soup(held).select_one("main a")["href"]) == (False, CODE)
    colleague = Client().post(CODE, {"code": world.code}, REMOTE_ADDR="192.0.2.1")
    assert colleague["Location"] == ACCEPT


def test_who_comes_with_a_new_session_each_time_is_asked_first_and_stopped_by_the_address(
    client, world, settings
):
    settings.PUZZLE_AFTER_FROM_ADDRESS, settings.FAILURES_FROM_ADDRESS = 2, 4
    asked = [
        bool(soup(Client().post(CODE, {"code": "X"}, REMOTE_ADDR="192.0.2.1")).select("[name=puzzle_0]"))
        for _ in range(3)
    ]
    assert asked == [False, True, True]
    settings.PUZZLE_AFTER_FROM_ADDRESS = 99
    assert [fail(Client(), 1) for _ in range(2)] == [[422], [422]]
    stopped = Client().post(CODE, {"code": world.code}, REMOTE_ADDR="192.0.2.1")
    assert (stopped.status_code, "使用同一网络的人暂时都不能填写邀请码" in stopped.text) == (429, True)
    assert Client().post(CODE, {"code": world.code}, REMOTE_ADDR="192.0.2.2")["Location"] == ACCEPT


def test_an_invitation_that_was_taken_back_meanwhile_opens_nothing(client, world):
    enter(client, world.code)
    revoke(invitation=world.invitation, by=world.manager)
    assert client.post(ACCEPT, ACCOUNT)["Location"] == CODE
    assert not User.objects.filter(username="suhe").exists()


def test_a_bad_password_is_told_and_the_name_is_kept(client, world):
    enter(client, world.code)
    answer = client.post(ACCEPT, {**ACCOUNT, "password": "short", "again": "short"})
    assert answer.status_code == 422
    assert soup(answer).select_one("[name=username]")["value"] == "suhe"
