"""The page of the own account lists its sessions and ends others."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from talent.orgs.enums import Role
from talent.security.models import AuditEvent
from tests.site.accounts.codes import give_password, soup
from tests.site.people import account

pytestmark = pytest.mark.django_db

PAGE = "/account/"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def user():
    return account(Role.HR_REVIEWER)


@pytest.fixture
def phone(user):
    found = Client(REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT=PHONE)
    give_password(found)
    return found


def rows(client):
    """Name, address and button or mark of each session."""
    found = []
    for row in soup(client.get(PAGE)).select(".tasks li"):
        address = row.p.get_text().partition("；")[0].removeprefix("网络地址 ")
        found.append((row.strong.get_text(), address, row.select_one("button, .badge").get_text()))
    return found


def test_every_session_is_listed_with_device_address_and_the_own_one_marked(client, user, phone):
    give_password(client)
    assert rows(client) == [
        ("未知的浏览器", "127.0.0.1", "本次登录"),
        ("Chrome，安卓手机或平板", "198.51.100.7", "退出"),
    ]


def test_one_other_session_is_ended_and_recorded(client, user, phone):
    give_password(client)
    other = UserSession.objects.get(ip="198.51.100.7")
    assert client.post(PAGE, {"end": other.pk})["Location"] == PAGE
    assert (phone.get(PAGE).status_code, client.get(PAGE).status_code) == (302, 200)
    assert AuditEvent.objects.get(action="end_sessions").detail == {"count": 1}


def test_all_others_are_ended_at_once(client, user, phone):
    give_password(Client())
    give_password(client)
    client.post(PAGE, {"others": "1"})
    assert (len(rows(client)), phone.get(PAGE).status_code) == (1, 302)
    assert AuditEvent.objects.get(action="end_sessions").detail == {"count": 2}


@pytest.mark.parametrize("given", [{"end": "x"}, {"end": "9" * 30}, {}, {"end": "0"}])
def test_an_unknown_session_ends_nothing(client, user, phone, given):
    give_password(client)
    assert client.post(PAGE, given)["Location"] == PAGE
    assert (phone.get(PAGE).status_code, AuditEvent.objects.filter(action="end_sessions").count()) == (200, 0)


def test_a_session_of_somebody_else_is_not_found(client, user, phone):
    account(username="batu")
    give_password(client, "batu")
    client.post(PAGE, {"end": UserSession.objects.get(ip="198.51.100.7").pk})
    assert phone.get(PAGE).status_code == 200


def test_officials_see_by_when_the_password_has_to_be_replaced(client, user):
    give_password(client)
    assert "最迟在" in client.get(PAGE).text
    account(username="batu")
    other = Client()
    give_password(other, "batu")
    assert "最迟在" not in other.get(PAGE).text
