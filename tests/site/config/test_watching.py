"""The keeper of the worker: starts it again, and nothing of it outlives the one that asked."""

import os
import select
import signal
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses pidfd")

#: A program that says its number and waits.
PROGRAM = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
#: A process that has the program kept running, with next to no pause, and waits.
ASKS = f"""
import subprocess, sys, time
sys.path[:0] = ["site"]
import config.watching as watching
command = watching.watched([sys.executable, "-c", {PROGRAM!r}])
code = "import sys; sys.path[:0] = ['site']; import config.watching as w; w.PAUSE = 0.1; w.main(sys.argv)"
subprocess.Popen([sys.executable, "-c", code, *command[3:]])
time.sleep(60)
"""


@pytest.fixture
def asking():
    process = subprocess.Popen(
        [sys.executable, "-c", ASKS], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def ended(fate, seconds=20):
    ready, _, _ = select.select([fate], [], [], seconds)
    os.close(fate)
    return ready == [fate]


def test_a_program_that_was_killed_is_started_again(asking):
    first = int(asking.stdout.readline())
    os.kill(first, signal.SIGKILL)
    second = int(asking.stdout.readline())
    assert second != first


def test_the_program_ends_with_the_one_that_asked_even_if_that_was_killed(asking):
    fate = os.pidfd_open(int(asking.stdout.readline()))
    asking.kill()
    assert ended(fate)


def test_the_program_ends_when_its_keeper_is_killed(asking):
    program = int(asking.stdout.readline())
    with open(f"/proc/{program}/stat") as file:
        keeper = int(file.read().rsplit(")", 1)[1].split()[1])
    fate = os.pidfd_open(program)
    os.kill(keeper, signal.SIGKILL)
    assert ended(fate)
