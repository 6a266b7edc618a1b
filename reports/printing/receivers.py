"""A batch whose job ended without success says so, instead of 正在打印 for ever."""

from django.dispatch import receiver

from reports.printing.running import JOB, fail_run
from talent.jobs.models import Failure
from talent.jobs.signals import job_failed


@receiver(job_failed, dispatch_uid="printing.job_failed")
def end_batch(sender: object, failure: Failure, **kwargs: object) -> None:
    if failure.task == JOB:
        fail_run(failure.arguments["run"])
