"""What a request sends beside its headers: taken from the network with bounds and a deadline.

A small body stays in memory, a large one lies in a file without a name. Nobody waits for it but the event
loop: however slowly it comes, the threads that make pages know nothing of it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, closing
from tempfile import SpooledTemporaryFile
from typing import Any

from config.front.rooms import Room, Share
from config.refusals import Refused

MEBIBYTE = 1024 * 1024
#: Bytes of a body that anybody may send, and of one that somebody who is signed in may send.
SMALL, LARGE = MEBIBYTE, 64 * MEBIBYTE
#: Seconds until a body is there, and the bytes a second by which a large one wins more of them.
PATIENCE, PACE = 20.0, 16 * 1024

Receive = Callable[[], Awaitable[dict[str, Any]]]


class Refusal(Exception):
    """Raised in place of a body: the request is answered with the reason."""

    def __init__(self, reason: Refused) -> None:
        super().__init__(reason)
        self.reason = reason


class Gone(Exception):
    """Whoever sent it went away in the middle: nobody is there to be answered."""


class Rooms:
    """What all bodies of a process may take together, and those of one caller."""

    def __init__(self) -> None:
        #: Bodies that are on their way, by address. An office may stand behind one.
        self.coming = Room(most=512, each=32)
        #: Bytes in memory, by address, and on the disk, by account, until the answer is made.
        self.memory = Room(most=128 * MEBIBYTE, each=32 * MEBIBYTE)
        self.disk = Room(most=1024 * MEBIBYTE, each=4 * LARGE)


class Body:
    """The body of one request. `account` tells who is signed in, an empty text for nobody; asked when needed.

    What it takes of the rooms is given back when `held` is closed, behind the answer.
    """

    def __init__(
        self, rooms: Rooms, address: str, account: Callable[[], Awaitable[str]], held: ExitStack
    ) -> None:
        self._rooms, self._address, self._account, self._held = rooms, address, account, held
        self._limit = SMALL
        self._share = held.enter_context(closing(Share(rooms.memory, address)))
        self.file = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 - `held` closes it
        held.callback(self.file.close)
        self.size = 0

    async def read(self, receive: Receive, declared: int | None, *, waits: bool) -> None:
        """Take all of it. `waits`: the caller sends nothing before it is told to go on.

        Raises Refusal or Gone. Of what is too large the rest is read and dropped, within the same bounds: a
        browser that is still sending when the connection ends shows an error of its own, not our page.
        """
        if declared is not None and (declared > LARGE or (waits and declared > await self._most(declared))):
            raise Refusal(Refused.TOO_LARGE)
        if not self._rooms.coming.take(self._address):
            raise Refusal(Refused.TOO_MANY)
        try:
            await self._within_time(receive, declared)
        finally:
            self._rooms.coming.give_back(self._address)
        self.file.seek(0)

    async def _within_time(self, receive: Receive, declared: int | None) -> None:
        began = asyncio.get_running_loop().time()
        fits = True
        try:
            async with asyncio.timeout(PATIENCE) as deadline:
                fits = not declared or declared <= await self._most(declared)
                more = True
                while more:
                    piece, more = _piece(await receive())
                    self.size += len(piece)
                    fits = fits and self.size <= await self._most(self.size)
                    if fits:
                        self._keep(piece)
                        deadline.reschedule(began + PATIENCE + self.size / PACE)
                    elif self.size > LARGE:
                        break
        except TimeoutError:
            raise Refusal(Refused.TOO_SLOW if fits else Refused.TOO_LARGE) from None
        if not fits:
            raise Refusal(Refused.TOO_LARGE)
        if declared is not None and self.size < declared:
            raise Gone

    async def _most(self, size: int) -> int:
        """How many bytes this caller may send, who wants to send so many."""
        if size <= SMALL or self._limit == LARGE:
            return self._limit
        if account := await self._account():
            self._share = self._held.enter_context(closing(Share(self._rooms.disk, account)))
            self._limit = LARGE
        return self._limit

    def _keep(self, piece: bytes) -> None:
        """A file of the operating system's cache is written so fast that the loop may do it."""
        if not self._share.grow(len(piece)):
            raise Refusal(Refused.TOO_MANY)
        self.file.write(piece)


def _piece(message: dict[str, Any]) -> tuple[bytes, bool]:
    if message["type"] == "http.disconnect":
        raise Gone
    return message.get("body", b""), message.get("more_body", False)
