"""A file that is an answer: PEP 3333's `wsgi.file_wrapper`, by which Django and WhiteNoise hand it over."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

AT_ONCE = 64 * 1024


class Readable(Protocol):
    """What Django and WhiteNoise wrap; some of it can be closed."""

    def read(self, size: int, /) -> bytes: ...


class SentFile:
    """Read piece by piece as the caller takes it, in whatever thread is free."""

    def __init__(self, file: Readable, _block_size: int = AT_ONCE) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read():
            yield piece

    def read(self) -> bytes:
        """The next piece, empty at the end."""
        return self._file.read(AT_ONCE)

    def close(self) -> None:
        with suppress(AttributeError):
            self._file.close()  # type: ignore[attr-defined]  # reason: PEP 3333 asks for it where there is one
