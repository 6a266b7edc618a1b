"""Decisions on waiting changes: the step itself is that of records, the decision is written beside it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from reviews.inbox.claiming import held_by, of_another, with_claims
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change
from talent.records.service import Desks, FieldRemark, NotAllowed, accept, reject, send_back, words
from talent.security.models import User

_GONE = _("已不在您处待审，可能已由他人处理、被撤回或转到了别处。")
_CLAIMED = _("%(who)s，请先接手或等其办完。")


class NotWaitingHere(NotAllowed):
    """The change does not wait for this account, or not in the state that was looked at."""


class ClaimedElsewhere(NotAllowed):
    """Somebody else is looking at the change: whoever goes on all the same takes it over first."""


@transaction.atomic
def decide(
    *,
    change: Change,
    by: User,
    scope: Scope,
    outcome: Outcome,
    lock: int,
    opinion: str = "",
    remarks: Sequence[FieldRemark] = (),
) -> Change:
    """Pass, return or reject one change that waits for this account; returns it as it stands afterwards.

    `lock`: the state of the change that was looked at. `opinion` is for the whole change, `remarks` for
    single fields; returning needs one of either, rejecting an opinion. Raises NotWaitingHere,
    ClaimedElsewhere, and NotAllowed (four eyes, a reason missing); then nothing is written.
    """
    seen = held_here(change, by=by, scope=scope, lock=lock)
    said = words(seen.pk, opinion, label=_("审核意见"))
    deputy = scope.stands_for(seen.waiting_office_id or 0)
    decided = _walk(seen, by, outcome, said, remarks, Desks(standing_for=deputy))
    _decision(seen, by, outcome, said, deputy).save(force_insert=True)
    return decided


def held_here(change: Change, *, by: User, scope: Scope, lock: int) -> Change:
    """The row of a change that waits for this account, held in the state that was looked at.

    Raises NotWaitingHere, ClaimedElsewhere.
    """
    seen = _looked_at(inbox_for(scope).filter(pk=change.pk)).select_for_update(of=("self",)).first()
    if seen is None or seen.lock != lock:
        raise NotWaitingHere(change.pk, _GONE)
    if (other := of_another(seen, by)) is not None:
        raise ClaimedElsewhere(change.pk, _CLAIMED % {"who": held_by(other)})
    return seen


def _walk(
    seen: Change,
    by: User,
    outcome: Outcome,
    opinion: str,
    remarks: Sequence[FieldRemark],
    desks: Desks,
) -> Change:
    if outcome == Outcome.PASSED:
        return accept(change=seen, by=by, lock=seen.lock, desks=desks)
    if outcome == Outcome.REJECTED:
        return reject(change=seen, by=by, reason=opinion, lock=seen.lock, desks=desks)
    said = [*remarks, FieldRemark("", opinion)]
    return send_back(change=seen, by=by, remarks=said, lock=seen.lock, desks=desks)


def _looked_at(waiting: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """Without the document: a decision needs none of it."""
    return with_claims(waiting).select_related("waiting_office").defer("data", "sealed", "blocking")


def _decision(seen: Change, by: User, outcome: Outcome, opinion: str, deputy: frozenset[int]) -> Decision:
    """`seen` is the change before the step: afterwards it may wait elsewhere."""
    return Decision(
        change=seen,
        level=seen.level,
        office=seen.waiting_office,
        by=by,
        standing_for_id=min(deputy, default=None),
        outcome=outcome,
        opinion=opinion,
        arrived_on=seen.waiting_since,
        self_review=by.pk in seen.hands,
    )
