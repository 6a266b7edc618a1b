"""A Content-Type that Django cannot read is answered, at every address."""

import io
import json

import pytest
from django.core.exceptions import BadRequest
from django.core.wsgi import get_wsgi_application

from config.contenttype import is_readable, readable_only

UNREADABLE = [
    "text/plain; x*=zz''a",
    "text/plain; x*=undefined''a",
    "text/plain;" + "a" * 11_000,
    "text/plain; charset=base64",
    "text/plain; charset=undefined",
    "application/x-www-form-urlencoded; charset=idna",
]


def ask(application, content_type, method="GET", path="/robots.txt"):
    """Status, length as told, and body."""
    told = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "a=%E4",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": content_type,
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    body = b"".join(application(environ, lambda status, headers: told.append((status, dict(headers)))))
    ((status, headers),) = told
    return status, headers, body


@pytest.mark.parametrize("content_type", UNREADABLE)
def test_what_cannot_be_read_is_a_bad_request_in_words(content_type):
    status, headers, body = ask(readable_only(get_wsgi_application()), content_type)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (
        *("400 Bad Request", "text/plain; charset=utf-8", "no-store"),
    )
    assert "Content-Type 不能识别" in body.decode()
    assert headers["Content-Length"] == str(len(body))
    assert ask(readable_only(get_wsgi_application()), content_type, "HEAD")[2] == b""


@pytest.mark.parametrize("content_type", UNREADABLE)
@pytest.mark.django_db(databases=["default", "public"])
def test_programs_get_a_problem(content_type):
    status, headers, body = ask(readable_only(get_wsgi_application()), content_type, path="/open/v1/")
    assert (status, headers["Content-Type"]) == ("400 Bad Request", "application/problem+json")
    assert (json.loads(body)["type"], headers["Access-Control-Allow-Origin"]) == (
        *("http://localhost/open/guide/#unreadable-request", "*"),
    )


def test_without_it_the_error_would_leave_the_application():
    with pytest.raises(BadRequest):
        ask(get_wsgi_application(), UNREADABLE[0])


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded; charset=GB18030", "text/plain; charset=nobody"],
)
def test_what_can_be_read_goes_on(content_type):
    assert is_readable(content_type)
    assert ask(readable_only(_answer), content_type)[0] == "200 OK"


def _answer(_environ, start_response):
    start_response("200 OK", [])
    return []
