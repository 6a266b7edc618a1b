"""Lock-out by name and address together, the same for names that exist and names that do not."""

from datetime import timedelta
from time import perf_counter

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from accounts.locking import client_address
from talent.orgs.enums import Role
from talent.security.models import AuditEvent
from tests.site.accounts.codes import give_password, soup
from tests.site.people import PASSWORD, account

pytestmark = pytest.mark.django_db

LIMIT = 5


@pytest.fixture(autouse=True)
def without_questions(settings):
    """What is counted here is failures; the question has tests of its own."""
    settings.PUZZLE_AFTER = settings.PUZZLE_AFTER_FROM_ADDRESS = 1000


def fail(client, username, times=LIMIT, entrance="/login/"):
    return [give_password(client, username, "wrong", entrance).status_code for _ in range(times)]


@pytest.mark.parametrize("entrance", ["/login/", "/back/loginUI"])
def test_after_so_many_failures_even_the_right_password_is_not_compared(client, entrance):
    account(Role.HR_REVIEWER)
    assert fail(client, "wurina", entrance=entrance) == [200] * (LIMIT - 1) + [429]
    answer = give_password(client, entrance=entrance)
    assert (answer.status_code, "_auth_user_id" in client.session) == (429, False)


def test_both_entrances_count_together(client):
    account(Role.HR_REVIEWER)
    fail(client, "wurina", 3)
    assert fail(client, "wurina", 2, "/back/loginUI") == [200, 429]


def test_another_address_and_another_name_stay_free(client):
    account(Role.HR_REVIEWER)
    account(Role.HR_REVIEWER, username="batu")
    fail(client, "wurina")
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert give_password(elsewhere)["Location"] == "/back/"
    assert give_password(client, "batu")["Location"] == "/back/"


def test_a_login_forgets_the_failures_before_it(client):
    account(Role.HR_REVIEWER)
    fail(client, "wurina", LIMIT - 1)
    assert give_password(client).status_code == 302
    assert AccessAttempt.objects.count() == 0


def test_the_page_says_when_it_ends_and_reads_the_same_for_an_unknown_name(client):
    account(Role.HR_REVIEWER)
    pages = {}
    for name in ("wurina", "nobody"):
        fail(client, name)
        answer = give_password(client, name)
        assert 0 < int(answer["Retry-After"]) <= 15 * 60 + 1
        assert "no-store" in answer["Cache-Control"]
        main = soup(answer).main
        main.select_one("strong").clear()
        pages[name] = str(main)
    assert pages["wurina"] == pages["nobody"]


def test_it_ends_by_itself_and_trying_does_not_prolong_it(client):
    account(Role.HR_REVIEWER)
    fail(client, "wurina")
    began = AccessAttempt.objects.get().attempt_time
    fail(client, "wurina", 2)
    assert AccessAttempt.objects.get().attempt_time == began
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert give_password(client)["Location"] == "/back/"


def test_the_lock_out_is_one_event_and_each_failure_one(client):
    user = account(Role.HR_REVIEWER)
    fail(client, "wurina", LIMIT + 2)
    found = AuditEvent.objects.filter(action__in=("locked_out", "login_failed")).order_by("id")
    assert [each.action for each in found].count("locked_out") == 1
    assert [each.action for each in found].count("login_failed") == LIMIT + 2
    event = found.get(action="locked_out")
    assert (event.subject_id, event.detail) == (str(user.pk), {"address": "127.0.0.1"})


def test_nothing_that_was_typed_is_kept_in_the_open(client):
    fail(client, "my-secret-word", 1)
    attempt = AccessAttempt.objects.get()
    kept = f"{attempt.username} {attempt.post_data} {attempt.get_data}"
    assert ("my-secret-word" in kept, "wrong" in kept, len(attempt.username)) == (False, False, 64)


def test_the_right_password_at_the_wrong_entrance_counts_too(client):
    account(Role.COLLECTOR)
    answers = [give_password(client, entrance="/back/loginUI").status_code for _ in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, None, "127.0.0.1"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_proxies_are_trusted(rf, settings, proxies, header, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": header} if header else {}
    assert client_address(rf.get("/", headers=headers)) == address


def test_a_request_without_any_address_is_from_nowhere(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="")) == "0.0.0.0"


def turned_away(settings, rounds):
    """Pages and seconds of unknown, wrong, switched off and not admitted, each tried so many times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.AXES_FAILURE_LIMIT = 1000
    account(Role.HR_REVIEWER)
    account(Role.HR_REVIEWER, username="left", is_active=False)
    account(Role.COLLECTOR, username="clerk")
    tries = {
        "unknown": ("nobody", PASSWORD),
        "wrong": ("wurina", "wrong"),
        "off": ("left", PASSWORD),
        "elsewhere": ("clerk", PASSWORD),
    }
    pages, seconds = {}, {name: [] for name in tries}
    for _ in range(rounds):
        for name, (username, password) in tries.items():
            client, before = Client(), perf_counter()
            answer = give_password(client, username, password, "/back/loginUI")
            seconds[name].append(perf_counter() - before)
            main = soup(answer).main
            main.select_one("[name=csrfmiddlewaretoken]").decompose()
            main.select_one("[name=username]")["value"] = ""
            pages[name] = (answer.status_code, str(main))
    return pages, seconds


def test_unknown_wrong_switched_off_and_not_admitted_read_the_same(settings):
    pages, _seconds = turned_away(settings, 1)
    assert len(set(pages.values())) == 1


@pytest.mark.slow
def test_unknown_wrong_switched_off_and_not_admitted_last_the_same(settings):
    _pages, seconds = turned_away(settings, 7)
    shortest = [min(each) for each in seconds.values()]  # whatever else the machine does only adds
    assert max(shortest) < 1.6 * min(shortest)
