import pytest
from django.urls import reverse

from reviews.inbox.bulk.enums import Why
from reviews.inbox.claiming import claim, with_claims
from reviews.inbox.deciding import decide
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from reviews.inbox.service import decide_many
from talent.orgs.service import scope_for
from talent.records import telling, walking
from talent.records.models import Change
from talent.records.service import NotAllowed, withdraw
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread, warn
from tests.reviews.inbox.pages import read


def together(changes, by, **how):
    """Why each was left alone; "" for what was decided."""
    locks = changes if isinstance(changes, dict) else {each.pk: each.lock for each in changes}
    results = decide_many(locks=locks, by=by, scope=scope_for(by), **how)
    return {pk: result.why or "" for pk, result in results.items()}


def decisions():
    rows = Decision._plain.order_by("change", "id")
    return list(rows.values_list("change", "level", "office", "by", "outcome", "opinion", "self_review"))


def events(since):
    return list(AuditEvent.objects.filter(pk__gt=since).order_by("id").values_list("action", flat=True))


def newest():
    return AuditEvent.objects.order_by("-id").values_list("pk", flat=True).first()


def test_what_can_pass_passes_with_one_event_and_the_rest_says_why(desks):
    second = member("second", desks.banner, "hr_reviewer")
    good, warned, stale, gone, held = (desks.at_banner(serial) for serial in range(1, 6))
    warn(warned)
    withdraw(change=gone, by=desks.clerk)
    claim(with_claims(Change._plain).get(pk=held.pk), by=second)
    foreign = desks.at_unit(6)
    locks = {each.pk: each.lock for each in (good, warned, stale, gone, held, foreign)}
    since = newest()
    why = together({**locks, stale.pk: stale.lock - 1, 0: 1}, desks.officer)
    assert why == {
        good.pk: "",
        warned.pk: "warned",
        stale.pk: "changed",
        gone.pk: "gone",
        held.pk: "claimed",
        foreign.pk: "gone",
        0: "gone",
    }
    assert reread(good).state == "accepted"
    assert {reread(each).state for each in (warned, stale, held)} == {"waiting"}
    assert events(since) == ["accept"]
    assert decisions() == [(good.pk, "banner", desks.banner.pk, desks.officer.pk, "passed", "", False)]


def test_four_eyes_hold_for_each_row(desks):
    member("second", desks.unit, "unit_reviewer")
    others, own = desks.at_unit(1), desks.at_unit(2, by=desks.chief)
    assert together([own, others], desks.chief) == {own.pk: "own", others.pk: ""}
    assert [reread(each).waiting_office_id for each in (own, others)] == [desks.unit.pk, desks.banner.pk]


def test_the_only_reviewer_of_a_unit_passes_their_own_and_it_is_marked(desks):
    own, others = desks.at_unit(1, by=desks.chief), desks.at_unit(2)
    assert together([own, others], desks.chief) == {own.pk: "", others.pk: ""}
    assert [row[6] for row in decisions()] == [True, False]
    assert [reread(each).self_reviewed for each in (own, others)] == [True, False]


def test_what_earlier_levels_passed_is_passed_by_others(desks):
    desks.officer.memberships.create(organisation=desks.unit, role="unit_reviewer")
    change = desks.at_unit(1)
    assert together([change], desks.officer) == {change.pk: ""}
    assert together([reread(change)], desks.officer) == {change.pk: "own"}


@pytest.mark.parametrize("many", [True, False], ids=["together", "alone"])
def test_going_back_is_a_self_review_of_own_work_and_not_of_what_one_passed_before(desks, many):
    own, passed = desks.at_banner(1), desks.at_banner(2)
    Change._plain.filter(pk=own.pk).update(editors=[desks.officer.pk])
    Change._plain.filter(pk=passed.pk).update(reviewers=[desks.officer.pk])
    how = {"by": desks.officer, "outcome": Outcome.RETURNED, "opinion": "请核对"}
    if many:
        together([own, passed], **how)
    else:
        for each in (own, passed):
            decide(change=each, lock=each.lock, scope=scope_for(desks.officer), **how)
    assert [(row[0], row[-1]) for row in decisions()] == [(own.pk, True), (passed.pk, False)]


@pytest.mark.parametrize("column", ["editors", "reviewers"])
def test_nobody_passes_what_their_eyes_have_seen_and_the_page_offers_it_to_nobody(client, desks, column):
    change = desks.at_banner(1)
    Change._plain.filter(pk=change.pk).update(**{column: [desks.officer.pk]})
    assert together([change], desks.officer, outcome=Outcome.PASSED) == {change.pk: Why.OWN}
    with pytest.raises(NotAllowed, match="须由另一位审核人审核"):
        decide(
            change=change, by=desks.officer, scope=scope_for(desks.officer), outcome=Outcome.PASSED,
            lock=change.lock,
        )  # fmt: skip
    client.force_login(desks.officer)
    page = read(client.get(reverse("inbox:change", args=[change.pk])))
    assert [each["value"] for each in page.select("button[name=outcome]")] == ["returned"]


def test_many_go_back_with_one_reason_and_warnings_hinder_nobody(desks):
    changes = [desks.at_banner(1), warn(desks.at_banner(2))]
    since = newest()
    how = {"outcome": Outcome.RETURNED, "opinion": " 附件缺失 "}
    assert together(changes, desks.officer, **how) == {each.pk: "" for each in changes}
    assert [reread(each).state for each in changes] == ["returned", "returned"]
    assert [list(each.remarks.values_list("path", "text")) for each in changes] == [[("", "附件缺失")]] * 2
    assert (events(since), {row[4:6] for row in decisions()}) == (["send_back"], {("returned", "附件缺失")})


def test_going_back_without_a_reason_decides_nothing(desks):
    change = desks.at_banner(1)
    with pytest.raises(NotAllowed, match="请写明原因"):
        together([change], desks.officer, outcome=Outcome.RETURNED)
    assert (reread(change).state, decisions()) == ("waiting", [])


def test_nothing_ends_for_good_together(desks):
    change = desks.at_banner(1)
    with pytest.raises(ValueError, match="rejected"):
        together([change], desks.officer, outcome=Outcome.REJECTED, opinion="不实")
    assert reread(change).state == "waiting"


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.RETURNED])
def test_a_batch_costs_the_same_for_two_and_for_five(desks, statements, monkeypatch, outcome):
    monkeypatch.setattr(telling, "SINGLY", 1)
    monkeypatch.setattr(walking, "_MANY", 1)
    counts = []
    for serials in ((1, 2), (3, 5), (7, 9, 11, 13, 15)):
        changes = [desks.at_banner(serial) for serial in serials]
        with statements() as done:
            assert set(together(changes, desks.officer, outcome=outcome, opinion="核对").values()) == {""}
        counts.append(len(done()))
    assert counts[1] == counts[2] <= 26  # what is read once a process was read at the first
