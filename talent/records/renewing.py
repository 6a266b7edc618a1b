"""Deadlines that stand, worked out anew by the calendar and the terms in force: only when somebody asks."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.jobs.service import defer
from talent.records.enums import ChangeState
from talent.records.models import Change, DeadlineRun
from talent.records.refusal import NotAllowed
from talent.records.routing import review_deadline
from talent.security.models import User
from talent.security.service import record_event

_CHUNK = 2000


@transaction.atomic
def start_renewing(*, by: User) -> DeadlineRun:
    """Has a job work out every waiting change's deadline anew. Raises NotAllowed while one is under way."""
    run, made = DeadlineRun.objects.get_or_create(ended_at=None, defaults={"by": by})
    if not made:
        raise NotAllowed(0, _("正在重算，请等这一次完成。"))
    record_event(by=by, action="renew_deadlines", subject="calendar", subject_id=run.pk)
    defer("records.renew_deadlines", run=run.pk)
    return run


def renew(run_id: int) -> None:
    """What the job does, a chunk a transaction; killed and begun again, it goes on where it was."""
    while _renew_chunk(run_id):
        pass


@transaction.atomic
def _renew_chunk(run_id: int) -> bool:
    run = DeadlineRun.objects.select_for_update().get(pk=run_id)
    if run.ended_at is not None:
        return False
    waiting = Change._plain.filter(state=ChangeState.WAITING, asked="", pk__gt=run.last).order_by("pk")
    held = waiting.select_for_update(of=("self",), no_key=True).only(
        "pk", "route", "step", "state", "deadline", "waiting_since", "submitted_at"
    )
    chunk = list(held[:_CHUNK])
    run.looked += len(chunk)
    run.moved += _move(chunk)
    run.last = chunk[-1].pk if chunk else run.last
    run.ended_at = None if len(chunk) == _CHUNK else timezone.now()
    run.save(update_fields=["looked", "moved", "last", "ended_at"])
    return run.ended_at is None


def _move(changes: list[Change]) -> int:
    """Write the deadlines that are others now: one statement for all that get the same.

    A page that a reviewer has open stays good: what it shows of the change is the same.
    """
    alike: dict[date, list[int]] = defaultdict(list)
    for change in changes:
        deadline = review_deadline(change.level, began(change))
        if deadline != change.deadline:
            alike[deadline].append(change.pk)
    for deadline, ids in alike.items():
        Change._plain.filter(pk__in=ids).update(deadline=deadline)
    return sum(len(ids) for ids in alike.values())


def began(change: Change) -> date:
    """The day on which the term at a change's present office began; else that of its submission."""
    if change.waiting_since is not None:
        return change.waiting_since
    return timezone.localdate(change.submitted_at)
