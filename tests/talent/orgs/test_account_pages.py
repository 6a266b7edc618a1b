"""The pages about accounts: what they show, to whom, and that a password is shown once."""

import logging

import pytest
from bs4 import BeautifulSoup
from captcha.models import CaptchaStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talent.orgs import account_pages
from talent.orgs.models import Membership
from talent.security.models import AuditEvent, User
from tests.contracts.world import LEAGUE, SIBLING, member, organisation
from tests.site.accounts.codes import give_password, set_up
from tests.talent.orgs.test_accounts import World

pytestmark = pytest.mark.django_db

ACCOUNTS = "/back/accounts/"


@pytest.fixture
def world(client):
    world = World()
    client.force_login(world.admin)
    return world


def page(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one("#main")


def text(element):
    return " ".join(element.get_text(" ").split())


def names(answer):
    return [text(each) for each in page(answer).select("tbody th")]


def of(user):
    return f"{ACCOUNTS}{user.pk}/"


def shown_password(answer):
    return page(answer).select_one(".once code").get_text()


def test_the_list_shows_the_own_accounts_and_narrows_them(client, world):
    member("stranger", world.foreign, "collector")
    User.objects.filter(pk=world.clerk.pk).update(name="乌兰", is_active=False)
    asked = (
        {},
        {"q": "乌兰"},
        {"q": "CLER"},
        {"state": "off"},
        {"state": "on"},
        {"state": "x"},
    )
    assert [names(client.get(ACCOUNTS, each)) for each in asked] == [
        ["admin", "clerk"],
        ["clerk"],
        ["clerk"],
        ["clerk"],
        ["admin"],
        ["admin", "clerk"],
    ]


def test_long_lists_go_on_by_the_last_user_name(client, world, monkeypatch):
    monkeypatch.setattr(account_pages, "PAGE", 1)
    first = client.get(ACCOUNTS)
    second = client.get(ACCOUNTS + page(first).select_one("a[rel=next]")["href"])
    assert (names(first), names(second), page(second).select("a[rel=next]")) == (["admin"], ["clerk"], [])


def test_the_list_costs_the_same_for_two_and_for_four(client, world):
    client.get(ACCOUNTS)
    counts = []
    for more in ((), ("c", "d")):
        for name in more:
            member(name, world.unit, "collector")
        with CaptureQueriesContext(connection) as seen:
            client.get(ACCOUNTS)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20


def test_a_new_account_shows_its_password_once_and_keeps_it_nowhere(client, world, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = client.post(f"{ACCOUNTS}new/", {"username": "new", "name": "新人"})
    password, made = shown_password(answer), User.objects.get(username="new")
    assert made.check_password(password)
    assert "no-store" in answer["Cache-Control"]
    assert password not in client.get(of(made)).text
    assert password not in caplog.text
    assert all(password not in str(each.get_decoded()) for each in Session.objects.all())
    assert password not in str(list(AuditEvent.objects.values_list("detail", flat=True)))
    links = [each["href"] for each in page(answer).select("a.button")]
    assert links == ["/back/memberships/new/?username=new", of(made)]
    grant = client.get(links[0])
    assert page(grant).select_one("[name=username]")["value"] == "new"


@pytest.mark.parametrize(
    "given",
    [{"username": "clerk", "name": "甲"}, {"username": "a b", "name": "甲"}, {"username": "new", "name": ""}],
)
def test_a_wrong_account_is_refused_and_shown_again(client, world, given):
    before = User.objects.count()
    answer = client.post(f"{ACCOUNTS}new/", given)
    assert (answer.status_code, User.objects.count()) == (422, before)
    assert len(page(answer).select(".error-message")) == 1
    assert page(answer).select_one("[name=username]")["value"] == given["username"]


def test_a_switched_off_account_is_out_at_once_and_comes_back(client, world):
    theirs = Client()
    theirs.force_login(world.clerk)
    assert theirs.get("/unit/").status_code == 302
    answer = client.post(of(world.clerk), {"do": "off"}, follow=True)
    assert "账号“clerk”已停用，不能再登录，已登录的也已退出。" in text(page(answer))
    assert theirs.get("/unit/")["Location"].startswith("/login/")
    client.post(of(world.clerk), {"do": "on"})
    assert User.objects.get(pk=world.clerk.pk).is_active


def test_a_new_password_ends_the_sessions_of_the_account(client, world):
    theirs = Client()
    theirs.force_login(world.clerk)
    password = shown_password(client.post(of(world.clerk), {"do": "password"}))
    assert theirs.get("/unit/")["Location"].startswith("/login/")
    assert theirs.post("/login/", {"username": "clerk", "password": password}).status_code == 302
    assert theirs.get("/unit/")["Location"] == "/password/"


def test_an_unknown_button_does_nothing(client, world):
    assert client.post(of(world.clerk), {"do": "x"})["Location"] == of(world.clerk)
    assert AuditEvent.objects.filter(by=world.admin).count() == 0


def test_grants_of_other_regions_are_counted_and_the_buttons_are_gone(client, world):
    Membership.objects.create(user=world.clerk, organisation=world.foreign, role="collector")
    shown = page(client.get(of(world.clerk)))
    assert [text(each) for each in shown.select("tbody th")] == ["示例医院"]
    assert "另有 1 项授权在您管辖的地区以外。" in text(shown)
    assert shown.select("button[name=do]") == []
    answer = client.post(of(world.clerk), {"do": "password"}, follow=True)
    assert "在您管辖的地区以外还有授权" in text(page(answer))


def test_accounts_of_others_are_not_found(client, world):
    strangers = [
        member("stranger", organisation("邻旗公司", "unit", SIBLING), "collector"),
        member("above", organisation("盟医院", "unit", LEAGUE), "collector"),
        User.objects.create_user(username="nobody", password=None),
    ]
    for each in strangers:
        assert (client.get(of(each)).status_code, client.post(of(each), {"do": "off"}).status_code) == (
            404,
            404,
        )
    assert User.objects.filter(is_active=False).count() == 0


@pytest.mark.parametrize("role", ["hr_reviewer", "category_admin", "audit_admin", "analyst"])
def test_nobody_else_finds_the_pages(client, world, role):
    client.force_login(member("other", world.office, role))
    addresses = (ACCOUNTS, f"{ACCOUNTS}new/", of(world.clerk))
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert client.post(f"{ACCOUNTS}new/", {"username": "new", "name": "新"}).status_code == 404


def test_a_locked_out_account_is_released_at_once(client, world):
    theirs = Client(REMOTE_ADDR="198.51.100.7")
    world.clerk.set_password("马奶酒2026-长调")
    world.clerk.save()
    for _ in range(5):
        answer = theirs.post("/login/", {"username": "clerk", "password": "wrong", **question(theirs)})
    assert answer.status_code == 429
    shown = page(client.get(of(world.clerk)))
    assert "失败次数过多，暂时锁定 网络地址：198.51.100.7" in text(shown)
    client.post(of(world.clerk), {"do": "release"})
    assert theirs.post("/login/", {"username": "clerk", "password": "马奶酒2026-长调"}).status_code == 302
    assert "解除登录锁定" not in text(page(client.get(of(world.clerk))))
    assert AuditEvent.objects.filter(by=world.admin, action="release_lockout").count() == 1


def question(client):
    """The right answer, should a question be asked."""
    kept = CaptchaStore.objects.order_by("-pk").first()
    return {"puzzle_0": kept.hashkey, "puzzle_1": kept.response} if kept else {}


def test_a_lost_second_step_is_reset_and_its_sessions_end(client, world):
    theirs = Client()
    world.clerk.set_password("马奶酒2026-长调")
    world.clerk.save()
    give_password(theirs, "clerk")
    set_up(theirs)
    assert "重置第二步验证" in text(page(client.get(of(world.clerk))))
    told = client.post(of(world.clerk), {"do": "factor"}, follow=True)
    assert "账号“clerk”的第二步验证已重置" in text(page(told))
    assert theirs.get("/unit/")["Location"].startswith("/login/")
    assert give_password(theirs, "clerk")["Location"] == "/unit/"
    assert AuditEvent.objects.filter(by=world.admin, action="reset_factor").count() == 1
