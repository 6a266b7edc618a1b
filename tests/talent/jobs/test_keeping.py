import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from talent.jobs.keeping import clean, keep
from talent.jobs.models import Failure
from tests.talent.jobs.workers import jobs, put

pytestmark = pytest.mark.django_db(transaction=True)


def taken(owner_connection, *, silent, attempts=0):
    """A job that a worker has taken, which gave its last sign of life so many seconds ago."""
    put("tests.break", number=1)
    owner_connection.execute(
        "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = (SELECT id FROM worker)",
        [silent, attempts],
    )


def test_a_job_of_a_worker_that_is_gone_is_put_back(owner_connection):
    taken(owner_connection, silent=40)
    assert (keep(), jobs("tests.break")) == (1, [("tests.break", "todo", 1)])


def test_a_job_of_a_worker_that_lives_is_left_to_it(owner_connection):
    taken(owner_connection, silent=20)
    assert (keep(), jobs("tests.break")) == (0, [("tests.break", "doing", 0)])


def test_a_job_that_ends_every_worker_is_given_up_after_its_attempts(owner_connection):
    taken(owner_connection, silent=40, attempts=7)
    assert (keep(), jobs("tests.break")) == (1, [("tests.break", "failed", 8)])
    assert Failure.objects.values_list("error", "attempts").get() == ("WorkerGone", 8)


def test_a_failed_job_whose_code_is_gone_is_noted_once(owner_connection):
    put("tests.break", number=1)
    owner_connection.execute("UPDATE procrastinate_jobs SET status = 'failed', task_name = 'old.name'")
    keep()
    keep()
    assert list(Failure.objects.values_list("task", "error")) == [("old.name", "UnknownJob")]


def test_ended_jobs_are_removed_after_a_day_and_failed_ones_after_a_month(owner_connection):
    for number, (state, hours) in enumerate(
        [("succeeded", 25), ("succeeded", 23), ("failed", 25), ("failed", 721), ("todo", 721)]
    ):
        put("tests.break", number=number)
        owner_connection.execute(
            "UPDATE procrastinate_jobs SET status = %s WHERE args = jsonb_build_object('number', %s::int)",
            [state, number],
        )
        owner_connection.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(hours => %s) WHERE job_id ="
            " (SELECT max(id) FROM procrastinate_jobs)",
            [hours],
        )
    clean()
    left = ProcrastinateJob.objects.order_by("pk").values_list("args", flat=True)
    assert [each["number"] for each in left] == [1, 2, 4]
