"""Runs that somebody prepared and nobody started: after a time they are void, and their lists are cleared."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from reviews.inbox.bulk.enums import NEVER_STARTED, BulkState
from reviews.inbox.bulk.models import BulkItem, BulkRun
from talent.records.service import review_settings
from talent.security.service import record_event

#: Runs of one transaction: each may have a list of thousands.
_RUNS = 20


def expire(now: datetime | None = None) -> int:
    """Void what was prepared too long ago, and clear the lists of what was never started; how many are void.

    Run twice it finds nothing more. What was decided by itself while looking stays decided.
    """
    last = (now or timezone.now()) - timedelta(days=review_settings().bulk_days)
    void = 0
    while some := _expire(last):
        void += some
    while _clear(last):
        pass
    return void


@transaction.atomic
def _expire(last: datetime) -> int:
    old = BulkRun.objects.select_for_update(skip_locked=True).filter(state=BulkState.PREPARED, at__lt=last)
    runs = list(old.order_by("at")[:_RUNS])
    for run in runs:
        run.state, run.ended_at = BulkState.EXPIRED, timezone.now()
        run.save(update_fields=["state", "ended_at"])
        record_event(
            by=None,
            action="expire_bulk",
            subject="bulk_run",
            subject_id=run.pk,
            organisation_ids=run.offices,
            detail={"outcome": run.outcome},
        )
    return len(runs)


@transaction.atomic
def _clear(last: datetime) -> int:
    """Of a refused run the sample stays: it says why."""
    over = BulkRun.objects.filter(state__in=sorted(NEVER_STARTED), at__lt=last, cleared=False)
    runs = list(over.values_list("pk", flat=True)[:_RUNS])
    BulkItem._plain.filter(run__in=runs).exclude(run__state=BulkState.REFUSED, sampled=True).delete()
    return BulkRun.objects.filter(pk__in=runs).update(cleared=True)
