"""What the web server calls for every request (ASGI), and what calls the application (WSGI)."""

from contextlib import ExitStack, suppress
from functools import partial
from importlib import import_module
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import close_old_connections
from django.http import parse_cookie

from config.front.answering import Answering, Send
from config.front.bodies import Body, Gone, Receive, Refusal, Rooms
from config.front.environ import environ_of
from config.headers import WITHOUT_COOKIES
from config.refusals import REFUSED
from reports.opendata.service import address_told

#: Nobody reads what comes with these; it is not taken either.
_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Front:
    """An ASGI application around a WSGI one."""

    def __init__(self, application: WSGIApplication) -> None:
        self.rooms = Rooms()
        self._answering = Answering(application)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        with ExitStack() as held:
            try:
                await self._take_body(environ, receive, held)
            except Gone:
                return
            except Refusal as refusal:
                environ[REFUSED] = refusal.reason
            with suppress(TimeoutError):  # the caller takes nothing of the answer
                await self._answering.answer(environ, send)

    async def _take_body(self, environ: WSGIEnvironment, receive: Receive, held: ExitStack) -> None:
        """Put the whole body into `environ`, with its length, also where the caller did not tell it."""
        chunked = environ.pop("HTTP_TRANSFER_ENCODING", None)
        declared = int(environ.pop("CONTENT_LENGTH", None) or 0)
        if environ["REQUEST_METHOD"] in _WITHOUT_BODY or not (chunked or declared):
            return
        account = partial(self._answering.in_a_place, signed_in, environ)
        body = Body(self.rooms, address_told(environ), account, held)
        waits = environ.get("HTTP_EXPECT", "").lower() == "100-continue"
        await body.read(receive, None if chunked else declared, waits=waits)
        environ |= {"wsgi.input": body.file, "CONTENT_LENGTH": str(body.size)}


def signed_in(environ: WSGIEnvironment) -> str:
    """The number of the account whose session the request names; empty for everybody else."""
    named = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not named or environ["PATH_INFO"].startswith(WITHOUT_COOKIES):
        return ""
    try:
        session = import_module(settings.SESSION_ENGINE).SessionStore(named)
        return str(session.get(SESSION_KEY, ""))
    finally:
        close_old_connections()
