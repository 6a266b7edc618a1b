"""Attacks on the served application, over the network, by callers without an account."""

import socket
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from config.front.bodies import MEBIBYTE, PATIENCE
from tests.speed.bare import rows
from tests.speed.serving import served

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
#: More than there are threads in all processes together.
MANY = 24
#: Seconds in which a page comes, however many are slow, on a machine with other things to do.
AT_ONCE = 5.0
START = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
END = b"\r\n--x--\r\n"


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served() as started:
        yield started


def connected(place, text):
    host, _, port = place.partition(":")
    asking = socket.create_connection((host, int(port)), timeout=PATIENCE * 2)
    asking.sendall(text)
    return asking


def head(method, path, *lines):
    told = [f"{method} {path} HTTP/1.1", "Host: localhost", *lines]
    return ("\r\n".join(told) + "\r\n\r\n").encode()


def half_a_form(place, path="/verify/"):
    """A form with the cookie that makes Django read it, which never comes to its end."""
    kind = "Content-Type: application/x-www-form-urlencoded"
    cookie = f"Cookie: {settings.CSRF_COOKIE_NAME}={'a' * 32}"
    return connected(place, head("POST", path, kind, cookie, "Content-Length: 1000") + b"number=")


@contextmanager
def pages_come(place):
    """Each page is asked for anew and comes at once."""
    began = time.monotonic()
    for path in ("/verify/", "/back/loginUI", "/open/v1/", "/login/"):
        asking = HTTPConnection(place, timeout=AT_ONCE)
        asking.request("GET", path)
        assert asking.getresponse().status == 200
        asking.close()
    assert time.monotonic() - began < AT_ONCE
    yield


def test_callers_whose_forms_never_end_keep_nobody_waiting_and_are_sent_away(place):
    with ExitStack() as held:
        slow = [held.enter_context(half_a_form(place)) for _ in range(MANY)]
        began = time.monotonic()
        with pages_come(place):
            answer = b"".join(iter(lambda: slow[0].recv(65536), b""))
        assert (answer[:12], PATIENCE - 2 < time.monotonic() - began < PATIENCE * 1.5) == (
            b"HTTP/1.1 408",
            True,
        )
        assert "没有收到提交的内容" in answer.decode()


def test_callers_who_take_nothing_of_a_file_keep_nobody_waiting(place):
    with ExitStack() as held:
        for _ in range(MANY):
            reading = socket.socket()
            reading.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            host, _, port = place.partition(":")
            reading.connect((host, int(port)))
            reading.sendall(head("GET", "/static/wagtailadmin/js/vendor.js"))
            held.enter_context(reading)
        with pages_come(place):
            assert reading.recv(12) == b"HTTP/1.1 200"


def sent(place, size, *lines):
    """The status of a form with a file of so many megabytes."""
    kind = "Content-Type: multipart/form-data; boundary=x"
    with connected(place, head("POST", "/bare/1/", kind, *lines)) as asking:
        chunk = b"\0" * MEBIBYTE
        try:
            for piece in [START, *[chunk] * size, END]:
                framed = (
                    b"%x\r\n%s\r\n" % (len(piece), piece) if "Transfer-Encoding: chunked" in lines else piece
                )
                asking.sendall(framed)
            if "Transfer-Encoding: chunked" in lines:
                asking.sendall(b"0\r\n\r\n")
        except OSError:
            pass
        return int(asking.recv(65536).split(b" ")[1])


def by_length(size):
    return f"Content-Length: {size * MEBIBYTE + len(START + END)}"


def test_files_of_callers_who_are_not_signed_in_are_refused_and_those_of_others_taken(place):
    rows(2)
    session = SessionStore()
    session[SESSION_KEY] = "1"
    session.save()
    signed_in = f"Cookie: {settings.SESSION_COOKIE_NAME}={session.session_key}"
    invented = f"Cookie: {settings.SESSION_COOKIE_NAME}={'a' * 32}"
    chunked = "Transfer-Encoding: chunked"
    refused = [sent(place, 5, by_length(5)), sent(place, 5, by_length(5), invented), sent(place, 5, chunked)]
    assert refused == [413] * 3
    assert [sent(place, 5, by_length(5), signed_in), sent(place, 5, chunked, signed_in)] == [204] * 2
    assert sent(place, 65, by_length(65), signed_in) == 413
