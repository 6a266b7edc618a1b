"""Who uses the private server: the first process starts it, the last one stops it.

Each user holds a shared lock on one file for as long as it lives. The system drops the lock of a
process that is killed, so no crash leaves a trace that the next process must mend.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.postgres.cluster import Cluster
from config.postgres.home import Home

_held: dict[Path, "Lease"] = {}


class Lease:
    """This process's use of one server."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._process = os.getpid()
        self._file: IO[str] = home.users_lock.open("a")

    def take(self) -> None:
        """Use the server, starting it when nobody else has."""
        with _locked(self._home.start_lock):
            # Waits for a last user that is just stopping the server.
            fcntl.flock(self._file, fcntl.LOCK_SH)
            Cluster.at(self._home).start()

    def give_up(self) -> None:
        """End the use; the last user stops the server. A forked child holds no lease of its own."""
        if os.getpid() != self._process:
            return
        with self._file:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            cluster = Cluster.at(self._home)
            if cluster.is_running():
                cluster.stop()


def hold(home: Home) -> None:
    """Have the server of `home` run until this process ends; asking again changes nothing."""
    if home.root in _held:
        return
    home.root.mkdir(parents=True, exist_ok=True)
    lease = Lease(home)
    atexit.register(lease.give_up)
    lease.take()
    _held[home.root] = lease


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
