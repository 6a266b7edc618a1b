import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import Client

from config.openinterface import OpenInterface

SHORT = "config.openinterface.OpenInterface"
#: Says how long the limit lasts, which differs from one moment to the next.
_OF_THE_MOMENT = {"RateLimit-Remaining", "RateLimit-Reset"}


def told(answer):
    headers = {name: value for name, value in answer.headers.items() if name not in _OF_THE_MOMENT}
    return answer.status_code, headers, answer.content


@pytest.mark.django_db(databases=["default", "public"])
@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("get", "/open/v1/", {}),
        ("get", "/open/v1/tables", {"Accept-Language": "en"}),
        ("get", "/open/v1/tables/none/", {"Accept-Language": "en"}),
        ("get", "/open/v1/nothing/here", {}),
        ("get", "/open/v1/feed/", {"Cookie": "sessionid=old; csrftoken=worn"}),
        ("post", "/open/v1/tables/", {}),
        ("options", "/open/v1/tables/", {"Origin": "https://elsewhere.example"}),
    ],
)
def test_the_short_way_answers_as_the_long_one(settings, method, path, headers):
    short = told(getattr(Client(), method)(path, headers=headers))
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != SHORT]
    assert short == told(getattr(Client(), method)(path, headers=headers))


@pytest.mark.django_db(databases=["default", "public"])
@pytest.mark.parametrize(("path", "known"), [("/open/v1/", False), ("/open/guide/", True)])
def test_only_pages_know_an_account(client, path, known):
    asked = client.get(path).wsgi_request
    assert [hasattr(asked, each) for each in ("session", "_messages")] == [known, known]


def test_the_inner_server_has_no_short_way(settings):
    settings.SITE_ZONE = "inner"
    with pytest.raises(MiddlewareNotUsed):
        OpenInterface(lambda request: None)
