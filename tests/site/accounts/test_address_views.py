"""The page of the own mail address: what stands, a link that is sent, and the button behind the link."""

import re
from urllib.parse import quote

import pytest
from django.core import mail as outbox
from django.test import Client

from talent.notify.addressing import send_link
from talent.notify.kinds import KINDS
from talent.notify.models import AddressRequest
from talent.orgs.enums import Role
from talent.security.models import User
from tests.contracts.world import BANNER, organisation
from tests.factories import make_member
from tests.site.accounts.codes import give_password, soup
from tests.site.people import account
from tests.talent.individuals.persons import MOBILE, PASSWORD, individual
from tests.talent.notify.kinds import CONFIRMED

pytestmark = pytest.mark.django_db

PAGE, SAFETY, AGAIN = "/account/address/", "/account/", "/account/confirm/"
NEW = "new@example.cn"
REMOVE = f"{PAGE}remove/"


@pytest.fixture
def user(client):
    user = account(email="old@example.cn", email_confirmed_at=CONFIRMED)
    give_password(client)
    return user


def words(answer):
    return soup(answer).main.get_text(" ", strip=True)


def link():
    """The address in the link of the newest request, sent."""
    send_link(AddressRequest.objects.latest("pk").pk)
    return re.search(r"http://[^/]+(/account/address/\S+)", outbox.outbox[-1].body).group(1)


def address_of(user):
    return User.objects.get(pk=user.pk).email


def test_a_new_address_is_in_force_once_its_button_is_pressed(client, user):
    assert client.post(PAGE, {"address": NEW})["Location"] == PAGE
    page = client.get(opened := link())
    assert (NEW in words(page), address_of(user)) == (True, "old@example.cn")
    assert client.post(opened)["Location"] == SAFETY
    shown = words(client.get(SAFETY))
    assert (address_of(user), f"{NEW} 已确认" in shown, "消息邮件从现在起发到" in shown) == (NEW, True, True)


def test_an_address_that_waits_for_its_link_is_shown_until_the_link_is_opened(client, user):
    client.post(PAGE, {"address": "first@example.cn"})
    client.post(PAGE, {"address": NEW})
    for address in (PAGE, SAFETY):
        shown = words(client.get(address))
        assert (f"等待确认：{NEW}，" in shown, "等待确认：first@" in shown) == (True, False)
    client.post(link())
    assert ["等待确认" in words(client.get(address)) for address in (PAGE, SAFETY)] == [False, False]


def test_a_link_that_was_used_says_so_and_leads_to_the_account(client, user):
    client.post(PAGE, {"address": NEW})
    opened = link()
    client.post(opened)
    for answer in (client.get(opened, follow=True), client.post(opened, follow=True)):
        assert answer.redirect_chain == [(SAFETY, 302)]
        assert "这个链接用不了" in words(answer)


def test_the_link_of_another_account_is_no_better_than_none(client, user):
    client.post(PAGE, {"address": NEW})
    opened, other = link(), Client()
    batu = account(username="batu")
    give_password(other, "batu")
    assert "这个链接用不了" in words(other.post(opened, follow=True))
    assert "这个链接用不了" in words(other.post(f"{PAGE}x:y:z/", follow=True))
    assert (address_of(batu), address_of(user)) == ("", "old@example.cn")


def test_a_link_asks_a_visitor_to_log_in_and_goes_on_there(client, user):
    client.post(PAGE, {"address": NEW})
    opened = link()
    assert Client().get(opened)["Location"] == f"/login/?next={quote(opened)}"


def test_the_password_is_asked_once_more_and_what_was_typed_is_done_then(client, user):
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    asked = client.post(PAGE, {"address": NEW})
    assert (asked["Location"].split("?")[0], AddressRequest.objects.count()) == (AGAIN, 0)
    again = client.post(asked["Location"], {"password": "马奶酒2026-长调", "next": PAGE})
    assert (again["Location"], AddressRequest.objects.get().address) == (PAGE, NEW)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写邮箱"),
        ("没有", "这不是有效的邮箱"),
        ("a@b.cn\nBcc: x@example.cn", "这不是有效的邮箱"),
        ("OLD@example.cn", "这就是您已经确认的邮箱"),
        ("a" * 250 + "@example.cn", "254"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_kept(client, user, typed, told):
    answer = client.post(PAGE, {"address": typed})
    field = soup(answer).select_one("[name=address]")
    assert (answer.status_code, told in words(answer)) == (422, True)
    assert field["value" if typed else "name"] == (typed or "address")
    assert AddressRequest.objects.count() == 0


def test_an_address_that_is_not_confirmed_says_so_and_a_button_sends_the_link(client):
    user = account(email="old@example.cn")
    give_password(client)
    assert "old@example.cn 未确认" in words(client.get(SAFETY))
    assert "把确认链接发到 old@example.cn" in words(client.get(PAGE))
    client.post(PAGE, {"again": "1"})
    client.post(link())
    assert User.objects.get(pk=user.pk).email_confirmed_at is not None


def test_the_answer_is_the_same_for_an_address_that_others_have(client, user, django_assert_num_queries):
    account(username="batu", email="taken@example.cn", email_confirmed_at=CONFIRMED)
    client.post(PAGE, {"address": "warm@example.cn"}, follow=True)
    answers = []
    for address in ("taken@example.cn", "free@example.cn"):
        with django_assert_num_queries(8):
            answer = client.post(PAGE, {"address": address})
        shown = words(client.get(PAGE)).replace(address, "…")
        answers.append((answer.status_code, answer["Location"], shown))
    assert answers[0] == answers[1]


def test_removing_says_first_which_mails_come_no_more_and_is_done_by_its_button(client, user):
    unit = organisation("示例医院", "unit", BANNER, unit_type="21", industry="Q")
    make_member("collector", unit, user=user)
    assert soup(client.get(PAGE)).select_one(f"main a[href='{REMOVE}']")
    page = soup(client.get(REMOVE))
    shown = page.main.get_text()
    assert ("old@example.cn" in shown, "最后一封" in shown) == (True, True)
    assert {each.get_text() for each in page.select("#kinds li")} == {
        str(each.label) for each in KINDS.values() if Role.COLLECTOR in each.roles and each.mail != "never"
    }
    assert address_of(user) == "old@example.cn"
    assert client.post(REMOVE)["Location"] == PAGE
    shown = client.get(PAGE)
    assert (address_of(user), "邮箱已移除" in words(shown), "还没有登记邮箱" in words(shown)) == (
        "",
        True,
        True,
    )
    assert client.get(REMOVE)["Location"] == PAGE


def test_where_no_mail_can_go_out_nothing_is_promised_and_the_address_can_be_removed(client, user, settings):
    settings.MAILERS = {}
    page = client.get(REMOVE)
    assert (soup(page).select("#kinds"), "最后一封" in words(page)) == ([], False)
    client.post(REMOVE)
    assert address_of(user) == ""


def test_the_password_is_asked_once_more_before_an_address_is_removed(client, user):
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    for ask in (client.get, client.post):
        assert ask(REMOVE)["Location"].split("?")[0] == AGAIN
    assert address_of(user) == "old@example.cn"


def test_individuals_are_told_that_their_login_stays_what_it_was(client):
    individual(1)
    give_password(client, MOBILE, PASSWORD)
    assert "登录和找回密码仍用注册时的手机号码或邮箱" in words(client.get(PAGE))


def test_an_installation_without_mail_offers_no_form(client, user, settings):
    settings.MAILERS = {}
    page = client.get(PAGE)
    assert (soup(page).select("main form"), "本系统没有开通邮件" in words(page)) == ([], True)
