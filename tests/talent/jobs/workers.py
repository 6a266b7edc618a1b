"""Jobs to try the queue with, and workers to run them: in this process, or in one that can be killed."""

import os
import signal
import time
import warnings

from django.db import connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from talent.jobs.running import run_worker
from talent.jobs.service import defer, job

#: What an error of a job may have in its text, and no log.
SECRET = "152502198507260017"


class Broken(Exception):
    """What goes wrong in these jobs."""


@job("tests.break", "总是失败")
def always_breaks(number: int) -> None:
    raise Broken(SECRET, number)


@job("tests.defer_and_break", "排了队又失败")
def defers_and_breaks() -> None:
    with transaction.atomic():
        defer("tests.break", number=7)
        raise Broken


def put(name, **given):
    """Defer a job and commit."""
    with transaction.atomic():
        defer(name, **given)


def work():
    """Run every job that is due, in this process."""
    connections.close_all()
    run_worker(until_empty=True)


def worker_process(prepare=lambda: None):
    """A worker in a process of its own that does `prepare` first; returns its number."""
    connections.close_all()
    with warnings.catch_warnings():
        # A forked worker starts at once; it uses none of the threads that this process may have.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            prepare()
            run_worker()
        finally:
            os._exit(1)
    return child


def end_of(child, seconds=30):
    """The signal that ended a process; it is killed when it has not ended by itself."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.WTERMSIG(status)
        time.sleep(0.05)
    kill(child)
    return None


def kill(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def eventually(true, seconds=30):
    """Wait for something that another process does; fails when it does not come."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def silent_for_an_hour(owner_connection):
    """As if the workers that are gone had been so for an hour."""
    owner_connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")


def jobs(*names):
    """(name, state, attempts) of the jobs with these names, oldest first."""
    rows = ProcrastinateJob.objects.filter(task_name__in=names).order_by("pk")
    return list(rows.values_list("task_name", "status", "attempts"))
