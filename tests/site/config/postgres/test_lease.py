import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from config.postgres.bootstrap import connect
from config.postgres.cluster import Cluster
from config.postgres.home import Home
from config.postgres.lease import Lease
from config.roles import APP
from tests.site.config.postgres.waiting import wait_until

HOLDER = """
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from config.postgres.home import Home
from config.postgres.lease import hold
hold(Home(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(home) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts another process that uses the server until its input ends."""
    started = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(home.root)],
            env={**os.environ, "PYTHONPATH": str(settings.BASE_DIR / "site")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def finish(process: subprocess.Popen) -> int:
    process.communicate("")
    return process.returncode


def take(home: Home) -> Lease:
    lease = Lease(home)
    lease.take()
    return lease


def test_last_user_stops_the_server_and_no_earlier_one_does(made_home):
    cluster = Cluster.at(made_home)
    first, second = take(made_home), take(made_home)
    first.give_up()
    assert cluster.is_running()
    second.give_up()
    assert not cluster.is_running()


def test_server_is_used_again_after_it_was_stopped(made_home):
    take(made_home).give_up()
    again = take(made_home)
    assert Cluster.at(made_home).is_running()
    again.give_up()


def test_forked_child_does_not_stop_its_parents_server(made_home):
    lease = take(made_home)
    lease._process = os.getpid() + 1  # what a fork sees: a lease that another process took
    lease.give_up()
    assert Cluster.at(made_home).is_running()
    lease._process = os.getpid()
    lease.give_up()


def test_two_processes_that_start_at_once_share_one_server(home, holder):
    both = [holder(), holder()]
    assert [process.stdout.readline() for process in both] == ["held\n", "held\n"]
    assert finish(both[0]) == 0
    assert Cluster.at(home).is_running()
    assert finish(both[1]) == 0
    assert not Cluster.at(home).is_running()


@pytest.mark.parametrize("killed", ["before the next one starts", "while the next one runs"])
def test_killed_user_leaves_no_lock_behind(made_home, holder, killed):
    victim = holder()
    assert victim.stdout.readline() == "held\n"
    survivor = None if killed.startswith("before") else take(made_home)
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    survivor = survivor or take(made_home)
    survivor.give_up()
    assert not Cluster.at(made_home).is_running()


@pytest.mark.parametrize("reached", ["initdb", "the first start", "the logins"])
def test_first_start_that_was_killed_midway_can_be_repeated(home, holder, reached):
    signs = {
        "initdb": home.drafts,
        "the first start": (home.data / "postmaster.pid").exists,
        "the logins": home.socket.exists,
    }
    victim = holder()
    wait_until(signs[reached])
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    lease = take(home)
    with connect(home=home, login=APP) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("talent",)
    lease.give_up()
    assert not Cluster.at(home).is_running()
