"""A batch whose job ended without success says so, instead of 正在打印 for ever; files forget the erased."""

from django.dispatch import receiver

from reports.printing.holding import forget_printed
from reports.printing.running import JOB, fail_run
from talent.individuals.signals import contents_erased
from talent.jobs.models import Failure
from talent.jobs.signals import job_failed


@receiver(job_failed, dispatch_uid="printing.job_failed")
def end_batch(sender: object, failure: Failure, **kwargs: object) -> None:
    if failure.task == JOB:
        fail_run(failure.arguments["run"])


@receiver(contents_erased, dispatch_uid="printing.contents_erased")
def forget_files(sender: object, change_ids: list[int], **kwargs: object) -> None:
    if change_ids:
        forget_printed(change_ids)
