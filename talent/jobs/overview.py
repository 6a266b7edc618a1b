"""How the queue stands, for whoever looks after it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from talent.jobs.defining import LABELS
from talent.jobs.keeping import STALLED_AFTER
from talent.orgs.enums import Level, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, counted

#: As the library's table says it.
_IN_QUEUE, _AT_WORK = "todo", "doing"


@dataclass(frozen=True)
class Queue:
    """Jobs that are due, jobs that run, and workers that gave a sign of life just now."""

    due: str
    running: str
    workers: int


def queue_now() -> Queue:
    """How the queue stands at this moment."""
    now, jobs = timezone.now(), ProcrastinateJob.objects.all()
    due = Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=now)
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - timedelta(seconds=STALLED_AFTER))
    return Queue(
        due=counted(jobs.filter(due, status=_IN_QUEUE)),
        running=counted(jobs.filter(status=_AT_WORK)),
        workers=alive.count(),
    )


def name_of(task: str) -> str:
    """What people call a job; its own name where its code is gone."""
    return str(LABELS.get(task, task))


def oversees(scope: Scope) -> bool:
    """Whether a scope is a system administrator's of the region's own office: the queue is everybody's."""
    offices = Organisation.objects.filter(pk__in=scope.organisations(Role.SYSTEM_ADMIN))
    return Role.SYSTEM_ADMIN in scope.roles and offices.filter(managing_region__level=Level.REGION).exists()
