"""Who still has the password that was handed out gets nowhere else before it is changed."""

import pytest
from django.urls import reverse

from talent.orgs.enums import Role
from talent.security.models import User
from tests.site.accounts.codes import app_code, give_password, set_up
from tests.site.people import PASSWORD, account

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PAGE = "/password/"
SET_UP = "/account/code/set-up/"
NEW = "another long one 7"


@pytest.fixture
def first(client):
    """An account of the staff with its first password."""
    user = account(Role.HR_REVIEWER, Role.COLLECTOR)
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    return user


@pytest.mark.parametrize(
    ("entrance", "desk"),
    [("/login/", "/unit/"), ("/back/loginUI", "/back/"), ("/login/?next=/statistics/", "/")],
)
def test_by_every_entrance_the_first_page_is_that_of_the_password(client, first, entrance, desk):
    answer = client.post(entrance, {"username": first.username, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1] == (PAGE, 302)
    assert "您用的是分配的一次性密码" in answer.text


@pytest.mark.parametrize(
    "address",
    ["/", "/unit/", "/back/", "/back/review/", "/back/account/", "/statistics/", "/open/"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_address_leads_to_it(client, first, address, method):
    client.force_login(first)
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def test_leaving_and_the_language_stay_free(client, first):
    client.force_login(first)
    answer = client.post(reverse("set_language"), {"language": "en", "next": PAGE})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert client.post("/logout/")["Location"] == "/"


def test_once_changed_everything_is_open(client, first):
    client.force_login(first)
    given = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post(PAGE, given)["Location"] == "/unit/"
    assert client.get("/back/").status_code == 200
    assert not User.objects.get(pk=first.pk).must_change_password


def test_the_open_interface_knows_no_account_and_answers_everybody(client, first):
    client.force_login(first)
    answer = client.get("/open/v1/")
    assert (answer.status_code, answer.cookies) == (200, {})


def test_pages_for_everybody_do_not_depend_on_the_cookie_of_visitors(client):
    assert "Cookie" not in client.get("/open/v1/").get("Vary", "")


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.UNIT_REVIEWER, Role.HR_REVIEWER, Role.SYSTEM_ADMIN])
@pytest.mark.parametrize("address", ["/", "/unit/", "/back/", "/statistics/", "/account/", "/open/"])
def test_where_required_who_has_no_second_step_sets_it_up_first(client, required, role, address):
    account(role)
    give_password(client)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, SET_UP)


def test_until_then_only_leaving_the_password_and_the_language_are_open(client, required):
    account(Role.HR_REVIEWER)
    give_password(client)
    assert [client.get(each).status_code for each in (SET_UP, "/password/")] == [200, 200]
    assert client.post(reverse("set_language"), {"language": "en", "next": SET_UP})["Location"] == SET_UP
    assert client.post("/logout/")["Location"] == "/"


def test_once_set_up_everything_is_open_and_stays_so_at_the_next_login(client, required):
    account(Role.HR_REVIEWER)
    give_password(client)
    secret, _codes = set_up(client)
    assert client.get("/back/").status_code == 200
    client.post("/logout/")
    give_password(client)
    client.post("/account/code/", {"code": app_code(secret, later=1)})
    assert client.get("/back/").status_code == 200


def test_individuals_are_asked_for_nothing(client, required):
    account()
    give_password(client)
    assert client.get("/account/").status_code == 200


def test_a_session_without_a_code_gives_one_where_the_account_has_an_app(client, settings):
    account(Role.HR_REVIEWER)
    give_password(client)
    set_up(client)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    settings.SECOND_FACTOR = "required"
    assert client.get("/back/")["Location"] == "/account/code/confirm/"
    assert client.get(SET_UP)["Location"].startswith("/account/code/confirm/")


def test_the_password_that_was_handed_out_comes_before_the_second_step(client, required, first):
    give_password(client)
    assert client.get(SET_UP)["Location"] == PAGE
    client.post(PAGE, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert client.get("/back/")["Location"] == SET_UP
