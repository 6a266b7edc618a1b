"""上报: sending changes of a unit on their way, with the unit's own review where it has only one reviewer."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from talent.collect.access import Desk
from talent.orgs.enums import Level
from talent.records.enums import EDITABLE
from talent.records.models import Change, Remark
from talent.records.service import NotAllowed, accept_many, other_reviewers, submit_many

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

    `locks`: the state of each that was looked at. Raises NotAllowed.
    """
    with transaction.atomic():
        _need_unchanged(desk, locks)
        sent = submit_many(changes=changes, by=desk.user)
        if not reviews_itself(desk):
            return sent
        own = [change for change in sent if change.level == Level.UNIT]
        passed = {change.pk: change for change in accept_many(changes=own, by=desk.user)}
    return [passed.get(change.pk, change) for change in sent]


def _need_unchanged(desk: Desk, locks: Mapping[int, int]) -> None:
    """Lock the rows and compare: what was checked is what is sent."""
    held = desk.changes().select_for_update().filter(pk__in=locks).order_by("pk")
    for change in held.only("lock", "full_name", "state"):
        if change.state in EDITABLE and change.lock != locks[change.pk]:
            raise NotAllowed(
                change.pk,
                _("“%(name)s”在您核对之后又有修改，请重新核对后再上报。") % {"name": change.full_name},
            )


def seal_of(locks: Mapping[int, int]) -> str:
    """A short mark of exactly these changes in exactly these states, for a form that sends them all."""
    text = ",".join(f"{pk}:{lock}" for pk, lock in sorted(locks.items()))
    return sha256(text.encode()).hexdigest()
