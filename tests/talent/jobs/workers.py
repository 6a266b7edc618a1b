"""Jobs to try the queue with, and workers to run them: in this process, or in one that can be killed."""

import os
import signal
import subprocess
import sys
import time
import warnings

from django.conf import settings
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


#: What `manage.py` does, on the database of this run and with the mail server of the test.
_COMMAND = """
import sys
from django.conf import settings
from config.mail import mailers
database, mail, *command = sys.argv[1:]
for each in settings.DATABASES.values():
    each["NAME"] = database
settings.MAILERS = mailers(mail)
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *command])
"""


def worker_command(*options, mail):
    """`manage.py work` in an interpreter of its own, which mails to the address `mail`."""
    base = settings.BASE_DIR
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "PYTHONPATH": f"{base}{os.pathsep}{base / 'site'}",
    }
    database = connections["default"].settings_dict["NAME"]
    command = [sys.executable, "-c", _COMMAND, database, mail, "work", *options]
    return subprocess.Popen(command, cwd=base, env=environment)
