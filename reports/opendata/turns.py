"""Workbooks take a second of the processor: a process makes one at once, and answers others meanwhile.

One more may wait for its turn; a third is told to come again, or a few callers would have every thread wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from reports.opendata.problems import TOO_MANY, Problem

#: Seconds after which whoever found no place may ask again.
AGAIN = 2
_BUSY = "Other workbooks are being made; ask again in some seconds, or take CSV, which is always there."
_places = BoundedSemaphore(2)
_turn = Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Hold the turn for the body. Raises Problem where somebody waits already."""
    if not _places.acquire(blocking=False):
        raise Problem(TOO_MANY, _BUSY, again=AGAIN)
    try:
        with _turn:
            yield
    finally:
        _places.release()
