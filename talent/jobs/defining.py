"""How a job is declared: its name, what people call it, and how often it is tried.

A job takes numbers and short texts that name rows, never what stands in them: arguments are shown to
administrators. It may be run twice, so whatever it does must be the same done twice.
"""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from talent.jobs.noting import noting_failures

#: Attempts in all: the waits between them make about two hours.
MOST_ATTEMPTS = 8
_FIRST_WAIT, _LONGEST_WAIT = 10, 3600  # seconds

#: What people call each job, by its name.
LABELS: dict[str, str | Promise] = {}


class Backoff(BaseRetryStrategy):
    """Tries a failed job again after 10 s, 30 s, 90 s … at most an hour, until it has had its attempts."""

    def __init__(self, most: int = MOST_ATTEMPTS) -> None:
        self.most = most

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if is_last(job, self.most):
            return None
        return RetryDecision(retry_in={"seconds": min(_LONGEST_WAIT, _FIRST_WAIT * 3**job.attempts)})


def is_last(job: Job, most: int = MOST_ATTEMPTS) -> bool:
    """Whether the attempt that a job is at (or broke off) is its last one."""
    return job.attempts + 1 >= most


def job[**P, R](name: str, label: str | Promise, *, priority: int = 0) -> Callable[[Callable[P, R]], Any]:
    """Declares a function as the job `name`, to be deferred by that name."""
    return _declared(name, label, most=MOST_ATTEMPTS, priority=priority)


def periodic(
    name: str, label: str | Promise, *, cron: str, priority: int = 0
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declares a function that runs at the times of `cron` (UTC), once for all workers.

    It is not tried again when it fails, since its next time comes. It holds no lock either: one that a
    killed worker held would keep the next ones waiting.
    """

    def declare(work: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:
            work()

        app.periodic(cron=cron)(_declared(name, label, most=1, priority=priority)(run))
        return work

    return declare


def _declared(name: str, label: str | Promise, *, most: int, priority: int) -> Callable[..., Any]:
    LABELS[name] = label
    return app.task(
        name=name,
        retry=Backoff(most),
        priority=priority,
        task_middleware=[noting_failures(lambda each: is_last(each, most))],
    )
