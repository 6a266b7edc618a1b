"""Who asked too often is told so, and for how long."""

import pytest
from django.test import RequestFactory

from reports.opendata import keys, questions
from reports.opendata.limits import address_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])
FEW = {"anonymous": (3, 3600), "key": (5, 3600), "new_keys": (1, 3600)}
INDEX = "/open/v1/"


@pytest.fixture
def few(settings, tmp_path):
    settings.OPEN_DATA_LIMITS = FEW
    settings.OPEN_DATA_DIR = tmp_path


def asked(client, times, **extra):
    return [client.get(INDEX, **extra) for _ in range(times)]


def test_every_answer_says_what_is_left_and_the_one_too_many_when_to_come_again(client, few):
    answers = asked(client, 4)
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert [each["RateLimit-Remaining"] for each in answers] == ["2", "1", "0", "0"]
    assert {(each["RateLimit-Limit"], each["RateLimit-Policy"]) for each in answers} == {("3", "3;w=3600")}
    refused = answers[-1]
    assert (refused.json()["type"], refused["Retry-After"]) == (
        "http://testserver/open/guide/#too-many-requests",
        refused["RateLimit-Reset"],
    )
    assert 0 < int(refused["Retry-After"]) <= 3600


def test_another_address_is_not_concerned_and_neither_is_one_with_a_key(client, few):
    asked(client, 4)
    assert asked(client, 1, REMOTE_ADDR="198.51.100.7")[0].status_code == 200
    with_key = asked(client, 6, headers={"X-API-Key": keys.new_key()})
    assert [each.status_code for each in with_key] == [200, 200, 200, 200, 200, 429]
    assert with_key[0]["RateLimit-Limit"] == "5"


def test_many_keys_of_one_address_ask_no_more_than_two_together(client, few):
    answers = [
        client.get(INDEX, headers={"X-API-Key": key})
        for key in [keys.new_key() for _ in range(4)]
        for _ in "abc"
    ]
    assert [each.status_code for each in answers] == [*[200] * 10, *[429] * 2]
    assert [answers[9]["RateLimit-Remaining"], answers[-1]["RateLimit-Limit"]] == ["0", "10"]
    with_key = {"headers": {"X-API-Key": keys.new_key()}}
    assert client.get(INDEX, REMOTE_ADDR="198.51.100.7", **with_key).status_code == 200


def test_whether_a_browser_may_ask_does_not_count(client, few):
    answers = [client.options(INDEX) for _ in range(5)]
    assert {(each.status_code, each["Access-Control-Allow-Origin"]) for each in answers} == {(204, "*")}
    assert "X-API-Key" in answers[0]["Access-Control-Allow-Headers"]
    assert "If-None-Match, If-Range, Range" in answers[0]["Access-Control-Allow-Headers"]
    assert client.get(INDEX)["Access-Control-Expose-Headers"].startswith(
        "Accept-Ranges, Content-Disposition, Content-Range, Deprecation, ETag"
    )


def test_keys_are_given_to_anybody_but_not_one_for_every_question(client, few):
    given = client.post("/open/v1/keys/")
    key = given.json()["key"]
    assert (given.status_code, given["Cache-Control"], keys.is_valid(key)) == (201, "no-store", True)
    assert given.json() | {"header": "X-API-Key", "requests": 5, "seconds": 3600} == given.json()
    assert client.post("/open/v1/keys/").status_code == 429


@pytest.mark.parametrize("key", ["", "nmrc_", "nmrc_aaaaaaaa", "something else", "nmrc_" + "a" * 40])
def test_a_key_of_ones_own_invention_is_refused(client, key):
    answer = client.get(INDEX, headers={"X-API-Key": key})
    assert (answer.status_code, answer.json()["type"], answer["WWW-Authenticate"]) == (
        *(401, "http://testserver/open/guide/#invalid-key", 'ApiKey realm="open data"'),
    )


def test_guessed_keys_count_against_the_address_until_it_is_told_to_wait(client, few):
    answers = [client.get(INDEX, headers={"X-API-Key": f"nmrc_{number}"}) for number in range(4)]
    assert [each.status_code for each in answers] == [401, 401, 401, 429]
    assert [each["RateLimit-Remaining"] for each in answers] == ["2", "1", "0", "0"]
    assert client.get(INDEX).status_code == 429
    assert client.get(INDEX, headers={"X-API-Key": keys.new_key()}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "expected"),
    [
        (0, "203.0.113.9", "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9", "198.51.100.7", "203.0.113.9"),
        (1, "invented, 203.0.113.9", "198.51.100.7", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7", "198.51.100.7"),
        (1, "", "198.51.100.7", "198.51.100.7"),
        (1, "invented:1, 203.0.113.9:50123", "198.51.100.7", "203.0.113.9"),
        (1, "[2001:db8:1:2::9]:443", "198.51.100.7", "2001:db8:1:2::/64"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "::ffff:198.51.100.7", "198.51.100.7"),
        (0, "", "", ""),
    ],
)
def test_the_address_is_read_as_far_as_proxies_are_trusted(settings, proxies, forwarded, peer, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == expected


def test_a_workbook_counts_by_its_figures_when_it_is_made_and_once_when_it_is_there(
    client, few, released, settings, monkeypatch
):
    settings.OPEN_DATA_LIMITS = FEW | {"anonymous": (8, 3600)}
    monkeypatch.setattr(questions, "WORKBOOK_ROWS", 1)
    book = "/open/v1/tables/league_category/?format=xlsx"  # four figures
    asked_for = [
        *(book, f"{book}&limit=2", f"{book}&limit=3&sort=area", f"{book}&cursor="),
        *(f"{book}&sort=value", INDEX),
    ]
    answers = [client.get(each) for each in asked_for]
    assert [(each.status_code, each["RateLimit-Remaining"]) for each in answers] == [
        *((200, "3"), (200, "2"), (200, "1"), (200, "0")),
        *((429, "0"), (429, "0")),
    ]
    assert len({each["ETag"] for each in answers[:4]}) == 1
    assert answers[4]["Retry-After"] == answers[4]["RateLimit-Reset"]


def test_however_small_the_limit_is_one_large_workbook_is_given(client, few, released, monkeypatch):
    monkeypatch.setattr(questions, "WORKBOOK_ROWS", 1)
    book = "/open/v1/tables/league_category/?format=xlsx"
    assert [client.get(f"{book}&lang={each}").status_code for each in ("zh", "en")] == [200, 429]
