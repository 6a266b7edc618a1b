"""How often somebody asked within a window of time, counted by all web processes of a machine together.

One file of fixed size that every process has in its memory: no statement and no message for a request. Two
processes that write the same place at the same instant may lose one count, which no limit is about; places
are few, and where all that a name may have are taken, the least counted one gives way.
"""

import hashlib
import mmap
import os
import struct
import time
from pathlib import Path
from threading import Lock
from typing import NamedTuple

_PLACE = struct.Struct("<QII")  # name, window, count
_PLACES = 65_536
_SIZE = _PLACES * _PLACE.size
_TRIED = 8
_MOST = (1 << 32) - 1


class Counted(NamedTuple):
    """So many within the window that ends in so many seconds."""

    times: int
    seconds_left: int


class Counter:
    """Counts names, each within windows of its own length. `file` None: for this process alone."""

    def __init__(self, file: Path | None) -> None:
        self._lock = Lock()
        self._memory = mmap.mmap(-1, _SIZE) if file is None else _shared(file)

    def add(self, name: str, *, seconds: int, times: int = 1) -> Counted:
        """Count once more, or so many times."""
        now = time.time()
        window = int(now // seconds)
        word = int.from_bytes(hashlib.blake2b(f"{seconds} {name}".encode(), digest_size=8).digest(), "little")
        with self._lock:
            place, count = self._find(word, window)
            _PLACE.pack_into(self._memory, place, word, window & 0xFFFFFFFF, min(count + times, _MOST))
        return Counted(count + times, max(1, int((window + 1) * seconds - now)))

    def _find(self, word: int, window: int) -> tuple[int, int]:
        """Where the name stands, or may stand, and what it has there."""
        free: tuple[int, int] = (1 << 32, 0)
        for step in range(_TRIED):
            place = (word + step) % _PLACES * _PLACE.size
            name, then, count = _PLACE.unpack_from(self._memory, place)
            ended = then != window & 0xFFFFFFFF
            if name == word:
                return place, 0 if ended else count
            free = min(free, (0 if ended else count, place))
        return free[1], 0


def _shared(file: Path) -> mmap.mmap:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(handle, _SIZE)  # the same size always: of a file that is there nothing is lost
        return mmap.mmap(handle, _SIZE)
    finally:
        os.close(handle)
