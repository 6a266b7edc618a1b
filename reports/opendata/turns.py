"""Workbooks take a second of the processor: a process makes one at once, and answers others meanwhile.

One more may wait for its turn; a third is told to come again, or a few callers would have every thread wait.
Whoever asks for one that is just being made waits for it, if nobody does yet, and gets the same bytes.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Event, Lock

from django.utils.translation import gettext_lazy as _

from reports.opendata.kinds import TOO_MANY
from reports.opendata.problems import Problem

#: Seconds after which whoever found no place may ask again.
AGAIN = 2
_BUSY = _("正在生成其他 Excel，请过几秒再试，或者改取随时都有的 CSV。")
_places = BoundedSemaphore(2)
_turn = Lock()
#: So many may wait for what others make, each so many seconds: the largest table takes some. A process has
#: four threads (serve.BLOCKING_THREADS), and one of them has to be left for all other questions.
_seats, _PATIENCE = BoundedSemaphore(1), 10.0
_under_way: dict[Hashable, Event] = {}
_lock = Lock()


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


def once[T](name: Hashable, *, recall: Callable[[], T | None], make: Callable[[], T]) -> T:
    """What `recall` finds after somebody else has made it, else what `make` makes and keeps.

    Raises Problem where too many wait already, and whatever `make` raises."""
    mine = Event()
    with _lock:
        before = _under_way.setdefault(name, mine)
    if before is not mine:
        _wait(before)
        # Not there: whoever began it failed, or takes too long.
        return found if (found := recall()) is not None else make()
    try:
        # It may have been made between the first look and now.
        return found if (found := recall()) is not None else make()
    finally:
        with _lock:
            del _under_way[name]
        mine.set()


def _wait(event: Event) -> None:
    if not _seats.acquire(blocking=False):
        raise Problem(TOO_MANY, _BUSY, again=AGAIN)
    try:
        event.wait(_PATIENCE)
    finally:
        _seats.release()
