"""The walk of a change: who may do which step, what it leaves, and that it happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.records import telling, walking
from talent.records.models import Change, Remark, TalentRecord
from talent.records.service import (
    FieldRemark,
    NotAllowed,
    accept,
    accept_many,
    other_reviewers,
    reject,
    send_back,
    send_back_many,
    submit,
    submit_many,
    withdraw,
)
from talent.records.signals import records_changed
from talent.security.models import AuditEvent
from tests.talent.records.register import Register, account, again, changes, events, incomplete, person

REMARK = [FieldRemark("skill.current_trade", "工种有误")]


@pytest.fixture
def sent():
    """What was sent by `records_changed`, a list of record numbers each time."""
    heard = []

    def hear(sender, record_ids, **kwargs):
        heard.append(list(record_ids))

    records_changed.connect(hear)
    yield heard
    records_changed.disconnect(hear)


def refused(act, change, **asked):
    """The change stands as before and no event is left. Returns the reason."""
    before, last = vars_of(change), AuditEvent.objects.latest("pk").pk
    with pytest.raises(NotAllowed) as caught:
        act(change=change, **asked)
    assert (caught.value.change_id, vars_of(change), events(after=last)) == (change.pk, before, [])
    return str(caught.value)


def vars_of(change):
    return Change.objects.unscoped(reason="test").values().get(pk=change.pk)


def alone(register):
    """The clerk becomes the only reviewer of the unit."""
    register.checker.memberships.all().delete()
    register.clerk.memberships.update(role="unit_reviewer")


class TestSubmitting:
    def test_a_draft_waits_with_an_office_and_a_deadline(self, register):
        change = submit(change=register.draft(), by=register.clerk)

        stored = again(change)
        assert (stored.state, stored.waiting_office, stored.submitted_by) == (
            "waiting",
            register.unit,
            register.clerk,
        )
        assert (stored.deadline > timezone.localdate(), stored.lock) == (True, change.lock)
        assert events() == [("propose", "clerk"), ("submit", "clerk")]

    def test_one_that_is_not_complete_does_not_go(self, register):
        reason = refused(submit, register.propose(incomplete()).change, by=register.clerk)

        assert reason == "“乌日娜”还有必填项未填，请补全后再上报。"

    def test_one_that_waits_already_does_not_go_twice(self, register):
        assert refused(submit, register.waiting(), by=register.clerk) == (
            "“乌日娜”已经上报或办结，不能重复上报。"
        )

    def test_one_that_is_decided_does_not_go_again(self, register):
        assert refused(submit, register.approved(), by=register.clerk) == (
            "“乌日娜”已经上报或办结，不能重复上报。"
        )

    def test_one_with_open_remarks_does_not_go(self, register):
        change = send_back(change=register.waiting(), by=register.checker, remarks=REMARK)

        assert refused(submit, change, by=register.clerk) == (
            "“乌日娜”的退回意见还没有逐条处理，请修改或说明后再上报。"
        )

    def test_of_a_batch_with_one_that_cannot_go_none_goes(self, register):
        good, bad = register.draft(1), register.propose(incomplete(2, "苏和")).change

        with pytest.raises(NotAllowed) as caught:
            submit_many(changes=[good, bad], by=register.clerk)

        assert (caught.value.change_id, changes()) == (bad.pk, [("乌日娜", "draft"), ("苏和", "draft")])

    def test_a_batch_leaves_one_event_and_keeps_its_order(self, register):
        drafts = [register.draft(serial) for serial in (1, 2, 3)][::-1]
        last = AuditEvent.objects.latest("pk").pk

        held = submit_many(changes=drafts, by=register.clerk)

        event = AuditEvent.objects.get(pk__gt=last)
        assert [change.pk for change in held] == [change.pk for change in drafts]
        assert (event.action, event.detail) == (
            "submit",
            {"count": 3, "changes": [change.pk for change in drafts]},
        )

    def test_a_batch_of_several_units_is_one_event_that_names_each(self, register):
        drafts = [register.draft(), register.draft(2, unit=register.other)]
        last = AuditEvent.objects.latest("pk").pk

        submit_many(changes=drafts, by=register.clerk)

        event = AuditEvent.objects.get(pk__gt=last)
        assert event.organisation_ids == sorted([register.unit.pk, register.other.pk])


class TestAccepting:
    def test_the_unit_hands_on_and_the_banner_puts_it_into_force(self, register, sent):
        change = register.waiting()
        accept(change=change, by=register.checker)
        between = (again(change).state, again(change).record.approved, list(sent))

        accept(change=change, by=register.boss)

        stored = again(change)
        assert between == ("waiting", None, [])
        assert (stored.state, stored.waiting_office, stored.deadline) == ("accepted", None, None)
        assert (stored.reviewers, stored.self_reviewed) == ([register.checker.pk, register.boss.pk], False)
        assert (stored.record.approved, stored.record.approved_at) == (stored, stored.decided_at)
        assert sent == [[stored.record_id]]
        assert events() == [
            ("propose", "clerk"),
            ("submit", "clerk"),
            ("accept", "checker"),
            ("accept", "boss"),
        ]

    def test_a_batch_is_announced_once_and_logged_once(self, register, sent):
        waiting = [register.at_banner(serial) for serial in (1, 2, 3)]
        last = AuditEvent.objects.latest("pk").pk

        accept_many(changes=waiting, by=register.boss)

        assert sent == [[change.record_id for change in waiting]]
        assert events(after=last) == [("accept", "boss")]
        assert {record.approved_id for record in TalentRecord._plain.all()} == {each.pk for each in waiting}

    def test_the_levels_of_a_batch_may_differ(self, register, sent):
        low, high = register.waiting(1), register.at_banner(2)

        accept_many(changes=[low, high], by=register.boss)

        assert (again(low).level, again(high).state, sent) == ("banner", "accepted", [[high.record_id]])

    def test_a_second_approval_replaces_the_first(self, register):
        first = register.approved()
        change = register.propose(person(skill={"current_trade": "电工"})).change
        submit(change=change, by=register.clerk)
        accept(change=change, by=register.checker)
        before = again(change).record.approved

        accept(change=change, by=register.boss)

        assert (before, again(change).record.approved) == (first, change)
        assert changes() == [("乌日娜", "accepted"), ("乌日娜", "accepted")]

    def test_a_draft_cannot_be_accepted(self, register):
        refused(accept, register.draft(), by=register.checker)

    def test_a_decided_change_cannot_be_accepted_again(self, register):
        refused(accept, register.approved(), by=register.chief)

    @pytest.mark.parametrize(
        ("act", "asked"),
        [(accept, {}), (send_back, {"remarks": REMARK}), (reject, {"reason": "材料不实"})],
    )
    def test_who_saw_an_older_state_decides_nothing(self, register, act, asked):
        change = register.waiting()
        seen = change.lock
        withdraw(change=change, by=register.clerk)
        submit(change=change, by=register.clerk)

        reason = refused(act, change, by=register.checker, lock=seen, **asked)

        assert reason == "“乌日娜”在此期间已被他人处理或修改，请刷新后再看。"
        act(change=change, by=register.checker, lock=again(change).lock, **asked)

    def test_of_a_batch_with_one_stale_change_none_is_accepted(self, register, sent):
        good, stale = register.at_banner(1), register.at_banner(2)

        with pytest.raises(NotAllowed) as caught:
            accept_many(
                changes=[good, stale], by=register.boss, locks={good.pk: good.lock, stale.pk: stale.lock - 1}
            )

        assert (caught.value.change_id, again(good).state, sent) == (stale.pk, "waiting", [])

    def test_with_a_place_for_refusals_each_change_stands_for_itself(self, register, sent):
        good, stale = register.at_banner(1), register.at_banner(2)
        own = submit(change=register.draft(3), by=register.boss)
        own = accept(change=own, by=register.checker)
        last, refusals = AuditEvent.objects.latest("pk").pk, {}

        passed = accept_many(
            changes=[good, stale, own],
            by=register.boss,
            locks={good.pk: good.lock, stale.pk: stale.lock - 1, own.pk: own.lock},
            refused=refusals,
        )

        assert (passed, sent) == ([good], [[good.record_id]])
        assert {pk: str(no.reason) for pk, no in refusals.items()} == {
            stale.pk: "“乌日娜”在此期间已被他人处理或修改，请刷新后再看。",
            own.pk: "本人填报、上报或已审过的变更，须由另一位审核人审核。",
        }
        assert (again(stale).state, again(own).state, again(stale).lock) == ("waiting", "waiting", stale.lock)
        assert AuditEvent.objects.get(pk__gt=last).subject_id == str(good.pk)

    @pytest.mark.parametrize("many", [0, 20])
    def test_a_batch_takes_as_many_statements_for_six_as_for_three_whoever_reviewed_before(
        self, register, monkeypatch, many
    ):
        monkeypatch.setattr(walking, "_MANY", many)
        monkeypatch.setattr(telling, "SINGLY", 1)
        counts = []
        for serials in (range(1, 4), range(4, 7), range(7, 13)):
            waiting = [register.waiting(serial) for serial in serials]
            for change, by in zip(waiting, cycle([register.checker, register.chief]), strict=False):
                accept(change=change, by=by)
            with CaptureQueriesContext(connection) as done:
                accept_many(changes=waiting, by=register.boss)
            counts.append(len(done))
        assert counts[1] == counts[2]  # what is read once a process was read at the first
        assert {(each.state, len(each.reviewers)) for each in Change._plain.all()} == {("accepted", 2)}


class TestSendingBackMany:
    def test_each_gets_all_remarks_and_one_event_is_left(self, register):
        waiting = [register.waiting(serial) for serial in (1, 2)]
        last = AuditEvent.objects.latest("pk").pk

        held = send_back_many(changes=waiting, by=register.checker, remarks=[FieldRemark("", " 逾期 ")])

        assert [(each.state, each.lock) for each in held] == [("returned", each.lock + 1) for each in waiting]
        assert sorted(Remark.objects.values_list("change", "path", "text", "by")) == [
            (each.pk, "", "逾期", register.checker.pk) for each in waiting
        ]
        assert events(after=last) == [("send_back", "checker")]

    def test_without_a_reason_nothing_is_sent_back(self, register):
        waiting = [register.waiting(serial) for serial in (1, 2)]

        with pytest.raises(NotAllowed, match="请写明原因"):
            send_back_many(changes=waiting, by=register.checker, remarks=[FieldRemark("", " ")])

        assert ({again(each).state for each in waiting}, Remark.objects.count()) == ({"waiting"}, 0)


class TestFourEyes:
    @pytest.mark.parametrize("act", ["accept", "reject"])
    def test_who_filled_it_does_not_decide_at_the_banner(self, register, act):
        change = register.at_banner()
        asked = {} if act == "accept" else {"reason": "材料不实"}

        reason = refused({"accept": accept, "reject": reject}[act], change, by=register.clerk, **asked)

        assert reason == "本人填报、上报或已审过的变更，须由另一位审核人审核。"

    def test_who_submitted_or_reviewed_it_before_does_not_accept_at_the_banner(self, register):
        change = submit(change=register.draft(), by=register.chief)
        accept(change=change, by=register.checker)

        refused(accept, change, by=register.chief)
        refused(accept, change, by=register.checker)

        assert accept(change=change, by=register.boss).state == "accepted"

    def test_the_only_reviewer_of_a_unit_may_review_its_own_and_it_is_marked(self, register):
        alone(register)

        change = accept(change=register.waiting(), by=register.clerk)

        assert (change.level, again(change).self_reviewed, other_reviewers(
            unit_id=register.unit.pk, by=register.clerk
        )) == ("banner", True, False)  # fmt: skip

    def test_the_mark_stays_when_the_banner_accepts(self, register):
        alone(register)
        change = accept(change=register.waiting(), by=register.clerk)

        assert accept(change=change, by=register.boss).self_reviewed is True

    def test_where_another_reviewer_is_the_own_is_not_reviewed(self, register):
        register.clerk.memberships.update(role="unit_reviewer")

        reason = refused(accept, register.waiting(), by=register.clerk)

        assert reason == "本单位另有审核员，请由另一位审核员审核。"

    @pytest.mark.parametrize("absent", ["ended", "inactive", "elsewhere", "collector"])
    def test_who_cannot_review_there_today_is_no_other_reviewer(self, register, absent):
        alone(register)
        yesterday = timezone.localdate() - timedelta(days=1)
        if absent == "ended":
            account(
                "x", register.unit, "unit_reviewer", valid_from=yesterday - timedelta(9), valid_to=yesterday
            )
        elif absent == "inactive":
            user = account("x", register.unit, "unit_reviewer")
            user.is_active = False
            user.save()
        elif absent == "elsewhere":
            account("x", register.other, "unit_reviewer")
        else:
            account("x", register.unit, "collector")

        assert accept(change=register.waiting(), by=register.clerk).self_reviewed is True


class TestEnding:
    def test_sent_back_it_is_the_collectors_again_with_its_remarks(self, register):
        change = send_back(
            change=register.waiting(),
            by=register.checker,
            remarks=[*REMARK, FieldRemark("identity.full_name", "  ")],
        )

        stored = again(change)
        assert (stored.state, stored.waiting_office, stored.deadline) == ("returned", None, None)
        assert list(Remark.objects.values_list("change", "path", "text", "by__username", "acted_on")) == [
            (change.pk, "skill.current_trade", "工种有误", "checker", False)
        ]
        assert events()[-1] == ("send_back", "checker")

    @pytest.mark.parametrize("remarks", [[], [FieldRemark("identity.full_name", " ")]])
    def test_nothing_is_sent_back_without_a_word(self, register, remarks):
        assert refused(send_back, register.waiting(), by=register.checker, remarks=remarks) == (
            "退回时请写明原因。"
        )

    def test_sent_back_by_the_banner_it_starts_at_the_unit_again(self, register):
        change = send_back(change=register.at_banner(), by=register.boss, remarks=REMARK)
        register.propose(person(skill={"current_trade": "电工"}), change=change, lock=again(change).lock)

        submit(change=change, by=register.clerk)

        assert (again(change).level, again(change).reviewers) == ("unit", [])

    def test_rejected_it_is_over_and_what_was_approved_stays(self, register, sent):
        first = register.approved()
        change = register.propose(person(skill={"current_trade": "电工"})).change
        submit(change=change, by=register.clerk)
        sent.clear()

        reject(change=change, by=register.checker, reason=" 材料不实 ")

        stored = again(change)
        assert (stored.state, stored.waiting_office, stored.deadline) == ("rejected", None, None)
        assert (stored.decided_at is not None, stored.record.approved, sent) == (True, first, [])
        assert list(Remark.objects.values_list("path", "text", "acted_on")) == [("", "材料不实", True)]
        assert events()[-1] == ("reject", "checker")

    def test_nothing_is_rejected_without_a_reason(self, register):
        assert refused(reject, register.waiting(), by=register.checker, reason=" ") == (
            "不予通过时请写明原因。"
        )

    @pytest.mark.parametrize("state", ["waiting", "at_banner"])
    def test_withdrawn_it_can_be_submitted_again(self, register, state):
        change = withdraw(change=getattr(register, state)(), by=register.clerk)
        stored = again(change)

        submit(change=change, by=register.clerk)

        assert (stored.state, stored.waiting_office, stored.deadline) == ("withdrawn", None, None)
        assert (again(change).state, again(change).level) == ("waiting", "unit")

    def test_what_is_decided_cannot_be_withdrawn(self, register):
        refused(withdraw, register.approved(), by=register.clerk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["accept", "send_back"])
def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told(second):
    register, start = Register(), Barrier(2)
    change = register.at_banner()
    last = AuditEvent.objects.latest("pk").pk
    acts = {"accept": (accept, {}), "send_back": (send_back, {"remarks": REMARK})}

    def attempt(name, by):
        act, asked = acts[name]
        start.wait(10)
        try:
            return act(change=change, by=by, lock=change.lock, **asked).state
        except NotAllowed as problem:
            return str(problem)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, ["accept", second], [register.boss, register.chief]))

    told = "“乌日娜”在此期间已被他人处理或修改，请刷新后再看。"
    won = next(outcome for outcome in outcomes if outcome != told)
    assert sorted(outcomes) == sorted([won, told])
    assert (again(change).state, again(change).lock) == (won, change.lock + 1)
    assert [action for action, _ in events(after=last)] == ["accept" if won == "accepted" else "send_back"]
