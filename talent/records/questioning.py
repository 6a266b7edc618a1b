"""A question to the collector while a change waits (询问填报人): the change stays, its term pauses.

The collector has `answer_days` working days. For so long the office's term stands still: its deadline moves
behind the collector's. With the answer the days that were left begin; without
one they begin by themselves. A term that was over already does not pause.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.records.deadlines import after_working_days, working_days_between
from talent.records.enums import Asked, ChangeState
from talent.records.models import Change, Question
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import review_settings
from talent.records.routing import deputy_of
from talent.records.signals import collector_asked
from talent.records.telling import tell_of_answer, tell_of_question
from talent.records.walking import locked, one_waiting
from talent.records.wording import words
from talent.security.models import User
from talent.security.service import record_event

_TOLD_ALREADY = _("已经询问过填报人，还没有答复，请等答复后再询问。")
_SAY_WHAT = _("请写明要询问的内容。")
_OVER = _("审核已经办结、退回或撤回，不用再答复。")
_ANSWERED = _("这一询问已经有人答复。")
_NOT_ASKED = _("这一询问不用再答复：审核已经转到下一环节或其他机构。")
_SAY_ANSWER = _("请填写答复。")


@transaction.atomic
def ask_collector(
    *,
    change: Change,
    text: str,
    by: User,
    lock: int | None = None,
    standing_for: frozenset[int] = frozenset(),
) -> Question:
    """Ask those who filled a waiting change in. Raises NotAllowed (asked already, no text, not waiting).

    `standing_for`: in whose place `by` asks (代审).
    """
    held = one_waiting(change, lock)
    if held.asked == Asked.OPEN:
        raise NotAllowed(held.pk, _TOLD_ALREADY)
    if not (said := words(held.pk, text, label=_("询问"))):
        raise NotAllowed(held.pk, _SAY_WHAT)
    question = _question(held, said, by, standing_for)
    record_event(
        by=by,
        action="ask_collector",
        subject="change",
        subject_id=held.pk,
        organisation_id=held.unit_id,
        detail={"office": question.office_id, **deputy_of(standing_for)},
    )
    tell_of_question(question, held, by=by)
    collector_asked.send(Change, question=question, change=held)
    return question


def _question(held: Change, said: str, by: User, away: frozenset[int]) -> Question:
    today = timezone.localdate()
    due = after_working_days(today, review_settings().answer_days)
    if held.deadline is None or held.waiting_office is None:
        raise NotAllowed(held.pk, _OVER)
    left = working_days_between(today, held.deadline) if held.deadline >= today else None
    question = Question(change=held, office=held.waiting_office, text=said, by=by, due=due, left=left)
    question.standing_for_id = min(away, default=None)
    question.save(force_insert=True)
    deadline = held.deadline if left is None else after_working_days(due, left)
    _mark(held, Asked.OPEN, deadline)
    return question


@transaction.atomic
def answer_office(*, change: Change, text: str, by: User) -> Question:
    """Answer the open question about a change; its term goes on. Raises NotAllowed where there is none.

    Whoever answers has had a hand in what is reviewed, as whoever filled it in (four eyes).
    """
    held = locked([change])[0]
    if held.state != ChangeState.WAITING:
        raise NotAllowed(held.pk, _OVER)
    if held.asked != Asked.OPEN:
        raise NotAllowed(held.pk, _ANSWERED if held.asked else _NOT_ASKED)
    if not (said := words(held.pk, text, label=_("答复"), most=1000)):
        raise NotAllowed(held.pk, _SAY_ANSWER)
    question = Question._plain.select_related("by").get(
        change=held, answered_at__isnull=True, lapsed_at__isnull=True
    )
    question.answer, question.answered_by, question.answered_at = said, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    deadline = held.deadline
    if question.left is not None and deadline is not None:
        deadline = min(deadline, after_working_days(timezone.localdate(), question.left))
    _mark(held, Asked.ANSWERED, deadline, hand=by.pk)
    record_event(
        by=by,
        action="answer_office",
        subject="change",
        subject_id=held.pk,
        organisation_id=held.unit_id,
        detail={"office": question.office_id},
    )
    tell_of_answer(question, held, by=by)
    return question


def _mark(held: Change, asked: Asked, deadline: object, *, hand: int | None = None) -> None:
    """`hand`: the account that is one of the change's editors from now on."""
    if hand is not None and hand not in held.editors:
        held.editors = [*held.editors, hand]
    here = Change._plain.filter(pk=held.pk)
    here.update(asked=asked, deadline=deadline, editors=held.editors, lock=F("lock") + 1)
    held.asked, held.lock = asked, held.lock + 1


def lapse(changes: Sequence[Change]) -> None:
    """With the end of a step nobody needs to answer any more; no statement where nothing is asked."""
    asked = [change.pk for change in changes if change.asked == Asked.OPEN]
    if asked:
        open_ones = Question._plain.filter(change__in=asked, answered_at__isnull=True, lapsed_at__isnull=True)
        open_ones.update(lapsed_at=timezone.now())
