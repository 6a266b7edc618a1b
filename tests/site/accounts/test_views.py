import pytest
from bs4 import BeautifulSoup
from django.test import Client

from talent.orgs.enums import Role
from talent.security.models import AuditEvent
from tests.site.people import PASSWORD, account

pytestmark = pytest.mark.django_db

LOGIN = "/login/"
STAFF = "/back/loginUI"
#: What the baseline did before any test.
SET_UP = ("publish_version", "load_code_lists")


def sign_in(client, address, *, password=PASSWORD, **more):
    return client.post(address, {"username": "wurina", "password": password, **more})


def events():
    """What happened in the test."""
    happened = AuditEvent.objects.exclude(action__in=SET_UP).order_by("id")
    return list(happened.values_list("action", "by__username", "detail"))


@pytest.mark.parametrize(
    ("roles", "desk"),
    [
        ((Role.COLLECTOR,), "/unit/"),
        ((Role.UNIT_REVIEWER,), "/unit/"),
        ((Role.HR_REVIEWER,), "/back/"),
        ((Role.AUDIT_ADMIN,), "/back/"),
        ((Role.COLLECTOR, Role.HR_REVIEWER), "/unit/"),
        ((), "/"),
    ],
)
def test_after_the_portal_login_everybody_lands_at_their_desk(client, roles, desk):
    account(*roles)
    answer = sign_in(client, LOGIN)
    assert (answer.status_code, answer["Location"]) == (302, desk)


def test_the_staff_entrance_leads_to_the_staffs_pages_even_for_people_of_units(client):
    account(Role.COLLECTOR, Role.HR_REVIEWER)
    assert sign_in(client, STAFF)["Location"] == "/back/"


@pytest.mark.parametrize("address", [LOGIN, STAFF])
def test_a_safe_next_is_followed(client, address):
    account(Role.HR_REVIEWER)
    page = BeautifulSoup(client.get(f"{address}?next=/back/review/").content, "html.parser")
    assert page.main.find("input", attrs={"name": "next"})["value"] == "/back/review/"
    assert sign_in(client, address, next="/back/review/")["Location"] == "/back/review/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_next_to_another_site_is_not_followed(client, elsewhere):
    account(Role.HR_REVIEWER)
    assert sign_in(client, LOGIN, next=elsewhere)["Location"] == "/back/"
    assert sign_in(client, STAFF, next=elsewhere)["Location"] == "/back/"


def test_a_refused_login_opens_no_session_and_says_so_on_top(client):
    account(Role.COLLECTOR)
    answer = sign_in(client, STAFF)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert page.find(class_="errors").find("a")["href"] == "#id_username"
    assert page.title.get_text().startswith("有错误：")
    assert "_auth_user_id" not in client.session
    assert events() == [("login_failed", None, {"entrance": "staff"})]


@pytest.mark.parametrize(
    ("address", "status", "written"),
    [("/login/", 200, [("login_failed", None, {"entrance": "portal"})]), ("/back/loginUI", 400, [])],
)
def test_a_name_that_no_database_keeps_opens_nothing(client, address, status, written):
    answer = client.post(address, {"username": "a\0b", "password": "x"})
    assert (answer.status_code, events()) == (status, written)


def test_login_and_logout_are_written_to_the_audit_log(client):
    account(Role.HR_REVIEWER)
    sign_in(client, LOGIN)
    client.post("/logout/")
    sign_in(client, STAFF)
    assert events() == [
        ("login", "wurina", {"entrance": "portal"}),
        ("logout", "wurina", {}),
        ("login", "wurina", {"entrance": "staff"}),
    ]


def test_logging_out_ends_the_session_and_leads_home(client):
    account(Role.COLLECTOR)
    sign_in(client, LOGIN)
    assert client.post("/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_logging_out_needs_a_post_and_works_for_visitors(client):
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/"
    assert events() == []


def test_wagtails_own_login_leads_to_the_staff_entrance_with_its_next(client):
    answer = client.get("/back/login/?next=/back/pages/")
    assert (answer.status_code, answer["Location"]) == (302, "/back/loginUI?next=/back/pages/")
    assert client.post("/back/login/", {"username": "a", "password": "b"}).status_code == 302


@pytest.mark.parametrize("address", [LOGIN, STAFF])
def test_login_pages_are_not_kept_by_browsers(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_each_entrance_shows_the_way_to_the_other(client):
    def ways(address):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        return {each["href"] for each in page.main.find_all("a")}

    assert ways(LOGIN) == {
        STAFF,
        "/register/unit/",
        "/register/invitation/",
        "/register/person/",
        "/password/forgotten/",
    }
    assert ways(STAFF) == {LOGIN}


PAGE = "/password/"
NEW = "another long one 7"


def change(client, **given):
    values = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    return client.post(PAGE, values | given)


def test_everybody_changes_the_own_password_by_the_old_one(client):
    user, other = account(Role.COLLECTOR), Client()
    client.force_login(user)
    other.force_login(user)
    answer = change(client)
    user.refresh_from_db()
    assert (answer.status_code, answer["Location"], user.check_password(NEW)) == (302, "/unit/", True)
    assert events() == [("change_password", "wurina", {})]
    assert client.get("/unit/").status_code == 302
    assert other.get(PAGE)["Location"] == "/login/?next=/password/&ended=gone"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"new_password2": "another long one 8"}, "new_password2"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password1"),
        ({"new_password1": PASSWORD, "new_password2": PASSWORD}, "new_password1"),
        ({"new_password1": "", "new_password2": ""}, "new_password1"),
    ],
)
def test_a_wrong_change_of_password_is_told_at_its_field(client, given, field):
    user = account(Role.COLLECTOR)
    client.force_login(user)
    answer = change(client, **given)
    page = BeautifulSoup(answer.content, "html.parser")
    user.refresh_from_db()
    assert (answer.status_code, user.check_password(PASSWORD), events()) == (200, True, [])
    assert page.select_one(f"#id_{field}_error") is not None
    assert [each.get("value") for each in page.select("input[type=password]")] == [None] * 3


def test_visitors_are_asked_to_log_in_first(client):
    assert client.get(PAGE)["Location"] == "/login/?next=/password/"


def test_the_way_to_it_stands_on_the_page_of_the_account_and_on_the_staffs(client):
    client.force_login(account(Role.HR_REVIEWER))
    for address in ("/account/", "/back/account/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert "修改密码" in [each.get_text() for each in page.select("a[href='/password/']")]
        assert page.select("a[href='/account/']") != []


def test_logging_out_of_the_admin_is_written_to_the_log(client):
    client.force_login(account(Role.HR_REVIEWER))
    assert client.post("/back/logout/")["Location"] == STAFF
    assert events() == [("logout", "wurina", {})]


def test_guessing_the_old_password_leads_to_the_lock_out(client):
    client.force_login(account(Role.HR_REVIEWER))
    assert [change(client, old_password="wrong").status_code for _ in range(6)] == [200] * 4 + [429] * 2
    assert change(client).status_code == 429
