"""What the front hands to the application, and what it answers itself: asked as a web server asks it."""

import asyncio
import json
from contextlib import suppress
from io import BytesIO

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import activate, get_language

from config.front import bodies
from config.front.bodies import LARGE, SMALL
from config.front.files import SentFile
from config.front.front import Front
from config.refusals import REFUSED

ASKED = {
    "type": "http",
    "method": "POST",
    "raw_path": b"/a/%E4%BA%BA",
    "query_string": b"q=%E4",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", 8000),
    "client": ("192.0.2.7", 4000),
    "headers": [(b"host", b"rc.example.cn")],
}


def echo(environ, start_response):
    """What came, in the words of the application."""
    said = environ.get(REFUSED) or environ["wsgi.input"].read()
    start_response("200 OK", [("X-Length", environ.get("CONTENT_LENGTH", "none"))])
    return [said.encode() if isinstance(said, str) else said]


def ask(front, pieces=(), *, ends=True, headers=(), **scope):
    """The messages that come back, when these pieces are sent and then, unless it ends, nothing any more."""
    came = []

    async def run():
        left = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
        left += [{"type": "http.request", "body": b"", "more_body": False}] if ends else []

        async def receive():
            return left.pop(0) if left else await asyncio.get_running_loop().create_future()

        async def send(message):
            came.append(message)

        await front({**ASKED, "headers": [*ASKED["headers"], *headers], **scope}, receive, send)

    asyncio.run(run())
    return came


def body(came):
    return b"".join(each.get("body", b"") for each in came)


def length(size):
    return [(b"content-length", str(size).encode())]


CHUNKED = [(b"transfer-encoding", b"chunked")]


def test_the_application_gets_the_whole_body_with_its_length_told_or_not():
    told = ask(Front(echo), [b"ab", b"c"], headers=length(3))
    counted = ask(Front(echo), [b"ab", b"c"], headers=CHUNKED)
    assert [body(told), body(counted)] == [b"abc"] * 2
    assert [each[0]["headers"] for each in (told, counted)] == [[(b"x-length", b"3")]] * 2


@pytest.mark.parametrize("headers", [length(SMALL + 1), CHUNKED], ids=["told", "counted"])
def test_a_body_over_the_limit_is_refused_for_whoever_is_not_signed_in(headers):
    front = Front(echo)
    assert body(ask(front, [b"x" * SMALL, b"x"], headers=headers)) == b"too large"
    assert [front.rooms.memory.is_empty, front.rooms.coming.is_empty] == [True, True]


def test_nothing_is_read_of_what_is_larger_than_anybody_may_send_nor_where_the_caller_waits_for_a_word():
    told = {"ends": False}  # reading would never end
    assert body(ask(Front(echo), headers=length(LARGE + 1), **told)) == b"too large"
    waits = [*length(SMALL + 1), (b"expect", b"100-continue")]
    assert body(ask(Front(echo), headers=waits, **told)) == b"too large"


def test_a_body_that_stops_coming_is_given_up_and_what_it_held_is_free_again(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.1)
    front = Front(echo)
    assert body(ask(front, [b"ab"], ends=False, headers=length(3))) == b"too slow"
    assert [front.rooms.memory.is_empty, front.rooms.coming.is_empty] == [True, True]


def test_half_a_body_of_somebody_who_went_away_is_not_handed_over():
    assert ask(Front(echo), [b"ab"], headers=length(3)) == []


def test_too_many_bodies_of_one_address_are_refused_and_those_of_others_are_not():
    front = Front(echo)
    while front.rooms.coming.take("192.0.2.7"):
        pass
    assert body(ask(front, [b"a"], headers=length(1))) == b"too many"
    assert body(ask(front, [b"a"], headers=length(1), client=("192.0.2.8", 1))) == b"a"


def test_a_header_with_an_underscore_does_not_pass_for_the_one_of_the_proxy():
    def shown(environ, start_response):
        start_response("200 OK", [])
        return [json.dumps([environ[name] for name in ("HTTP_X_FORWARDED_FOR", "PATH_INFO")]).encode()]

    sent = [(b"x_forwarded_for", b"1.2.3.4"), (b"x-forwarded-for", b"5.6.7.8")]
    came = ask(Front(shown), method="GET", headers=sent)
    assert json.loads(body(came)) == ["5.6.7.8", "/a/人".encode().decode("latin-1")]


def answering(response):
    """An application with this answer of Django's, handed over as Django does it."""

    def application(environ, start_response):
        start_response(f"{response.status_code} OK", list(response.items()))
        if getattr(response, "file_to_stream", None) is not None:
            return environ["wsgi.file_wrapper"](response.file_to_stream)
        return response

    return application


def test_whole_answers_files_and_streams_arrive_as_they_are_and_are_closed():
    file = BytesIO(b"x" * 200_000)
    closed = []
    stream = StreamingHttpResponse(iter([b"a", b"b"]))
    stream._resource_closers.append(lambda: closed.append(True))
    came = [
        ask(Front(answering(each)), method="GET") for each in (HttpResponse("人"), FileResponse(file), stream)
    ]
    assert [body(each) for each in came] == ["人".encode(), b"x" * 200_000, b"ab"]
    assert [each[-1].get("more_body", False) for each in came] == [False] * 3
    assert (file.closed, closed) == (True, [True])


def made_until(failing, closed):
    """A list that is made while it is sent, and ends there for `failing`."""

    def lines():
        yield b"a" * 100_000
        if failing:
            raise failing
        yield b"b"

    stream = StreamingHttpResponse(lines())
    stream._resource_closers.append(lambda: closed.append(True))
    return answering(stream)


def test_a_list_that_is_cut_off_has_no_end_by_which_it_would_pass_for_a_whole_one():
    closed, came = [], []
    for failing in (ValueError("no database"), TimeoutError()):
        with suppress(ValueError):
            came = ask(Front(made_until(failing, closed)), method="GET")
        assert [each for each in came if not each.get("more_body", True)] == []
    assert closed == [True, True]


@pytest.mark.parametrize("version", ["1.0", "1"])
def test_a_caller_who_knows_the_end_by_the_connection_alone_gets_a_list_with_its_length(version):
    closed = []
    start, *pieces = ask(Front(made_until(None, closed)), method="GET", http_version=version)
    assert ((b"content-length", b"100001") in start["headers"], closed) == (True, [True])
    assert body(pieces) == b"a" * 100_000 + b"b"
    with pytest.raises(ValueError, match="no database"):
        ask(Front(made_until(ValueError("no database"), closed)), method="GET", http_version=version)
    assert closed == [True, True]


def test_what_is_made_while_it_is_sent_speaks_the_language_of_its_request():
    def application(environ, start_response):
        activate("en")  # as the middleware does
        start_response("200 OK", [])
        return StreamingHttpResponse(get_language() for _ in range(1))

    assert body(ask(Front(application), method="GET")) == b"en"


def test_an_application_that_fails_is_an_error_of_ours_and_the_next_is_answered(caplog):
    def failing(environ, start_response):
        raise ValueError("secret")

    front = Front(failing)
    assert [ask(front, method="GET")[0]["status"] for _ in range(6)] == [500] * 6
    assert "secret" in caplog.text


def test_head_is_answered_without_a_body_and_closes_the_file():
    file = BytesIO(b"abc")
    came = ask(Front(answering(FileResponse(file))), method="HEAD")
    assert (body(came), file.closed) == (b"", True)


def test_a_caller_who_takes_nothing_loses_the_answer_and_the_file_is_closed(monkeypatch):
    monkeypatch.setattr("config.front.answering.PATIENCE", 0.05)
    file = BytesIO(b"abc")

    def application(environ, start_response):
        start_response("200 OK", [])
        return SentFile(file)

    async def run():
        async def stuck(message):
            if message["type"] == "http.response.body":
                await asyncio.get_running_loop().create_future()

        await Front(application)({**ASKED, "method": "GET"}, None, stuck)

    with suppress(TimeoutError):
        asyncio.run(run())
    assert file.closed
