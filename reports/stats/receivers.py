"""Facts follow the approved records in the approving transaction; snapshots forget the erased; a draft whose
job failed, once or for good, says so."""

from django.dispatch import receiver

from reports.stats.discarding import fail_draft
from reports.stats.facts import write_facts
from reports.stats.forgetting import forget_person
from reports.stats.releasing import JOB
from reports.stats.stumbling import note_stumble
from talent.jobs.models import Failure
from talent.jobs.service import Stumble
from talent.jobs.signals import job_failed, job_stumbled
from talent.records.signals import person_erased, records_changed


@receiver(records_changed, dispatch_uid="stats.facts")
def keep_facts(sender: object, record_ids: list[int], **kwargs: object) -> None:
    write_facts(record_ids)


@receiver(person_erased, dispatch_uid="stats.person_erased")
def forget_erased(sender: object, person_id: int, **kwargs: object) -> None:
    forget_person(person_id)


@receiver(job_stumbled, dispatch_uid="stats.job_stumbled")
def note_attempt(sender: object, stumble: Stumble, **kwargs: object) -> None:
    if stumble.task == JOB:
        note_stumble(stumble)


@receiver(job_failed, dispatch_uid="stats.job_failed")
def end_drawing(sender: object, failure: Failure, **kwargs: object) -> None:
    if failure.task == JOB:
        fail_draft(failure)
