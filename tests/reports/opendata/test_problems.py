"""Whatever goes wrong below /open/v1/, a program gets a problem."""

import json

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.db import OperationalError

from config.toolarge import server_error
from reports.opendata import api, limits
from tests.flows.test_english import chinese_in

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]
PROBLEM = "application/problem+json"
TABLE = "/open/v1/tables/league_category/"


def told(answer):
    """Status, kind, and whether a cache may keep it; it is a problem that says its status itself."""
    members = json.loads(answer.content)
    assert (answer["Content-Type"], members["status"]) == (PROBLEM, answer.status_code)
    return answer.status_code, members["type"].partition("#")[2], answer["Cache-Control"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("GET", "?year=1", {}, (400, "unknown-parameter")),
        ("GET", "", {"X-API-Key": "x"}, (401, "invalid-key")),
        ("GET", "nothing/", {}, (404, "not-found")),
        ("POST", "", {}, (405, "method-not-allowed")),
        ("GET", "?format=pdf", {}, (400, "invalid-value")),
        ("GET", "", {"Accept": "image/png"}, (406, "not-acceptable")),
        ("GET", "", {"Content-Type": "nonsense"}, (400, "unreadable-request")),
        ("GET", "", {"Content-Type": "text/plain; charset=GB18030"}, (415, "unsupported-charset")),
        ("GET", "", {"Content-Type": "text/plain; charset=nobody"}, (415, "unsupported-charset")),
        ("GET", "", {"Host": "another.example"}, (400, "unreadable-request")),
    ],
)
@pytest.mark.parametrize("place", ["/open/v1/", TABLE])
def test_what_a_caller_does_wrong_is_a_problem_at_the_entrance_and_at_a_table(
    client, place, method, path, headers, expected
):
    sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    if "HTTP_CONTENT_TYPE" in sent:
        sent["CONTENT_TYPE"] = sent.pop("HTTP_CONTENT_TYPE")
    answer = client.generic(method, f"{place}{path}", **sent)
    assert told(answer) == (*expected, "no-store")


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain; charset=UTF-8", 'a/b; charset="utf8"']
)
def test_what_is_utf8_is_answered(client, content_type):
    assert client.get(TABLE, CONTENT_TYPE=content_type).status_code == 200


def test_an_address_is_one_question_whatever_charset_is_named(client):
    """Django reads the parameters by it; an answer kept under the address would go to the others too."""
    assert (
        client.get(f"{TABLE}?category=%CA%FD", CONTENT_TYPE="text/plain; charset=GB18030").status_code == 415
    )
    assert client.get(f"{TABLE}?category=%CA%FD").status_code == 400


#: What is asked, with which Accept-Language, and the language of the answer.
LANGUAGES = [
    ("?year=1", None, "zh-hans"),
    ("?year=1", "fr", "zh-hans"),
    ("?year=1", "en-GB,en;q=0.9", "en"),
    ("?year=1&lang=en", "zh-CN", "en"),
    ("?year=1&lang=zh", "en", "zh-hans"),
    ("?year=1&lang=fr", "en", "en"),
    ("?release=99", "en", "en"),
    ("?area=1", "en", "en"),
    ("?area=999999&format=xlsx&lang=en", None, "en"),
    ("?limit=x", "en", "en"),
    ("?cursor=nonsense", "en", "en"),
    ("?format=pdf", "en", "en"),
    ("?order=x", "en", "en"),
    ("nothing/", "en", "en"),
    ("nothing/", None, "zh-hans"),
]


@pytest.mark.parametrize(("query", "accepted", "language"), LANGUAGES)
def test_a_problem_is_told_in_the_language_of_whoever_asks_and_says_which(client, query, accepted, language):
    answer = client.get(f"{TABLE}{query}", headers={"accept-language": accepted} if accepted else {})
    told = answer.json()
    said = [told["title"], told["detail"], *(each["detail"] for each in told.get("errors", ()))]
    assert (answer["Content-Language"], [bool(chinese_in(each)) for each in said]) == (
        *(language, [language != "en"] * len(said)),
    )
    assert ("Accept-Language" in answer["Vary"], answer.status_code >= 400) == (True, True)


def test_too_many_parameters_are_a_problem(client):
    answer = client.get(f"{TABLE}?lang=en&{'&'.join(['a=1'] * 10_001)}")
    assert told(answer) == (400, "unreadable-request", "no-store")
    with pytest.raises(TooManyFieldsSent):
        answer.wsgi_request.GET  # noqa: B018  # reason: it is the reading that fails


@pytest.mark.parametrize(
    ("raised", "expected", "again"),
    [
        (RuntimeError("a name that nobody shall read"), (500, "fault", "no-store"), None),
        (OperationalError("server closed the connection"), (503, "unavailable", "no-store"), "10"),
    ],
)
def test_a_fault_of_ours_and_a_database_that_is_away_are_problems_and_logged_with_their_cause(
    client, monkeypatch, caplog, raised, expected, again
):
    def fail(_number=None):
        raise raised

    monkeypatch.setattr(api, "standing", fail)
    client.raise_request_exception = False
    answer = client.get(TABLE)
    assert told(answer) == expected
    assert (answer.get("Retry-After"), answer["Access-Control-Allow-Origin"]) == (again, "*")
    assert str(raised) not in answer.content.decode()
    (logged,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert (logged.name, logged.exc_info[1]) == ("django.request", raised)


def test_a_fault_before_any_address_is_asked_is_a_problem_too_and_elsewhere_a_page(rf):
    assert told(server_error(rf.get(TABLE))) == (500, "fault", "no-store")
    assert server_error(rf.get("/statistics/"))["Content-Type"].startswith("text/html")


def test_too_many_requests_are_a_problem(client, settings, tmp_path):
    settings.OPEN_DATA_LIMITS = settings.OPEN_DATA_LIMITS | {limits.ANONYMOUS: (1, 3600)}
    settings.OPEN_DATA_DIR = tmp_path
    assert [client.get(TABLE).status_code for _ in range(2)] == [200, 429]
    assert told(client.get(TABLE)) == (429, "too-many-requests", "no-store")
