import contextlib
import os
import select
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings

from tests.site.config.postgres.waiting import wait_until

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
SOON = 60  # seconds, well below what the child would live by itself
#: What `serve` does before it makes its web processes.
BEFORE_FORKING = """
import os, sys, threading
sys.path[:0] = [".", "site"]
sys.argv = ["manage.py", "serve"]
import django
from config.server import hold_server
hold_server(sys.argv)
django.setup()
from config.management.commands.serve import Command, let_go_of_the_database
def sockets():
    ends = (f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd"))
    return sum("socket:" in os.readlink(end) for end in ends if os.path.islink(end))
Command().check(databases=["default", "public"])
before = sockets()
let_go_of_the_database()
names = {open(f"/proc/self/task/{task}/comm").read().strip() for task in os.listdir("/proc/self/task")}
# Polars cleans up with two as soon as it is imported; those that count would be named polars-0 and so on.
counting = names - {"python", "jemalloc_bg_thd", "polars-ooc-clea"}
print(before > 0, sockets(), threading.active_count(), *counting)
"""
#: A process that makes another as `serve` does, says its number, and waits.
MAKES_A_CHILD = """
import os, sys, time
sys.path[:0] = [".", "site"]
from config.watching import end_children_with_me
end_children_with_me()
child = os.fork()
if child:
    print(child, flush=True)
time.sleep(300)
"""
#: Serves on a free port, says it, and stops when it is told to.
SERVES = """
import socket, sys
sys.path[:0] = [".", "site"]
sys.argv = ["manage.py", "serve"]
import django
from config.server import hold_server
hold_server(sys.argv)
django.setup()
from config.management.commands.serve import serve
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
print(port, flush=True)
serve("127.0.0.1", port, worker=False)
"""


@linux
def test_web_processes_inherit_no_connection_and_no_thread():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    said = subprocess.run(
        [sys.executable, "-c", BEFORE_FORKING],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["True", "0", "1"]


@linux
def test_a_web_process_ends_with_the_one_that_made_it_even_if_that_was_killed():
    with subprocess.Popen(
        [sys.executable, "-c", MAKES_A_CHILD], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    ) as parent:
        child = int(parent.stdout.readline())
        fate = os.pidfd_open(child)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        ready, _, _ = select.select([fate], [], [], SOON)
        os.close(fate)
    assert ready == [fate]


@pytest.mark.slow
@linux
def test_serving_ends_although_a_browser_has_half_asked():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    with subprocess.Popen(
        [sys.executable, "-c", SERVES],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        port = int(server.stdout.readline())
        wait_until(lambda: answers(port))
        with socket.create_connection(("127.0.0.1", port)) as asking:
            asking.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=60) == 0


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
