"""Decisions on waiting changes: the step itself is that of records, the decision is written beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.inbox.claiming import held_by, of_another, with_claims
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import Asked
from talent.records.models import Change
from talent.records.service import Desks, FieldRemark, NotAllowed, accept, accept_many, reject, send_back
from talent.security.models import User

#: The most that one request passes at once.
MOST_AT_ONCE = 500
_GONE = _("已不在您处待审，可能已由他人处理、被撤回或转到了别处。")
_OPEN_FIRST = _("有提醒，请打开逐条审核。")
_ASKED = _("已询问填报人，还没有答复。")
_CLAIMED = _("%(who)s，请先接手或等其办完。")


class NotWaitingHere(NotAllowed):
    """The change does not wait for this account, or not in the state that was looked at."""


class ClaimedElsewhere(NotAllowed):
    """Somebody else is looking at the change: whoever goes on all the same takes it over first."""


@dataclass(frozen=True)
class RowResult:
    """What became of one row of a batch; `reason` says why it was not passed, "" that it was."""

    change_id: int
    name: str
    reason: str | Promise = ""

    @property
    def passed(self) -> bool:
        return not self.reason


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
    said = opinion.strip()[:500]
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


def decide_many(*, locks: Mapping[int, int], by: User, scope: Scope) -> list[RowResult]:
    """Pass changes by their numbers, each with the lock that was looked at; a result a row, in order.

    What has a warning is refused: it must be opened. So is what somebody else is looking at. The
    rows that can pass do so together, by the same step as a single one and with one audit event; one that
    cannot stops no other. Raises ValueError above MOST_AT_ONCE.
    """
    if len(locks) > MOST_AT_ONCE:
        raise ValueError(f"{len(locks)} > {MOST_AT_ONCE}")
    seen = {change.pk: change for change in _looked_at(inbox_for(scope).filter(pk__in=locks))}
    refused = {pk: reason for pk, lock in locks.items() if (reason := _why_not(seen.get(pk), lock, by))}
    ready = [change for pk, change in seen.items() if pk not in refused]
    while ready:
        try:
            _pass_together(ready, by, scope)
            break
        except NotAllowed as no:
            refused[no.change_id] = no.reason
            ready = [change for change in ready if change.pk != no.change_id]
    return [RowResult(pk, seen[pk].full_name if pk in seen else "", refused.get(pk, "")) for pk in locks]


def _why_not(change: Change | None, lock: int, by: User) -> str | Promise:
    if change is None or change.lock != lock:
        return _GONE
    if (other := of_another(change, by)) is not None:
        return _CLAIMED % {"who": held_by(other)}
    if change.asked == Asked.OPEN:
        return _ASKED
    return _OPEN_FIRST if change.warnings else ""


@transaction.atomic
def _pass_together(changes: Sequence[Change], by: User, scope: Scope) -> None:
    """In the place of others at one office in it, they count at all: a batch hardly ever spans two."""
    away = {change.pk: scope.stands_for(change.waiting_office_id or 0) for change in changes}
    desks = Desks(standing_for=frozenset().union(*away.values()))
    locks = {change.pk: change.lock for change in changes}
    accept_many(changes=changes, by=by, locks=locks, desks=desks)
    Decision._plain.bulk_create(_decision(each, by, Outcome.PASSED, "", away[each.pk]) for each in changes)


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
        self_review=by.pk in {seen.created_by_id, seen.submitted_by_id, *seen.editors},
    )
