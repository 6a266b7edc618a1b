"""The second step: set up, asked for at the login, its codes taken once, and changed only after a code."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from talent.orgs.enums import Role
from talent.security.models import AuditEvent
from tests.site.accounts.codes import app_code, give_password, set_up, soup
from tests.site.people import account

pytestmark = pytest.mark.django_db

CODE, SET_UP, CODES = "/account/code/", "/account/code/set-up/", "/account/recovery-codes/"


@pytest.fixture
def user():
    return account(Role.HR_REVIEWER)


@pytest.fixture
def secret(client, user):
    """Of an app that was set up in a session that has ended."""
    give_password(client)
    found, _codes = set_up(client)
    client.post("/logout/")
    return found


def signed_in(client):
    return "_auth_user_id" in client.session


def actions(*names):
    found = AuditEvent.objects.filter(action__in=names).order_by("id")
    return list(found.values_list("action", "detail"))


def test_setting_up_shows_the_recovery_codes_once_and_is_recorded(client, user):
    give_password(client)
    _secret, codes = set_up(client)
    again = client.get(CODES)
    assert (len(codes), len(set(codes))) == (10, 10)
    assert [code for code in codes if code in again.text] == []
    assert "恢复码只显示一次，现在还有 10 个没有用过。" in again.text
    assert actions("set_up_factor") == [("set_up_factor", {})]


def test_no_secret_stands_readable_in_the_database_or_the_session(client, user):
    give_password(client)
    pending = soup(client.get(SET_UP)).select_one("#secret").get_text().replace(" ", "")
    assert pending not in json.dumps(dict(client.session))
    secret, codes = set_up(client)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert [text for text in (secret, *codes) if text in kept] == []


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_secret(client, user):
    give_password(client)
    shown = soup(client.get(SET_UP)).select_one("#secret").get_text()
    answer = client.post(SET_UP, {"code": "000000"})
    assert soup(answer).select_one("#secret").get_text() == shown
    assert "验证码不正确" in soup(answer).select_one(".errors").get_text()
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize(
    ("entrance", "more", "desk"),
    [("/login/", {}, "/back/"), ("/back/loginUI", {"next": "/back/review/"}, "/back/review/")],
)
def test_the_password_alone_opens_no_session_and_the_code_leads_on(client, secret, entrance, more, desk):
    first = give_password(client, entrance=entrance, **more)
    assert (first["Location"], signed_in(client)) == (CODE, False)
    assert client.get("/back/").status_code == 302
    second = client.post(CODE, {"code": app_code(secret, later=1)})
    assert (second["Location"], signed_in(client)) == (desk, True)
    name = "portal" if entrance == "/login/" else "staff"
    assert actions("login")[-1] == ("login", {"entrance": name, "factor": "totp"})


def test_a_code_is_taken_once(client, secret):
    code = app_code(secret, later=1)
    give_password(client)
    client.post(CODE, {"code": code})
    client.post("/logout/")
    give_password(client)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert not signed_in(client)


def test_the_code_that_set_the_app_up_is_not_taken_again_at_the_login(client, user):
    give_password(client)
    secret = soup(client.get(SET_UP)).select_one("#secret").get_text()
    code = app_code(secret)
    client.post(SET_UP, {"code": code})
    client.post("/logout/")
    give_password(client)
    answer = client.post(CODE, {"code": code})
    assert (answer.status_code, signed_in(client)) == (200, False)
    assert "验证码不正确，或者已经用过" in answer.text
    assert client.post(CODE, {"code": app_code(secret, later=1)}).status_code == 302


def test_a_recovery_code_lets_in_once(client, user):
    give_password(client)
    _secret, codes = set_up(client)
    client.post("/logout/")
    found = []
    for code in (codes[3], codes[3], codes[4]):
        give_password(client)
        client.post(CODE, {"code": code})
        found.append(signed_in(client))
        client.post("/logout/")
    assert found == [True, False, True]
    assert actions("login")[-1][1]["factor"] == "recovery_codes"


def test_wrong_codes_lead_to_the_lock_out_of_name_and_address(client, secret, settings):
    settings.PUZZLE_AFTER = 1000
    give_password(client)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert client.post(CODE, {"code": app_code(secret, later=1)}).status_code == 429
    assert give_password(client).status_code == 429
    assert not signed_in(client)


def test_wrong_codes_from_many_addresses_hold_the_second_step_back(client, secret, monkeypatch):
    monkeypatch.setattr("talent.security.factors.MOST_WRONG", 2)
    for last in (1, 2):
        elsewhere = Client(REMOTE_ADDR=f"198.51.100.{last}")
        give_password(elsewhere)
        elsewhere.post(CODE, {"code": "000000"})
    give_password(client)
    answer = client.post(CODE, {"code": app_code(secret, later=1)})
    assert (signed_in(client), "验证码输错的次数过多" in answer.text) == (False, True)


def test_the_step_cannot_be_asked_for_without_the_password(client, secret):
    assert client.get(CODE)["Location"] == "/login/entrance/"
    assert client.post(CODE, {"code": app_code(secret, later=1)})["Location"] == "/login/entrance/"
    assert client.get("/login/entrance/?next=/unit/")["Location"] == "/login/?next=%2Funit%2F"


def test_the_key_of_the_session_is_another_one_after_the_login(client, secret):
    give_password(client)
    before = client.session.session_key
    client.post(CODE, {"code": app_code(secret, later=1)})
    assert client.session.session_key not in (None, before)


def later(client, monkeypatch, seconds):
    """Let the last code or password be given so long ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def test_changing_the_app_later_asks_for_a_code_and_then_goes_on(client, secret, monkeypatch):
    give_password(client)
    client.post(CODE, {"code": app_code(secret, later=1)})
    later(client, monkeypatch, 600)
    asked = client.get(SET_UP)
    assert asked["Location"] == f"/account/code/confirm/?next={SET_UP.replace('/', '%2F')}"
    assert client.get("/account/confirm/")["Location"].startswith("/account/code/confirm/")
    Authenticator.objects.filter(type="totp").update(data=used_long_ago())
    assert client.post(asked["Location"], {"code": app_code(secret)})["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def used_long_ago():
    found = Authenticator.objects.get(type="totp")
    return {**found.data, "used": 0}


def test_who_has_no_app_yet_gives_the_password_again_after_a_while(client, user, monkeypatch):
    give_password(client)
    later(client, monkeypatch, 600)
    assert client.get(SET_UP)["Location"].startswith("/account/confirm/?next=")
    address = f"/account/confirm/?next={SET_UP}"
    refused = soup(client.post(address, {"password": "wrong"})).select_one(".errors")
    assert "密码不正确" in refused.get_text()
    assert client.post(address, {"password": "马奶酒2026-长调"})["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert actions("login_failed") == [("login_failed", {"entrance": "confirm"})]


def test_setting_up_ends_the_sessions_that_passed_without_a_code(client, user):
    other = Client()
    give_password(other)
    give_password(client)
    set_up(client)
    assert (signed_in(client), other.get("/account/").status_code) == (True, 302)


def test_new_recovery_codes_take_the_place_of_the_old_ones(client, user):
    give_password(client)
    _secret, old = set_up(client)
    page = client.post("/account/recovery-codes/new/", follow=True)
    new = [each.get_text() for each in soup(page).select("ol code")]
    client.post("/logout/")
    give_password(client)
    client.post(CODE, {"code": old[0]})
    refused = signed_in(client)
    client.post(CODE, {"code": new[0]})
    assert (len(new), refused, signed_in(client)) == (10, False, True)
    assert actions("renew_recovery_codes") == [("renew_recovery_codes", {})]


def test_where_it_is_left_to_everybody_it_can_be_taken_back(client, user):
    give_password(client)
    set_up(client)
    assert client.get("/account/code/remove/").status_code == 200
    assert client.post("/account/code/remove/")["Location"] == "/account/"
    assert (Authenticator.objects.count(), actions("remove_factor")) == (0, [("remove_factor", {})])


def test_where_it_is_required_it_cannot_be_taken_back(client, user, settings):
    give_password(client)
    set_up(client)
    settings.SECOND_FACTOR = "required"
    assert client.post("/account/code/remove/").status_code == 404
    assert Authenticator.objects.count() == 2


def test_switched_off_nobody_is_asked_and_the_pages_are_gone(client, secret, settings):
    settings.SECOND_FACTOR = "off"
    assert give_password(client)["Location"] == "/back/"
    assert [client.get(each).status_code for each in (SET_UP, CODES, "/account/")] == [404, 404, 200]
    assert "第二步验证" not in soup(client.get("/account/")).main.get_text()


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_logout", "socialaccount_login"])
def test_pages_of_the_library_that_are_not_used_have_no_address(client, name):
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("change", ["password", "off"])
def test_a_login_half_done_ends_with_the_password_or_the_account(client, user, secret, change):
    give_password(client)
    if change == "password":
        user.set_password("another long one 7")
    user.is_active = change != "off"
    user.save()
    assert client.post(CODE, {"code": app_code(secret, later=1)})["Location"] == "/login/entrance/"
    assert not signed_in(client)
