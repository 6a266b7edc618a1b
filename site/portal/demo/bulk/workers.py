"""Makes portions in processes of their own, in order, each at most one ahead of who takes them."""

import fcntl
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

#: Below so many portions a process costs more than it saves.
_WORTH_IT = 4
#: Bytes: what anybody may ask for.
_WIDTH = 1 << 20


def made_in_order[P](
    portions: Sequence[P], make: Callable[[P], dict[str, bytes]], *, workers: int
) -> Iterator[dict[str, bytes]]:
    """What `make` makes of each, in order. A worker has no connection: it may compute and nothing else.

    Forked, so that it knows what this process knows. When this process ends, however it ends, their pipes
    break and they end as well.
    """
    if workers < 2 or len(portions) < _WORTH_IT:
        yield from map(make, portions)
        return
    started = [_Worker(portions[place::workers], make) for place in range(workers)]
    try:
        for place in range(len(portions)):
            yield started[place % workers].take()
    finally:
        for worker in started:
            worker.end()


class _Worker[P]:
    def __init__(self, portions: Sequence[P], make: Callable[[P], dict[str, bytes]]) -> None:
        context = get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        _widen(theirs)
        self._process = context.Process(
            target=_work, args=(theirs, self._pipe, portions, make, os.getpid()), daemon=True
        )
        self._process.start()
        theirs.close()  # or the end of the worker would not be noticed

    def take(self) -> dict[str, bytes]:
        """Raises EOFError when the worker has failed; its words stand in what was printed."""
        found: dict[str, bytes] = pickle.loads(self._pipe.recv_bytes())
        return found

    def end(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _widen(pipe: Connection) -> None:
    """A portion goes through in a few pieces instead of hundreds, where the system has wider pipes."""
    if (set_size := getattr(fcntl, "F_SETPIPE_SZ", None)) is not None:
        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), set_size, _WIDTH)


def _work[P](
    pipe: Connection,
    other_end: Connection,
    portions: Sequence[P],
    make: Callable[[P], dict[str, bytes]],
    parent: int,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it as well, and ends this one
    other_end.close()
    for portion in portions:
        made = pickle.dumps(make(portion), protocol=pickle.HIGHEST_PROTOCOL)
        if os.getppid() != parent:
            return
        pipe.send_bytes(made)
