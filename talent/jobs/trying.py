"""How often a job is tried, and when again: whoever waits for it is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

#: Attempts in all: the waits between them make about two hours.
MOST_ATTEMPTS = 8
_FIRST_WAIT, _LONGEST_WAIT = 10, 3600  # seconds


class Backoff(BaseRetryStrategy):
    """Tries a failed job again after 10 s, 30 s, 90 s … at most an hour, until it has had its attempts."""

    def __init__(self, most: int = MOST_ATTEMPTS) -> None:
        self.most = most

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if is_last(job, self.most):
            return None
        return RetryDecision(retry_in={"seconds": _wait(job.attempts)})


@dataclass(frozen=True, slots=True)
class Stumble:
    """An attempt that failed, of a job that is tried again by itself: `attempt` of `most`, with which kind of
    error (never its text, which may repeat what people entered), `again` next time, and at the latest about
    `until`."""

    task: str
    arguments: dict[str, Any]
    attempt: int
    most: int
    error: str
    again: datetime
    until: datetime


def is_last(job: Job, most: int = MOST_ATTEMPTS) -> bool:
    """Whether the attempt that a job is at (or broke off) is its last one."""
    return job.attempts + 1 >= most


def stumble(job: Job, error: str, most: int = MOST_ATTEMPTS) -> Stumble:
    """What is to be told of an attempt that was not the last one."""
    waits = [timedelta(seconds=_wait(attempt)) for attempt in range(job.attempts, most - 1)]
    now = timezone.now()
    return Stumble(
        task=job.task_name,
        arguments={key: value for key, value in job.task_kwargs.items() if key != "timestamp"},
        attempt=job.attempts + 1,
        most=most,
        error=error,
        again=now + waits[0],
        until=now + sum(waits, timedelta()),
    )


def _wait(attempts: int) -> int:
    return min(_LONGEST_WAIT, _FIRST_WAIT * 3**attempts)
