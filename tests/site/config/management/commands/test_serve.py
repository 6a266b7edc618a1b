import os
import select
import signal
import subprocess
import sys

import pytest
from django.conf import settings

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
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
print(before > 0, sockets(), threading.active_count())
"""
#: A process that makes another as `serve` does, says its number, and waits.
MAKES_A_CHILD = """
import os, sys, time
sys.path[:0] = [".", "site"]
from config.management.commands.serve import end_with_parent
os.register_at_fork(after_in_child=end_with_parent)
child = os.fork()
if child:
    print(child, flush=True)
time.sleep(60)
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
    parent = subprocess.Popen(
        [sys.executable, "-c", MAKES_A_CHILD], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    fate = os.pidfd_open(child)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    ready, _, _ = select.select([fate], [], [], 10)
    os.close(fate)
    assert ready == [fate]
