import pytest

from talent.notify.models import Notification
from talent.orgs.service import scope_for
from talent.records.doubting import doubt, doubts_of, had_a_part, lift_doubt, open_doubts
from talent.records.models import AttachmentUse, Doubt, Remark, TalentRecord
from talent.records.service import (
    FieldRemark,
    NotAllowed,
    Taken,
    accept,
    erase_person,
    keep,
    propose,
    submit,
    visible_to,
)
from talent.security.models import AuditEvent
from tests.talent.records.attachments.hostile import jpg
from tests.talent.records.register import Register, account, again, counts, events, person

pytestmark = pytest.mark.django_db

WRONG = [FieldRemark("skill.current_trade", "工种与证书不符"), FieldRemark("", "请核对原件")]


@pytest.fixture
def register(db):
    return Register()


@pytest.fixture
def inspector(register):
    """Reviews at the banner's office and had no part in anything."""
    return account("inspector", register.office, "hr_reviewer")


@pytest.fixture
def doubted(register, inspector):
    """(what was approved, the mark upon it)."""
    seen = register.approved()
    return seen, raise_doubt(register, inspector, seen)


def raise_doubt(register, by, seen, **given):
    record = TalentRecord._plain.get(pk=seen.record_id)
    given = {"remarks": WRONG, **given}
    return doubt(record=record, seen=seen, by=by, office=register.office, **given)


def typed_in(register, mark):
    """The correction after its collector wrote something else."""
    correction = mark.correction
    return register.propose(raw("电工"), change=correction, lock=correction.lock, answers={}).change


def raw(trade="焊工"):
    return person(1, skill={"current_trade": trade})


def test_a_doubt_marks_the_record_and_calls_its_collector_with_remarks_that_bind(register, doubted):
    seen, mark = doubted
    correction = mark.correction
    assert TalentRecord._plain.get(pk=seen.record_id).approved_id == seen.pk
    assert (correction.state, correction.unit_id, correction.document()) == (
        "returned",
        register.unit.pk,
        seen.document(),
    )
    assert [(each.path, each.text, each.acted_on) for each in correction.remarks.all()] == [
        ("skill.current_trade", "工种与证书不符", False),
        ("", "请核对原件", False),
    ]
    assert (mark.reason, mark.is_open, [each.pk for each in open_doubts([seen.record_id])]) == (
        "请核对原件",
        True,
        [mark.pk],
    )
    with pytest.raises(NotAllowed, match="退回意见还没有逐条处理"):
        submit(change=correction, by=register.clerk)


def test_a_doubt_is_one_event_and_told_to_who_filled_the_record_in(register, doubted):
    seen, mark = doubted
    assert events()[-1] == ("doubt", "inspector")
    event = AuditEvent.objects.get(action="doubt")
    assert (event.subject_id, event.organisation_ids, event.detail) == (
        str(seen.pk),
        sorted({register.unit.pk, register.office.pk}),
        {"office": register.office.pk, "record": seen.record_id},
    )
    told = Notification.objects.get(kind="record_doubted")
    assert (told.recipient, told.place, told.arguments) == (
        register.clerk,
        "collect:change",
        [register.unit.pk, mark.correction_id],
    )


def test_the_mark_ends_when_a_correction_is_approved(register, inspector, doubted):
    _seen, mark = doubted
    fixed = typed_in(register, mark)
    answers = {fixed.remarks.get(path="").pk: "已核对"}
    fixed = register.propose(raw("电工"), change=fixed, lock=fixed.lock, answers=answers).change
    submit(change=fixed, by=register.clerk)
    accept(change=fixed, by=register.checker)
    assert Doubt._plain.get(pk=mark.pk).is_open
    accept(change=again(fixed), by=register.boss)
    ended = Doubt._plain.get(pk=mark.pk)
    assert (ended.is_open, ended.ended_how, ended.ended_at) == (False, "corrected", again(fixed).decided_at)


def test_an_approval_of_another_record_ends_no_mark(register, doubted):
    register.approved(2, "苏和")
    assert Doubt._plain.get(pk=doubted[1].pk).is_open


@pytest.mark.parametrize("who", ["clerk", "checker", "boss"])
def test_who_had_a_part_in_the_record_cannot_doubt_it(register, who):
    seen = register.approved()
    with pytest.raises(NotAllowed, match="须由另一位审核人抽查"):
        raise_doubt(register, getattr(register, who), seen)
    assert (Doubt._plain.count(), counts()) == (0, (1, 1, 1))


def test_a_part_in_an_earlier_version_counts_and_parts_known_above_too(register, inspector):
    seen = register.approved()
    later = register.propose(raw("电工"), by=register.neighbour).change
    accept(change=submit(change=later, by=register.clerk), by=register.checker)
    accept(change=again(later), by=register.chief)
    newest = again(later)
    assert had_a_part(seen.record_id) == {
        each.pk
        for each in (register.clerk, register.checker, register.boss, register.chief, register.neighbour)
    }
    with pytest.raises(NotAllowed, match="须由另一位审核人抽查"):
        raise_doubt(register, register.boss, newest)
    with pytest.raises(NotAllowed, match="须由另一位审核人抽查"):
        raise_doubt(register, inspector, newest, reviewed_by={inspector.pk})


def test_a_doubt_without_words_or_on_an_older_version_or_twice_writes_nothing(register, inspector):
    seen = register.approved()
    with pytest.raises(NotAllowed, match="至少写明一处"):
        raise_doubt(register, inspector, seen, remarks=[FieldRemark("", " ")])
    raise_doubt(register, inspector, seen)
    with pytest.raises(NotAllowed, match="已被标为存疑"):
        raise_doubt(register, inspector, seen)
    older = register.draft(2, "苏和")
    with pytest.raises(NotAllowed, match="请看最新的内容"):
        raise_doubt(register, inspector, older)
    assert (Doubt._plain.count(), Remark.objects.count()) == (1, 2)


def test_what_the_collector_is_typing_stays_and_gets_the_remarks(register, inspector):
    seen = register.approved()
    draft = register.propose(raw("电工")).change
    mark = raise_doubt(register, inspector, seen)
    assert (mark.correction_id, mark.correction.state, mark.correction.lock) == (
        draft.pk,
        "returned",
        draft.lock + 1,
    )
    assert again(draft).document()["skill"]["current_trade"] == "电工"


def test_what_waits_for_review_comes_back_with_the_remarks(register, inspector):
    seen = register.approved()
    waiting = submit(change=register.propose(raw("电工")).change, by=register.clerk)
    raise_doubt(register, inspector, seen)
    held = again(waiting)
    assert (held.state, held.waiting_office_id, held.deadline, held.remarks.count()) == (
        "returned",
        None,
        None,
        2,
    )


def test_lifting_needs_a_reason_and_ends_what_nobody_typed_in(register, inspector, doubted):
    _seen, mark = doubted
    with pytest.raises(NotAllowed, match="须写明原因"):
        lift_doubt(row=mark, by=inspector, reason=" ")
    lifted = lift_doubt(row=mark, by=inspector, reason="原件属实")
    assert (lifted.ended_how, lifted.ended_by, lifted.end_reason) == ("lifted", inspector, "原件属实")
    correction = again(mark.correction)
    assert (correction.state, [each.acted_on for each in correction.remarks.all()]) == (
        "rejected",
        [True] * 3,
    )
    assert (events()[-1], Notification.objects.filter(kind="doubt_lifted").count()) == (
        ("lift_doubt", "inspector"),
        1,
    )
    with pytest.raises(NotAllowed, match="已经解除"):
        lift_doubt(row=mark, by=inspector, reason="再来一次")


@pytest.mark.parametrize("as_deputy", [False, True])
def test_who_had_a_part_in_it_does_not_clear_it(register, inspector, doubted, as_deputy):
    _seen, mark = doubted
    given = {"by": inspector, "standing_for": frozenset({register.boss.pk})} if as_deputy else {}
    with pytest.raises(NotAllowed, match="须由另一位审核人解除"):
        lift_doubt(**{"row": mark, "by": register.boss, "reason": "原件属实", **given})
    assert Doubt._plain.get().is_open


def test_lifting_leaves_a_correction_in_which_somebody_typed_and_frees_it_of_the_remarks(
    register, inspector, doubted
):
    _seen, mark = doubted
    typed = typed_in(register, mark)
    lift_doubt(row=mark, by=inspector, reason="原件属实")
    assert again(typed).state == "returned"
    assert submit(change=again(typed), by=register.clerk).state == "waiting"


def test_erasing_a_person_ends_the_mark_and_leaves_no_words_of_it(register, inspector, doubted):
    seen, _mark = doubted
    erase_person(person=seen.record.person, by=inspector)
    (left,) = doubts_of(seen.record_id)
    assert (left.ended_how, left.reason, Remark.objects.count()) == ("gone", "", 0)


def test_marks_are_seen_within_the_scope_of_their_record(register, doubted):
    seen = [
        Doubt.objects.visible_to(scope_for(each)).count()
        for each in (register.clerk, register.boss, register.neighbour)
    ]
    assert seen == [1, 1, 0]
    assert visible_to(scope_for(register.clerk)).count() == 1


def test_files_of_the_record_are_those_of_the_correction(register, inspector):
    (photo,) = keep([Taken("jpg", "照片.jpg", jpg((30, 40)))], unit=register.unit, by=register.clerk)
    document = person(1)
    document["identity"]["photo"] = [photo.value()]
    draft = propose(
        version=register.version, unit=register.unit, raw=document, by=register.clerk, source="unit"
    ).change
    accept(change=submit(change=draft, by=register.clerk), by=register.checker)
    seen = accept(change=again(draft), by=register.boss)
    mark = raise_doubt(register, inspector, seen)
    assert AttachmentUse.objects.filter(change=mark.correction).count() == 1
