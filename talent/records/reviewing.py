"""The walk of a change along its route: submit, accept, send back, reject, withdraw.

Rows are locked first; what is not possible raises NotAllowed with its reason, and nothing is written.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import Level
from talent.records.checks.keeping import check_submitted
from talent.records.checks.registry import BLOCKING
from talent.records.enums import EDITABLE, ChangeState
from talent.records.holding import hold, let_go, lock_people
from talent.records.models import Change, Remark, TalentRecord
from talent.records.notices import ACCEPTED, REJECTED, RETURNED
from talent.records.questioning import lapse
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import review_settings
from talent.records.routing import Desks, deputy_of
from talent.records.signals import change_withdrawn, records_changed
from talent.records.telling import tell_collectors
from talent.records.walking import STANDING, Numbered, locked, need_waiting, one_waiting, save_moved
from talent.records.wording import FieldRemark, field_remarks, words
from talent.security.models import User
from talent.security.service import record_event

#: What a step along its route changes of a change, besides where it waits.
_ROUTE = ("route", "passed_over")
#: Rows of one insert.
_ROWS = 2000
_APPROVE = """
WITH passed AS (
    SELECT id, record_id FROM records_change WHERE id = ANY(%(changes)s)
), corrected AS (
    UPDATE records_doubt doubt SET ended_at = %(at)s, ended_how = 'corrected'
    FROM passed WHERE doubt.record_id = passed.record_id AND doubt.ended_at IS NULL
)
UPDATE records_talentrecord record SET approved_id = passed.id, approved_at = %(at)s
FROM passed WHERE record.id = passed.record_id
"""


def submit(*, change: Change, by: User) -> Change:
    """Send one change on its way (上报)."""
    return submit_many(changes=[change], by=by)[0]


@transaction.atomic
def submit_many(
    *,
    changes: Iterable[Change],
    by: User | None,
    locks: Mapping[int, int] | None = None,
    desks: Desks | None = None,
) -> list[Change]:
    """Send changes on their way; all or none. Raises NotAllowed, naming the first that cannot go.

    Each waits at the first level of its route with a deadline; one audit event for the batch. What the
    automatic checks find is kept with it and stops nobody from sending: old lists must come in. `locks`: the
    state of each that was checked before. `desks`: shared with further steps of the same transaction.
    """
    wanted, desks = list(changes), desks or Desks()
    people = lock_people(wanted)
    held = locked(wanted)
    _need_ready(held, locks or {})
    hold(held, people)
    now = timezone.now()
    again = {change.pk for change in held if change.submitted_at}
    desks.gather_routes(held)
    for change in held:
        change.route, change.passed_over = desks.route(change), []
        change.reviewers, change.self_reviewed = [], False
        change.state = ChangeState.WAITING
        desks.wait_from(change, 0)
        change.submitted_by, change.submitted_at = by, now
    _save(held, *_ROUTE, "reviewers", "self_reviewed", "submitted_by_id", "submitted_at")
    check_submitted(held, again=again)
    desks.tell()
    _log(by, "submit", held)
    return held


def _need_ready(changes: Sequence[Change], locks: Mapping[int, int]) -> None:
    unanswered = set(
        Remark.objects.filter(change__in=changes, acted_on=False).values_list("change_id", flat=True)
    )
    for change in changes:
        if change.state not in EDITABLE:
            raise NotAllowed(
                change.pk, _("“%(name)s”已经上报或办结，不能重复上报。") % {"name": change.full_name}
            )
        if locks.get(change.pk, change.lock) != change.lock:
            text = _("“%(name)s”在您核对之后又有修改，请重新核对后再上报。")
            raise NotAllowed(change.pk, text % {"name": change.full_name})
        if change.blocking:
            raise NotAllowed(
                change.pk, _("“%(name)s”还有必填项未填，请补全后再上报。") % {"name": change.full_name}
            )
        if change.pk in unanswered:
            raise NotAllowed(
                change.pk,
                _("“%(name)s”的退回意见还没有逐条处理，请修改或说明后再上报。") % {"name": change.full_name},
            )


def accept(*, change: Change, by: User, lock: int | None = None, desks: Desks | None = None) -> Change:
    """Pass one change at the level where it waits."""
    locks = {change.pk: lock} if lock is not None else None
    return accept_many(changes=[change], by=by, locks=locks, desks=desks)[0]


@transaction.atomic
def accept_many(
    *,
    changes: Iterable[Numbered],
    by: User | None,
    locks: Mapping[int, int] | None = None,
    desks: Desks | None = None,
    refused: dict[int, NotAllowed] | None = None,
) -> list[Change]:
    """Pass changes at the level where they wait; the last level makes a change its record's approved one.

    All or none: raises NotAllowed (changed meanwhile, not waiting, four eyes). With `refused` each stands for
    itself: what cannot pass is noted there by its number, and the others are returned.
    `locks`: the state of each that the reviewer saw. `by=None` is the system loading demonstration data.
    `desks`: as in submit_many.
    """
    held, desks = locked(changes), desks or Desks()
    now = timezone.now()
    held = _able(held, lambda each: _need_passable(each, by, locks, desks), refused)
    desks.gather(change for change in held if change.step + 1 < len(change.route))
    held = _able(held, lambda each: _walk_on(each, by, desks, now), refused)
    lapse(held)
    for change in held:
        change.asked = ""
    _save(held, *_ROUTE, "reviewers", "self_reviewed", "decided_at")
    desks.tell()
    passed = [change for change in held if change.state == ChangeState.ACCEPTED]
    _approve(passed)
    _log(by, "accept", held, desks.standing_for)
    tell_collectors(ACCEPTED, passed, by=by)
    return held


def _need_possible(change: Change) -> None:
    """What the checks found to be impossible goes back; nobody passes it, alone or in bulk."""
    if any(each["check"] in BLOCKING for each in change.findings):
        text = _("“%(name)s”的检查结果有阻断项，不能通过，请退回修改。")
        raise NotAllowed(change.pk, text % {"name": change.full_name})


def _need_passable(change: Change, by: User | None, locks: Mapping[int, int] | None, desks: Desks) -> None:
    need_waiting(change, locks)
    _need_possible(change)
    if by is not None:
        change.self_reviewed |= looks_at_own(change, by, desks)


def _walk_on(change: Change, by: User | None, desks: Desks, now: datetime) -> None:
    """To the next office of its route, or to its end."""
    change.forwarded = False
    if by is not None:
        change.reviewers = [*change.reviewers, by.pk, *sorted(desks.standing_for)]
    if not desks.wait_from(change, change.step + 1):
        change.step, change.state = len(change.route), ChangeState.ACCEPTED
        change.waiting_office, change.deadline, change.waiting_since = None, None, None
        change.decided_at = now


def _able(
    held: Sequence[Change], need: Callable[[Change], None], refused: dict[int, NotAllowed] | None
) -> list[Change]:
    """Those that a step may go on with; the first that may not ends it, unless it is to be noted."""
    able = []
    for change in held:
        try:
            need(change)
        except NotAllowed as no:
            if refused is None:
                raise
            refused[change.pk] = no
        else:
            able.append(change)
    return able


def _approve(changes: Sequence[Change]) -> None:
    """Point the records at their new approved changes, in one statement however many there are.

    With the new content ends what was doubtful about the old one, in the same statement; facts follow both.
    """
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_APPROVE, {"changes": [change.pk for change in changes], "at": changes[0].decided_at})
    records_changed.send(TalentRecord, record_ids=[change.record_id for change in changes])


def looks_at_own(change: Change, by: User, desks: Desks) -> bool:
    """True for an allowed self-review (自审). Raises NotAllowed where four eyes are asked for."""
    if not desks.standing_for.isdisjoint(change.eyes):
        raise NotAllowed(change.pk, _("您所代的审核人填报、上报或已审过这条变更，须由另一位审核人审核。"))
    if by.pk not in change.eyes:
        return False
    if change.level != Level.UNIT:
        raise NotAllowed(change.pk, _("本人填报、上报或已审过的变更，须由另一位审核人审核。"))
    if not review_settings().self_review:
        text = _("按现行审核设置，一人单位也不能自审，请本单位再授权一名审核员。")
        raise NotAllowed(change.pk, text)
    if desks.others_review(change.unit_id, by):
        raise NotAllowed(change.pk, _("本单位另有审核员，请由另一位审核员审核。"))
    return True


def send_back(
    *,
    change: Change,
    by: User,
    remarks: Sequence[FieldRemark],
    lock: int | None = None,
    desks: Desks | None = None,
) -> Change:
    """Return a waiting change to its collector with at least one remark. Raises NotAllowed."""
    locks = {change.pk: lock} if lock is not None else None
    return send_back_many(changes=[change], by=by, remarks=remarks, locks=locks, desks=desks)[0]


@transaction.atomic
def send_back_many(
    *,
    changes: Iterable[Numbered],
    by: User,
    remarks: Sequence[FieldRemark],
    locks: Mapping[int, int] | None = None,
    refused: dict[int, NotAllowed] | None = None,
    desks: Desks | None = None,
) -> list[Change]:
    """Return waiting changes to their collectors, each with all of the remarks.

    `locks` and `refused`: as in accept_many. Raises NotAllowed.
    """
    held = _able(locked(changes), lambda each: need_waiting(each, locks), refused)
    at = held[0].pk if held else 0
    said = field_remarks(at, remarks)
    if not said and held:
        raise NotAllowed(held[0].pk, _("退回时请写明原因。"))
    end_waiting(held, ChangeState.RETURNED)
    Remark.objects.bulk_create(
        (
            Remark(change=change, path=remark.path, text=remark.text, by=by)
            for change in held
            for remark in said
        ),
        batch_size=_ROWS,
    )
    _log(by, "send_back", held, desks.standing_for if desks else ())
    tell_collectors(RETURNED, held, by=by)
    return held


@transaction.atomic
def reject(
    *, change: Change, by: User, reason: str, lock: int | None = None, desks: Desks | None = None
) -> Change:
    """End a waiting change for good (不予通过); what was approved before stays. Raises NotAllowed."""
    held = one_waiting(change, lock)
    if not (said := words(held.pk, reason, label=_("审核意见"))):
        raise NotAllowed(held.pk, _("不予通过时请写明原因。"))
    desks = desks or Desks()
    looks_at_own(held, by, desks)
    Remark.objects.create(change=held, text=said, by=by, acted_on=True)
    end_waiting([held], ChangeState.REJECTED)
    let_go(held)
    _log(by, "reject", [held], desks.standing_for)
    tell_collectors(REJECTED, [held], by=by)
    return held


@transaction.atomic
def withdraw(*, change: Change, by: User) -> Change:
    """Take a submitted change back to its unit before it is decided. Raises NotAllowed."""
    held = one_waiting(change, None)
    office = held.waiting_office_id
    end_waiting([held], ChangeState.WITHDRAWN)
    let_go(held)
    _log(by, "withdraw", [held])
    change_withdrawn.send(Change, change=held, office_id=office, by=by)
    return held


def end_waiting(changes: Sequence[Change], state: ChangeState) -> None:
    """Changes that are held wait nowhere any more, and nobody is asked about them."""
    now = timezone.now()
    lapse(changes)
    for change in changes:
        change.state = state
        change.waiting_office, change.deadline, change.waiting_since = None, None, None
        change.asked, change.forwarded = "", False
        if state == ChangeState.REJECTED:
            change.decided_at = now
    _save(changes, "decided_at")


def _save(changes: Sequence[Change], *columns: str) -> None:
    """Write where changes stand now, and what else a step gave them."""
    save_moved(changes, (*STANDING, *columns))


def _log(by: User | None, action: str, changes: Sequence[Change], standing_for: Collection[int] = ()) -> None:
    if not changes:
        return
    one = changes[0] if len(changes) == 1 else None
    deputy = deputy_of(standing_for)
    record_event(
        by=by,
        action=action,
        subject="change",
        subject_id=one.pk if one else "",
        organisation_ids={change.unit_id for change in changes},
        detail={"state": one.state, **deputy}
        if one
        else {"count": len(changes), "changes": [change.pk for change in changes], **deputy},
    )
