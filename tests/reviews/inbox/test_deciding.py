import pytest
from django.db import IntegrityError, transaction

from reviews.inbox.deciding import NotWaitingHere, decide
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.records.service import FieldRemark, NotAllowed, withdraw
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread

GONE = "已不在您处待审，可能已由他人处理、被撤回或转到了别处。"


def judge(change, by, outcome=Outcome.PASSED, *, lock=None, **said):
    lock = change.lock if lock is None else lock
    return decide(change=change, by=by, scope=scope_for(by), outcome=outcome, lock=lock, **said)


def decisions():
    rows = Decision._plain.order_by("id")
    return list(rows.values_list("change", "level", "office", "by", "outcome", "opinion", "self_review"))


@pytest.mark.parametrize("action", [lambda kept: kept.update(opinion="另写"), lambda kept: kept.delete()])
def test_a_decision_is_kept_as_it_was_written(desks, action):
    judge(desks.at_unit(), desks.chief)
    before = decisions()
    with pytest.raises(IntegrityError, match="kept as they are"), transaction.atomic():
        action(Decision._plain.all())
    assert decisions() == before


def actions(since=0):
    return list(AuditEvent.objects.filter(pk__gt=since).order_by("id").values_list("action", flat=True))


def newest_event():
    return AuditEvent.objects.order_by("-id").values_list("pk", flat=True).first()


def test_each_office_passes_its_own_step_and_the_last_one_approves(desks):
    change = desks.at_unit()
    judge(change, desks.chief)
    judge(reread(change), desks.officer, opinion=" 材料齐全 ")
    approved = reread(change)
    assert (approved.state, approved.record.approved_id) == ("accepted", change.pk)
    assert decisions() == [
        (change.pk, "unit", desks.unit.pk, desks.chief.pk, "passed", "", False),
        (change.pk, "banner", desks.banner.pk, desks.officer.pk, "passed", "材料齐全", False),
    ]


@pytest.mark.parametrize(
    ("outcome", "action"), [("passed", "accept"), ("returned", "send_back"), ("rejected", "reject")]
)
def test_one_decision_is_one_audit_event(desks, outcome, action):
    change = desks.at_banner()
    since = newest_event()
    judge(change, desks.officer, Outcome(outcome), opinion="逾期")
    assert actions(since) == [action]


def test_returning_keeps_the_remarks_at_their_fields_and_the_opinion_for_the_whole(desks):
    change = desks.at_banner()
    judge(
        change,
        desks.officer,
        Outcome.RETURNED,
        opinion="请核对",
        remarks=[FieldRemark("identity.id_number", "号码填写有误")],
    )
    kept = change.remarks.order_by("id").values_list("path", "text", "by", "acted_on")
    assert list(kept) == [
        ("identity.id_number", "号码填写有误", desks.officer.pk, False),
        ("", "请核对", desks.officer.pk, False),
    ]
    assert reread(change).state == "returned"


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_returning_and_rejecting_need_a_reason_and_else_nothing_is_written(desks, outcome):
    change = desks.at_banner()
    with pytest.raises(NotAllowed, match="请写明原因"):
        judge(change, desks.officer, outcome, opinion="  ")
    assert (reread(change).state, decisions(), change.remarks.count()) == ("waiting", [], 0)


def test_rejecting_ends_a_change_with_its_reason(desks):
    change = desks.at_banner()
    judge(change, desks.officer, Outcome.REJECTED, opinion="不在采集范围")
    assert reread(change).state == "rejected"
    assert decisions() == [
        (change.pk, "banner", desks.banner.pk, desks.officer.pk, "rejected", "不在采集范围", False)
    ]


def test_a_rejection_without_a_reason_is_refused_by_the_database(desks):
    change = desks.at_banner()
    with pytest.raises(IntegrityError, match="inbox_rejected_has_opinion"), transaction.atomic():
        Decision._plain.create(
            change=change, level="banner", office=desks.banner, by=desks.officer, outcome="rejected"
        )


def test_nobody_decides_what_does_not_wait_for_them(desks):
    at_unit, at_banner = desks.at_unit(1), desks.at_banner(2)
    league = member("league", desks.league, "hr_reviewer")
    sibling = member("sibling", desks.sibling, "hr_reviewer")
    for by, change in [
        (desks.officer, at_unit),
        (desks.chief, at_banner),
        (league, at_banner),
        (sibling, at_banner),
        (desks.clerk, at_unit),
    ]:
        with pytest.raises(NotWaitingHere, match="已不在您处待审"):
            judge(change, by)
    assert decisions() == []


def test_a_grant_that_has_ended_decides_nothing(desks):
    change = desks.at_banner()
    Membership.objects.filter(user=desks.officer).update(valid_from="2020-01-01", valid_to="2020-12-31")
    with pytest.raises(NotWaitingHere):
        judge(change, desks.officer)


def test_what_was_changed_after_it_was_looked_at_is_not_decided(desks):
    change = desks.at_banner()
    with pytest.raises(NotWaitingHere):
        judge(change, desks.officer, lock=change.lock - 1)
    withdraw(change=change, by=desks.clerk)
    with pytest.raises(NotWaitingHere):
        judge(change, desks.officer)
    assert decisions() == []


def test_the_only_reviewer_of_a_unit_passes_their_own_as_self_review(desks):
    Membership.objects.create(user=desks.chief, organisation=desks.unit, role="collector")
    change = desks.at_unit(by=desks.chief)
    judge(change, desks.chief)
    assert decisions() == [(change.pk, "unit", desks.unit.pk, desks.chief.pk, "passed", "", True)]
    assert reread(change).self_reviewed is True


def test_where_the_unit_has_another_reviewer_nobody_passes_their_own(desks):
    member("second", desks.unit, "unit_reviewer")
    change = desks.at_unit(by=desks.chief)
    with pytest.raises(NotAllowed, match="本单位另有审核员"):
        judge(change, desks.chief)
    assert decisions() == []


def test_an_office_never_passes_what_its_reviewer_filled_in(desks):
    both = member("both", desks.unit, "collector")
    Membership.objects.create(user=both, organisation=desks.banner, role="hr_reviewer")
    change = desks.at_banner(by=both)
    with pytest.raises(NotAllowed, match="须由另一位审核人审核"):
        judge(change, both)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_on_one_change_and_telling_of_it_takes_at_most_15_statements(desks, statements, outcome):
    desks.approved(1)  # the statistics have met these codes
    change, scope = desks.at_banner(3), scope_for(desks.officer)
    with statements() as done:
        decide(
            change=change, by=desks.officer, scope=scope, outcome=outcome, lock=change.lock, opinion="见附件"
        )
    assert len(done()) <= 15
