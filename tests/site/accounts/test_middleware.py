"""Who still has the password that was handed out gets nowhere else before it is changed."""

import pytest
from django.urls import reverse

from talent.orgs.enums import Role
from talent.security.models import User
from tests.site.people import PASSWORD, account

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PAGE = "/password/"
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
    ["/", "/unit/", "/back/", "/back/review/", "/back/account/", "/statistics/", "/open/v1/tables/"],
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


def test_pages_for_everybody_do_not_depend_on_the_cookie_of_visitors(client):
    assert "Cookie" not in client.get("/open/v1/").get("Vary", "")
