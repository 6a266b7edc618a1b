import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from talent.jobs.models import Failure
from talent.jobs.signals import job_failed, job_stumbled
from tests.talent.jobs.workers import SECRET, jobs, put, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stumbles():
    heard = []

    def hear(sender, stumble, **kwargs):
        heard.append(stumble)

    job_stumbled.connect(hear)
    yield heard
    job_stumbled.disconnect(hear)


@pytest.fixture
def told():
    heard = []

    def hear(sender, failure, **kwargs):
        heard.append((failure.task, failure.attempts))

    job_failed.connect(hear)
    yield heard
    job_failed.disconnect(hear)


def at_attempt(owner_connection, attempts):
    owner_connection.execute("UPDATE procrastinate_jobs SET attempts = %s", [attempts])


def test_a_job_that_can_be_tried_again_is_put_back_and_told_to_nobody(told):
    put("tests.break", number=1)
    work()
    assert (jobs("tests.break"), list(Failure.objects.all()), told) == ([("tests.break", "todo", 1)], [], [])


def test_an_attempt_that_failed_says_which_and_until_when_it_is_tried_again(owner_connection, stumbles):
    put("tests.break", number=1)
    at_attempt(owner_connection, 5)
    before = timezone.now()
    work()
    (said,) = stumbles
    assert (said.task, said.arguments, said.attempt, said.most, said.error) == (
        *("tests.break", {"number": 1}, 6, 8, "tests.talent.jobs.workers.Broken"),
    )
    waits = [round((each - before).total_seconds() / 60) for each in (said.again, said.until)]
    assert waits == [41, 101]


def test_the_last_attempt_leaves_where_and_which_error_but_not_its_text(owner_connection, told):
    put("tests.break", number=1)
    at_attempt(owner_connection, 7)
    work()
    failure = Failure.objects.get()
    assert jobs("tests.break") == [("tests.break", "failed", 8)]
    assert (failure.error, failure.arguments, failure.attempts) == (
        "tests.talent.jobs.workers.Broken",
        {"number": 1},
        8,
    )
    assert "always_breaks" in failure.where
    assert SECRET not in failure.where
    assert told == [("tests.break", 8)]


def test_the_library_logs_no_text_of_an_error(owner_connection, caplog):
    put("tests.break", number=1)
    at_attempt(owner_connection, 7)
    work()
    assert SECRET not in " ".join(record.getMessage() for record in caplog.records)
    assert ProcrastinateJob.objects.filter(status="doing").count() == 0
