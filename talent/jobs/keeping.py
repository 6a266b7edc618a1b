"""The queue looks after itself: what a killed worker held is taken up again, and what is over is removed."""

from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job, Status

from talent.jobs.models import Failure
from talent.jobs.noting import UNKNOWN_JOB, WORKER_GONE, note_failure
from talent.jobs.queue import queue
from talent.jobs.trying import is_last

#: Seconds without a sign of life after which a worker counts as gone. It gives one every ten; a shorter
#: threshold takes a busy worker for a dead one, and its jobs are started twice.
STALLED_AFTER = 30
KEPT_HOURS, FAILED_KEPT_HOURS = 24, 30 * 24
#: One keeper at a time; any number will do that nobody else takes.
_KEEPER = 7_402_653


@transaction.atomic
def keep() -> int:
    """Put jobs of workers that are gone back into the queue, or end those that had all their attempts.

    Returns how many were found. Notes failures that nobody could note, as of a job whose code is gone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_KEEPER])
        if not cursor.fetchone()[0]:
            return 0
    stalled = list(async_to_sync(queue.get_stalled_jobs)(seconds_since_heartbeat=STALLED_AFTER))
    for job in stalled:
        _take_up(job)
    noted = Failure.objects.values("job")
    for row in ProcrastinateJob.objects.filter(status=Status.FAILED.value).exclude(pk__in=noted):
        note_failure(row.procrastinate_job, error=UNKNOWN_JOB)
    return len(stalled)


def _take_up(job: Job) -> None:
    if job.id is None:
        return  # never: it came from the database
    if is_last(job):
        async_to_sync(queue.finish_job_by_id_async)(job.id, status=Status.FAILED, delete_job=False)
        # The library's own row has the arguments as text here.
        note_failure(ProcrastinateJob.objects.get(pk=job.id).procrastinate_job, error=WORKER_GONE)
    else:
        queue.retry_job_by_id(job.id, retry_at=timezone.now())


def clean() -> None:
    """Remove jobs that ended a day ago, failed ones after a month; what is known of failures stays."""
    remove = async_to_sync(queue.delete_old_jobs)
    remove(KEPT_HOURS, include_cancelled=True, include_aborted=True)
    remove(FAILED_KEPT_HOURS, include_failed=True)
