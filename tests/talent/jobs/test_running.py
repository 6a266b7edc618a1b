"""Nobody hears of jobs, and nobody's word stops a worker: every login of a database may LISTEN and NOTIFY."""

import json
import os

import pytest

from tests.talent.jobs.workers import eventually, jobs, kill, put, worker_process

pytestmark = pytest.mark.django_db(transaction=True)
CHANNELS = ("procrastinate_any_queue_v1", "procrastinate_queue_v1#default")


def test_the_login_of_the_public_hears_nothing_of_a_job(public_connection):
    public_connection.autocommit = True
    for each in CHANNELS:
        public_connection.execute(f'LISTEN "{each}"')
    put("tests.break", number=1)
    assert list(public_connection.notifies(timeout=1)) == []


def test_a_worker_goes_on_whatever_the_login_of_the_public_says(public_connection):
    public_connection.autocommit = True
    child = worker_process()
    try:
        put("tests.break", number=1)
        eventually(lambda: jobs("tests.break") == [("tests.break", "todo", 1)])
        for each in CHANNELS:
            for word in ("no JSON", "{}", json.dumps({"type": "abort_job_requested", "job_id": 1})):
                public_connection.execute(f"NOTIFY \"{each}\", '{word}'")
        put("tests.break", number=2)
        eventually(lambda: [attempts for _name, _state, attempts in jobs("tests.break")] == [1, 1])
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
    finally:
        kill(child)
