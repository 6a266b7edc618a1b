from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.jobs import Job

from talent.jobs.trying import MOST_ATTEMPTS, Backoff


def after(attempts, most=MOST_ATTEMPTS):
    """Seconds until a job is tried again that had so many attempts before; None when it is not."""
    job = Job(queue="default", lock=None, queueing_lock=None, task_name="tests.break", attempts=attempts)
    decision = Backoff(most).get_retry_decision(exception=ValueError(), job=job)
    return decision and round((decision.retry_at - timezone.now()) / timedelta(seconds=1))


def test_a_failed_job_waits_longer_each_time_and_at_most_an_hour():
    waits = [after(attempts) for attempts in range(MOST_ATTEMPTS)]
    assert waits == [10, 30, 90, 270, 810, 2430, 3600, None]


@pytest.mark.parametrize(("attempts", "again"), [(0, False), (5, False)])
def test_a_periodic_job_is_not_tried_again(attempts, again):
    assert (after(attempts, most=1) is not None) == again
