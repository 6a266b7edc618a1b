"""What an administrator can do about a job that failed for good: have it tried again, or give it up."""

from django.db import transaction
from django.utils import timezone

from talent.jobs.deferring import defer
from talent.jobs.enums import Settled
from talent.jobs.models import Failure
from talent.security.models import User
from talent.security.service import record_event


class AlreadySettled(RuntimeError):
    """Somebody else was first, or this job is not known any more; nothing was written."""


@transaction.atomic
def try_again(*, failure: Failure, by: User) -> None:
    """Defer the same work as a new job, with all its attempts before it. Raises AlreadySettled."""
    held = _held(failure)
    _settle(held, Settled.AGAIN, by)
    try:
        defer(held.task, **held.arguments)
    except KeyError:
        raise AlreadySettled(held.task) from None
    _record(by, "retry_job", held)


@transaction.atomic
def give_up(*, failure: Failure, by: User) -> None:
    """Take a failed job off the list; its work stays undone. Raises AlreadySettled."""
    held = _held(failure)
    _settle(held, Settled.GIVEN_UP, by)
    _record(by, "give_up_job", held)


def _held(failure: Failure) -> Failure:
    held = Failure.objects.select_for_update().get(pk=failure.pk)
    if held.settled:
        raise AlreadySettled(held.task)
    return held


def _settle(failure: Failure, settled: Settled, by: User) -> None:
    failure.settled, failure.settled_by, failure.settled_at = settled, by, timezone.now()
    failure.save(update_fields=["settled", "settled_by", "settled_at"])


def _record(by: User, action: str, failure: Failure) -> None:
    record_event(by=by, action=action, subject="job", subject_id=failure.job, detail={"task": failure.task})
