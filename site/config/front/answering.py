"""Asks the application in one of few threads, and sends what it answers without holding that thread."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple
from wsgiref.types import WSGIApplication, WSGIEnvironment

from django.db import close_old_connections
from django.utils.translation import get_language, override

from config.front.files import AT_ONCE, SentFile

#: A request waits for the database most of the time, and for Python the rest.
PLACES = 4
#: Answers that are made while they are sent (lists and sheets of the staff) hold a thread as long.
STREAMS = 4
#: Seconds within which a caller has to take the next piece of an answer.
PATIENCE = 60.0
LENGTH = b"content-length"
#: In the words of the standard, and in those of the server.
_WITHOUT_CHUNKS = frozenset({"HTTP/1.0", "HTTP/1"})

Send = Callable[[dict[str, Any]], Awaitable[None]]
_FAULT = (500, [(b"content-type", b"text/plain"), (b"content-length", b"0")])
_log = logging.getLogger(__name__)


class Answer(NamedTuple):
    """What the application said; `body` is whole, or a file, or made while it is sent in a language."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes | SentFile | Iterable[bytes]
    language: str | None = None


class Answering:
    """The threads of one process, and the application that they ask."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._places = ThreadPoolExecutor(PLACES, "place")
        self._streams = ThreadPoolExecutor(STREAMS, "stream")
        self._reading = ThreadPoolExecutor(STREAMS, "reading")

    async def in_a_place[T](self, asked: Callable[..., T], *given: Any) -> T:
        """What `asked` answers, in one of the threads that make pages."""
        return await asyncio.get_running_loop().run_in_executor(self._places, asked, *given)

    async def answer(self, environ: WSGIEnvironment, send: Send) -> None:
        """Have the request answered. Nothing of one request is left in the context of the next."""
        answer = await self.in_a_place(Context().run, _asked, self._application, environ)
        if isinstance(answer.body, bytes):
            await _start(answer, send)
            # Handed over as a whole: the server keeps it until the caller has it, and nobody here waits.
            await send({"type": "http.response.body", "body": answer.body})
        elif isinstance(answer.body, SentFile):
            await self._send_file(answer, answer.body, send)
        elif _ends_with_connection(environ, answer):
            await self._send_file(*await self._made_whole(answer, answer.body), send)
        else:
            await self._send_stream(answer, answer.body, send)

    async def _send_file(self, answer: Answer, file: SentFile, send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            await _start(answer, send)
            while piece := await loop.run_in_executor(self._reading, file.read):
                await _send(send, piece, more=True)
            await _send(send, b"")
        finally:
            await loop.run_in_executor(self._reading, file.close)

    async def _made_whole(self, answer: Answer, made: Iterable[bytes]) -> tuple[Answer, SentFile]:
        """The same as a file, whose length is told: whoever gets less of it knows."""
        file = SpooledTemporaryFile(max_size=AT_ONCE)  # noqa: SIM115 - `_send_file` closes it

        def run() -> int:
            try:
                with override(answer.language):
                    file.writelines(made)
            except BaseException:
                file.close()
                raise
            finally:
                _close(made)
            size = file.tell()
            file.seek(0)
            return size

        size = await asyncio.get_running_loop().run_in_executor(self._streams, Context().run, run)
        return answer._replace(headers=[*answer.headers, (LENGTH, b"%d" % size)]), SentFile(file)

    async def _send_stream(self, answer: Answer, made: Iterable[bytes], send: Send) -> None:
        """In one thread from beginning to end: what makes it may hold a connection to the database.

        One that is cut off has no last piece: the server ends the connection without the end of the chunks,
        by which the caller knows that something is missing.
        """
        loop = asyncio.get_running_loop()

        def run() -> None:
            try:
                asyncio.run_coroutine_threadsafe(_start(answer, send), loop).result()
                with override(answer.language):
                    for piece in _gathered(made):
                        asyncio.run_coroutine_threadsafe(_send(send, piece, more=True), loop).result()
            finally:
                _close(made)

        await loop.run_in_executor(self._streams, Context().run, run)
        await _send(send, b"")


def _ends_with_connection(environ: WSGIEnvironment, answer: Answer) -> bool:
    """Whether the caller knows the end by that of the connection alone (HTTP/1.0, as some proxies speak it):
    what was cut off would pass for a whole answer."""
    told = any(name == LENGTH for name, _value in answer.headers)
    return environ["SERVER_PROTOCOL"] in _WITHOUT_CHUNKS and not told


async def _start(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})


async def _send(send: Send, piece: bytes, *, more: bool = False) -> None:
    """Raises TimeoutError where the caller takes nothing: the answer ends there."""
    async with asyncio.timeout(PATIENCE):
        await send({"type": "http.response.body", "body": piece, "more_body": more})


def _asked(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """What the application answers, as a whole if it is not too much for that."""
    said = Answer(*_FAULT, b"")

    def start_response(
        status: str, headers: list[tuple[str, str]], _fault: Any = None
    ) -> Callable[[bytes], object]:
        nonlocal said
        said = Answer(int(status.split(" ", 1)[0]), [_in_bytes(*each) for each in headers], b"")
        return _no_writing

    try:
        body = application(environ, start_response)
    except Exception:
        _log.exception("The application failed")
        return Answer(*_FAULT, b"")
    if environ["REQUEST_METHOD"] == "HEAD":
        _close(body)
        return said
    if isinstance(body, SentFile) or getattr(body, "streaming", False):
        close_old_connections()  # this thread goes on to somebody else
        return said._replace(body=body, language=get_language())
    try:
        return said._replace(body=b"".join(body))
    finally:
        _close(body)


def _in_bytes(name: str, value: str) -> tuple[bytes, bytes]:
    return name.lower().encode("latin-1"), value.encode("latin-1")


def _no_writing(_written: bytes) -> object:
    raise TypeError("nothing of ours writes an answer before it returns it")


def _close(body: object) -> None:
    if close := getattr(body, "close", None):
        close()


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in larger pieces: each is a way between two threads."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= AT_ONCE:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
