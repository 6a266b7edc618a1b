"""What hardly ever changes and every step asks for is read once in a while, not once a step."""

import time
from collections.abc import Callable

from django.db import transaction

#: Another process goes on by what it has read for so many seconds.
SECONDS = 30.0


class Remembered[T]:
    """The answer of `read`, asked again after SECONDS, or at once where `forget` was called."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._kept: tuple[float, T] | None = None

    def __call__(self) -> T:
        kept = self._kept
        if kept is None or time.monotonic() - kept[0] > SECONDS:
            kept = (time.monotonic(), self._read())
            self._kept = kept
        return kept[1]

    def forget(self) -> None:
        """Ask again; also after the transaction, since somebody else may have asked before its end."""
        self._kept = None
        transaction.on_commit(self._clear)

    def _clear(self) -> None:
        self._kept = None
