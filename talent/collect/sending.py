"""上报: sending changes of a unit on their way, with the unit's own review where it has only one reviewer."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from talent.collect.access import Desk
from talent.orgs.enums import Level
from talent.records.enums import EDITABLE
from talent.records.models import Change, Remark
from talent.records.service import (
    Desks,
    HeldElsewhere,
    accept_many,
    other_reviewers,
    submit_many,
    watch_tries,
)
from talent.security.service import record_event

#: Still with the collector, and nothing that a submission needs is missing.
COMPLETE = Q(state__in=EDITABLE, blocking=[])
#: Every remark of a reviewer was acted on.
ANSWERED = ~Exists(Remark.objects.filter(change=OuterRef("pk"), acted_on=False))


def reviews_itself(desk: Desk) -> bool:
    """Whether what this account sends is reviewed by itself at the unit, marked 自审 (notice 四(三))."""
    return desk.reviews and not other_reviewers(unit_id=desk.organisation.pk, by=desk.user)


def ready[Q: QuerySet[Change]](changes: Q) -> Q:
    """Those that can be sent now: editable, nothing missing, every remark acted on."""
    return changes.filter(COMPLETE, ANSWERED)


def not_ready[Q: QuerySet[Change]](changes: Q) -> Q:
    """Those that the collector still has to work on."""
    return changes.filter(state__in=EDITABLE).exclude(COMPLETE & ANSWERED)


def send(*, desk: Desk, changes: Sequence[Change], locks: Mapping[int, int]) -> list[Change]:
    """Submit all or none, and pass at the unit what this account reviews itself, in one transaction.

    `locks`: the state of each that was looked at. Raises NotAllowed; that somebody is another unit's is kept,
    since it tells something of a number.
    """
    try:
        return _send(desk, changes, locks)
    except HeldElsewhere:
        with transaction.atomic():
            unit = desk.organisation
            record_event(by=desk.user, action="submit_elsewhere", subject="change", organisation_id=unit.pk)
            watch_tries(by=desk.user, unit=unit)
        raise


def _send(desk: Desk, changes: Sequence[Change], locks: Mapping[int, int]) -> list[Change]:
    with transaction.atomic():
        desks = Desks()
        sent = submit_many(changes=changes, by=desk.user, locks=locks, desks=desks)
        if not desk.reviews or desks.others_review(desk.organisation.pk, desk.user):
            return sent
        own = [change for change in sent if change.level == Level.UNIT]
        passed = {each.pk: each for each in accept_many(changes=own, by=desk.user, desks=desks)}
    return [passed.get(change.pk, change) for change in sent]


def seal_of(locks: Mapping[int, int]) -> str:
    """A short mark of exactly these changes in exactly these states, for a form that sends them all."""
    text = ",".join(f"{pk}:{lock}" for pk, lock in sorted(locks.items()))
    return sha256(text.encode()).hexdigest()
