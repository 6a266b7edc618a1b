"""Sessions end without a click, and in any case; who is signed out learns why and goes on where it was."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.limits import WHY
from talent.orgs.enums import Role
from tests.site.accounts.codes import give_password, soup
from tests.site.people import account

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def official(client):
    user = account(Role.HR_REVIEWER, Role.COLLECTOR)
    give_password(client)
    return user


def turn_back(client, **minutes):
    """Let the session have begun, or have been seen last, so many minutes ago."""
    session = client.session
    for key, ago in minutes.items():
        session[key] -= 60 * ago
    session.save()


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (15, 302)])
def test_without_a_click_it_ends_after_fifteen_minutes(client, official, minutes, status):
    turn_back(client, seen=minutes)
    assert client.get("/back/").status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(479, 200), (480, 302)])
def test_in_any_case_it_ends_after_eight_hours(client, official, minutes, status):
    turn_back(client, began=minutes)
    assert client.get("/back/").status_code == status


def test_individuals_have_longer(client):
    account()
    give_password(client)
    turn_back(client, seen=59)
    assert client.get("/account/").status_code == 200
    turn_back(client, seen=60)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("address", "entrance"), [("/back/review/?q=a", "/back/loginUI"), ("/account/", "/login/")]
)
def test_the_login_says_why_and_keeps_the_address(client, official, address, entrance):
    turn_back(client, seen=20)
    answer = client.get(address)
    path, _sign, asked = answer["Location"].partition("?")
    assert (path, asked.endswith("&ended=idle")) == (entrance, True)
    page = soup(client.get(answer["Location"]))
    assert page.select_one(".notice-warning").get_text(strip=True) == str(WHY["idle"])
    assert page.main.select_one("[name=next]")["value"] == address


def test_the_limit_is_told_as_well(client, official):
    turn_back(client, began=600)
    assert client.get("/account/")["Location"].endswith("ended=limit")


def test_a_page_for_everybody_is_shown_as_to_a_visitor(client, official):
    turn_back(client, seen=20)
    answer = client.get("/statistics/")
    assert (answer.status_code, "退出" in answer.text) == (200, False)


def test_a_session_that_is_gone_is_told_too(client, official):
    UserSession.objects.get(user=official).end()
    assert client.get("/account/")["Location"] == "/login/?next=/account/&ended=gone"


def test_the_moment_is_written_down_once_a_minute(client, official):
    before = UserSession.objects.get(user=official).last_seen_at
    client.get("/account/confirm/")
    assert UserSession.objects.get(user=official).last_seen_at == before
    turn_back(client, seen=2)
    client.get("/password/", REMOTE_ADDR="198.51.100.9")
    found = UserSession.objects.get(user=official)
    assert (found.last_seen_at > before, found.ip) == (True, "198.51.100.9")


def test_a_session_from_before_there_were_limits_counts_from_its_next_page(client, official):
    session = client.session
    for key in ("began", "seen", "kind"):
        del session[key]
    session.save()
    client.get("/back/")
    assert (client.session["kind"], client.session["began"] > 0) == ("official", True)


def test_words_from_elsewhere_are_not_shown():
    page = soup(Client().get("/login/?ended=<b>x"))
    assert page.select(".notice-warning") == []


@pytest.mark.parametrize("address", ["/back/", "/unit/", "/account/", "/password/", "/statistics/"])
def test_no_page_behind_the_login_stays_in_the_browser(client, official, address):
    assert "no-store" in client.get(address, follow=True)["Cache-Control"]


def test_what_the_editor_asks_by_itself_is_no_click(client, official):
    turn_back(client, seen=5)
    before = client.session["seen"]
    client.post("/back/editing-sessions/ping/categories/category/1/")
    assert client.session["seen"] == before
    client.get("/back/")
    assert client.session["seen"] > before
