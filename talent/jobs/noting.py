"""What is kept of a job that failed for good: where and with which kind of error, never its text.

The text of an error repeats the value that it refuses: a name, an address, an identity number.
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from talent.jobs.models import Failure
from talent.jobs.signals import job_failed, job_stumbled
from talent.jobs.trying import Stumble, is_last, stumble

#: Kinds of end that are no exception of the job's own.
WORKER_GONE, UNKNOWN_JOB = "WorkerGone", "UnknownJob"
_WHERE = 4000
_log = logging.getLogger(__name__)


def noting_failures(most: int) -> Callable[..., Any]:
    """A middleware that notes the error of a job's last attempt, tells of the others, and lets it pass on."""

    def note(call_next: Callable[[], Any], context: JobContext, _worker: Worker) -> Any:
        try:
            return call_next()
        except Exception as error:
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            if not is_last(context.job, most):
                tell_stumble(stumble(context.job, kind, most))
            else:
                steps = "".join(traceback.format_tb(error.__traceback__)[1:])
                note_failure(
                    context.job, error=kind, where=steps[-_WHERE:], attempts=context.job.attempts + 1
                )
            raise

    return note


def tell_stumble(told: Stumble) -> None:
    """Send `job_stumbled`. Where even that fails the next attempt or the end tells."""
    try:
        with transaction.atomic():
            job_stumbled.send(Stumble, stumble=told)
    except DatabaseError:
        _log.warning("Nobody could be told that attempt %d of %s failed", told.attempt, told.task)


@transaction.atomic
def note_failure(job: Job, *, error: str, where: str = "", attempts: int = 0) -> None:
    """Keep that a job will not be tried again by itself, and send `job_failed`; once for each job.

    `attempts`: as many as there were, where the job's own row does not count the last one yet.
    """
    failure, new = Failure.objects.get_or_create(
        job=job.id or 0,  # one that came from the queue has a number
        defaults={
            "task": job.task_name,
            "arguments": {key: value for key, value in job.task_kwargs.items() if key != "timestamp"},
            "attempts": max(job.attempts, attempts),
            "error": error[:200],
            "where": where,
        },
    )
    if new:
        job_failed.send(Failure, failure=failure)
