"""Keeps another program running: starts it again when it ends, and ends with the one that asked for it.

Runs by itself too (`python site/config/watching.py PROGRAM …`), with nothing installed and little memory.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from types import FrameType

PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when its parent is gone
#: Seconds between two starts, for a program that ends at once; and until a stop becomes a kill.
PAUSE, PATIENCE = 5.0, 30.0


def end_children_with_me() -> None:
    """From now on each process forked from this one stops when this one is gone, even if it was killed."""
    maker: dict[str, int] = {}
    os.register_at_fork(
        before=lambda: maker.update(pid=os.getpid()), after_in_child=lambda: end_with(maker["pid"])
    )


def end_with(maker: int) -> None:
    """Let this process be told to stop when `maker`, which made it, is gone, even if it has gone by now."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != maker:
        os.kill(os.getpid(), signal.SIGTERM)


def watched(command: Sequence[str]) -> list[str]:
    """The command that keeps `command` running."""
    return [sys.executable, "-I", os.path.abspath(__file__), str(os.getpid()), *command]


class _Told(Exception):
    """This process was told to stop."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Told


def main(argv: Sequence[str]) -> None:
    """`argv`: the process that asked, then the program with its arguments."""
    asking, command = int(argv[1]), argv[2:]
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    child: subprocess.Popen[bytes] | None = None
    try:
        end_with(asking)
        while True:
            began = time.monotonic()
            child = subprocess.Popen(command, preexec_fn=partial(end_with, os.getpid()))
            child.wait()
            time.sleep(max(0.0, PAUSE - (time.monotonic() - began)))
    except _Told:
        pass
    finally:
        if child is not None:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main(sys.argv)
