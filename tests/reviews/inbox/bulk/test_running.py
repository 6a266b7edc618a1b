"""A run from its preparation to its end, and what happens when its process ends before."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from reviews.inbox.bulk import running
from reviews.inbox.bulk.expiring import expire
from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.bulk.preparing import NothingChosen, drawn, prepare, sample_size
from reviews.inbox.bulk.running import (
    CannotStart,
    refuse_by_sample,
    renew_sample,
    start,
    stop,
    work,
    work_to_the_end,
)
from reviews.inbox.bulk.sampling import note_seen, sample_of
from reviews.inbox.enums import Outcome
from reviews.inbox.exchanging import ask, pass_on
from reviews.inbox.models import Decision
from reviews.inbox.service import decide, inbox_for
from talent.notify.models import Notification
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.reviewsettings import change_settings
from talent.records.service import withdraw
from talent.records.signals import records_changed
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks, reread, warn
from tests.talent.jobs.workers import jobs
from tests.talent.jobs.workers import work as work_off


@pytest.fixture
def many(desks):
    """Six changes that wait at the banner, of which one has a warning."""
    changes = [desks.at_banner(serial) for serial in range(1, 7)]
    warn(changes[0])
    return changes


def prepared(by, outcome=Outcome.PASSED, **how):
    waiting = inbox_for(scope_for(by))
    role = scope_for(by).grants[0].role
    return prepare(waiting=waiting, by=by, role=role, outcome=outcome, **how).run


def look(run, by=None):
    """Open all of the sample."""
    for each in sample_of(run).rows:
        note_seen(run, Change._plain.get(pk=each.item.change_id), by=by or run.by)


def ledger(run):
    rows = BulkItem._plain.filter(run=run).order_by("change").values_list("change", "state", "why")
    return {change: why or state for change, state, why in rows}


def judge(change, by, outcome, opinion=""):
    decide(
        change=change, by=by, scope=scope_for(by), outcome=outcome, lock=reread(change).lock, opinion=opinion
    )


def test_a_run_takes_what_may_be_decided_and_draws_a_sample_of_it(desks, many):
    run = prepared(desks.officer, query="q=x")
    assert ledger(run) == {many[0].pk: "warned"} | {each.pk: "ready" for each in many[1:]}
    sampled = sorted(BulkItem._plain.filter(run=run, sampled=True).values_list("change", flat=True))
    assert sampled == drawn([each.pk for each in many[1:]], seed=run.seed, size=3)
    assert (run.state, run.offices, Decision._plain.count()) == ("prepared", [desks.banner.pk], 0)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.detail) == (
        "prepare_bulk",
        {"outcome": "passed", "count": 5, "sampled": 3},
    )


def test_the_same_seed_draws_the_same_whatever_order_the_rows_come_in():
    numbers = list(range(100, 400))
    assert drawn(numbers, seed=7, size=20) == drawn(numbers[::-1], seed=7, size=20)
    assert drawn(numbers, seed=7, size=20) != drawn(numbers, seed=8, size=20)
    assert len(set(drawn(numbers, seed=7, size=20))) == 20


@pytest.mark.parametrize(("ready", "drawn_of_it"), [(0, 0), (2, 2), (60, 3), (61, 4), (10_000, 200)])
def test_so_many_are_looked_at_by_the_settings(db, ready, drawn_of_it):
    assert sample_size(ready) == drawn_of_it


def test_ticked_rows_alone_and_as_they_were_seen(desks, many):
    locks = {many[1].pk: many[1].lock, many[2].pk: many[2].lock - 1, 0: 3}
    chosen = prepare(
        waiting=inbox_for(scope_for(desks.officer)),
        by=desks.officer,
        role="hr_reviewer",
        outcome=Outcome.PASSED,
        locks=locks,
    )
    assert (ledger(chosen.run), chosen.gone) == ({many[1].pk: "ready", many[2].pk: "changed"}, 1)


def test_of_rows_that_wait_elsewhere_no_run_is_made(desks):
    foreign = desks.at_unit(1)
    with pytest.raises(NothingChosen):
        prepared(desks.officer, locks={foreign.pk: foreign.lock})
    assert BulkRun.objects.count() == 0


def test_more_than_one_run_takes_are_left_in_the_queue(desks, many, monkeypatch):
    monkeypatch.setattr("reviews.inbox.bulk.preparing.MOST", 4)
    chosen = prepare(
        waiting=inbox_for(scope_for(desks.officer)),
        by=desks.officer,
        role="hr_reviewer",
        outcome=Outcome.PASSED,
    )
    assert (len(ledger(chosen.run)), chosen.more) == (4, True)


def test_a_run_starts_when_its_sample_was_opened_and_decides_the_rest(desks, many):
    run = prepared(desks.officer)
    with pytest.raises(CannotStart, match="还有 3 条抽中的没有看过"):
        start(run=run, by=desks.officer)
    look(run)
    run = start(run=run, by=desks.officer, opinion="材料齐全")
    assert run.state == "done"
    assert ledger(run) == {many[0].pk: "warned"} | {each.pk: "done" for each in many[1:]}
    assert [reread(each).state for each in many] == ["waiting"] + ["accepted"] * 5
    assert set(Decision._plain.values_list("outcome", "opinion", "by")) == {
        ("passed", "材料齐全", desks.officer.pk)
    }
    actions = AuditEvent.objects.order_by("-pk").values_list("action", flat=True)[:2]
    assert list(actions) == ["accept", "start_bulk"]
    with pytest.raises(CannotStart, match="不能再开始"):
        start(run=run, by=desks.officer)


def test_what_somebody_else_opens_or_an_older_state_is_not_looked_at(desks, many):
    run = prepared(desks.officer)
    look(run, by=desks.chief)
    assert sample_of(run).open == 3
    changed = sample_of(run).rows[0].item.change
    Change._plain.filter(pk=changed.pk).update(lock=99)
    look(run)
    assert (sample_of(run).open, sum(each.gone for each in sample_of(run).rows)) == (0, 1)


def test_what_is_decided_or_changes_while_looking_leaves_the_run(desks, many):
    change_settings(by=desks.officer, sample_refused_percent=40)
    run = prepared(desks.officer)
    back, taken, _third = (each.item.change for each in sample_of(run).rows)
    judge(back, desks.officer, Outcome.RETURNED, "附件缺失")
    withdraw(change=taken, by=desks.clerk)
    look(renew_sample(run=run))
    run = start(run=run, by=desks.officer)
    found = ledger(run)
    assert (found[back.pk], found[taken.pk], run.state) == ("decided", "changed", "done")
    assert sorted(found.values()) == ["changed", "decided", "done", "done", "done", "warned"]
    assert (reread(back).state, reread(taken).state) == ("returned", "withdrawn")


def test_the_most_that_is_looked_at_never_falls_below_the_least(desks):
    with pytest.raises(IntegrityError), transaction.atomic():
        change_settings(by=desks.officer, sample_least=4, sample_most=3)
    change_settings(by=desks.officer, sample_percent=50, sample_least=4, sample_most=4)
    assert [sample_size(ready) for ready in (3, 100)] == [3, 4]


@pytest.mark.parametrize(
    "asked", [lambda run: start(run=run, by=run.by), lambda run: refuse_by_sample(run=run)]
)
def test_of_a_run_whose_sample_was_decided_otherwise_too_often_nothing_passes(desks, many, asked):
    run = prepared(desks.officer)
    assert refuse_by_sample(run=run) is False
    back = sample_of(run).rows[0].item.change
    judge(back, desks.officer, Outcome.RETURNED, "附件缺失")
    asked(run)
    assert (BulkRun.objects.get().state, Decision._plain.count()) == ("refused", 1)
    assert ledger(run)[back.pk] == "decided"
    assert {each.pk for each in inbox_for(scope_for(desks.officer))} == {each.pk for each in many} - {back.pk}
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.detail) == (
        "refuse_bulk",
        {"outcome": "passed", "sampled": 3, "differing": 1},
    )
    look(run)
    with pytest.raises(CannotStart, match="不能再开始"):
        start(run=run, by=desks.officer)


def test_what_nobody_started_is_void_after_a_time_and_its_list_is_cleared(desks, many):
    change_settings(by=desks.officer, bulk_days=3)
    old, dropped, young = (prepared(desks.officer) for _ in range(3))
    BulkRun.objects.filter(pk__in=[old.pk, dropped.pk]).update(at=timezone.now() - timedelta(days=3, hours=1))
    stop(run=dropped, by=desks.officer)
    assert (expire(), expire()) == (1, 0)
    states = {
        each.pk: (each.state, each.cleared, BulkItem._plain.filter(run=each).count())
        for each in BulkRun.objects.all()
    }
    assert states == {
        old.pk: ("expired", True, 0),
        dropped.pk: ("dropped", True, 0),
        young.pk: ("prepared", False, 6),
    }
    with pytest.raises(CannotStart, match="不能再开始"):
        start(run=old, by=desks.officer)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.by, event.organisation_ids) == ("expire_bulk", None, [desks.banner.pk])
    assert inbox_for(scope_for(desks.officer)).count() == len(many)


def ask_about(desks, change):
    ask(change=change, by=desks.officer, scope=scope_for(desks.officer), lock=change.lock, text="为何不符？")


def send_away(desks, change):
    pass_on(
        change=change, by=desks.officer, scope=scope_for(desks.officer), lock=change.lock,
        to=desks.league.pk, reason="请上级看",
    )  # fmt: skip


def return_as_colleague(desks, change):
    judge(change, member(f"colleague{change.pk}", desks.banner, "hr_reviewer"), Outcome.RETURNED, "虚假")


@pytest.mark.parametrize("doubt", [ask_about, send_away, return_as_colleague])
def test_what_a_colleague_or_a_question_casts_doubt_on_counts_as_differing(desks, many, doubt):
    member("league", desks.league, "hr_reviewer")
    run = prepared(desks.officer)
    for each in sample_of(run).rows:
        doubt(desks, each.item.change)
    assert (sample_of(run).differing, sample_of(run).open) == (3, 0)
    before = Decision._plain.count()
    assert start(run=run, by=desks.officer).state == "refused"
    assert (Decision._plain.count(), sample_of(run).differing) == (before, 3)
    assert "done" not in ledger(run).values()


@pytest.fixture
def nine(desks):
    change_settings(by=desks.officer, sample_least=2, sample_most=2)
    return [desks.at_banner(serial) for serial in range(1, 10)]


def leave_by_withdrawing(desks, change):
    withdraw(change=change, by=desks.clerk)


def leave_by_passing(desks, change):
    judge(change, member(f"colleague{change.pk}", desks.banner, "hr_reviewer"), Outcome.PASSED)


@pytest.mark.parametrize("leave", [leave_by_withdrawing, leave_by_passing])
def test_in_the_place_of_what_left_unjudged_another_is_drawn_and_must_be_looked_at(desks, nine, leave):
    run = prepared(desks.officer)
    first = [each.item.change for each in sample_of(run).rows]
    for each in first:
        leave(desks, each)
    with pytest.raises(CannotStart, match="还有 2 条抽中的没有看过"):
        start(run=run, by=desks.officer)
    sample = sample_of(run)
    again = {each.item.change_id for each in sample.rows} - {each.pk for each in first}
    pool = [each.pk for each in nine if each not in first]
    assert again == set(drawn(pool, seed=run.seed, size=2))
    assert (sample.open, sample.counted, sample.replaced, sample.differing) == (2, 2, 2, 0)
    assert (renew_sample(run=run).state, len(sample_of(run).rows)) == ("prepared", 4)
    look(run)
    assert start(run=run, by=desks.officer).state == "done"
    assert sorted(ledger(run).values()).count("done") == 7


def test_a_run_none_of_whose_sample_its_maker_looked_at_never_starts(desks, nine):
    change_settings(by=desks.officer, sample_refused_percent=100)
    run = prepared(desks.officer)
    for each in sample_of(run).rows:
        return_as_colleague(desks, each.item.change)
    with pytest.raises(CannotStart, match="还有 2 条抽中的没有看过"):
        start(run=run, by=desks.officer)
    assert not Decision._plain.filter(by=desks.officer).exists()


@pytest.mark.parametrize("opinion", ["假\u202e真", "长" * 501])
def test_a_run_does_not_start_with_an_opinion_nobody_could_read_or_too_long(desks, many, opinion):
    run = prepared(desks.officer, Outcome.RETURNED)
    look(run)

    with pytest.raises(CannotStart, match="“审核意见”"):
        start(run=run, by=desks.officer, opinion=opinion)

    run.refresh_from_db()
    assert (run.state, Decision._plain.filter(office=desks.banner).count()) == ("prepared", 0)


def test_sending_back_needs_a_reason_and_takes_warned_ones_along(desks, many):
    run = prepared(desks.officer, Outcome.RETURNED)
    look(run)
    with pytest.raises(CannotStart, match="请写明原因"):
        start(run=run, by=desks.officer, opinion="  ")
    run = start(run=run, by=desks.officer, opinion="逾期")
    assert (run.state, {reread(each).state for each in many}) == ("done", {"returned"})


def test_nobody_starts_or_stops_what_another_prepared(desks, many):
    run = prepared(desks.officer)
    look(run)
    with pytest.raises(CannotStart):
        start(run=run, by=desks.chief)
    assert stop(run=run, by=desks.chief).state == "prepared"
    assert stop(run=run, by=desks.officer).state == "dropped"
    assert Decision._plain.count() == 0


def test_a_large_run_goes_on_by_a_job_and_can_be_stopped_between_chunks(desks, many, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 2)
    run = prepared(desks.officer)
    look(run)
    run = start(run=run, by=desks.officer)
    assert (run.state, Decision._plain.count(), jobs("inbox.bulk")) == (
        "running",
        0,
        [("inbox.bulk", "todo", 0)],
    )
    work(run.pk, chunk=2)
    run = stop(run=run, by=desks.officer)
    work_to_the_end(run.pk)
    assert (run.state, Decision._plain.count()) == ("stopped", 2)
    assert sorted(ledger(run).values()) == ["done", "done", "ready", "ready", "ready", "warned"]


def test_a_colleague_stops_what_runs_and_its_maker_is_told(desks, many, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 2)
    run = prepared(desks.officer)
    look(run)
    start(run=run, by=desks.officer)
    work(run.pk, chunk=2)
    run = stop(run=run, by=member("second", desks.banner, "hr_reviewer"))
    work_to_the_end(run.pk)
    assert (run.state, run.stopped_by.username, Decision._plain.count()) == ("stopped", "second", 2)
    told = Notification.objects.get(kind="bulk_stopped")
    assert (told.recipient, told.data["count"], told.data["done"]) == (desks.officer, 6, 2)


def test_a_run_ends_when_its_maker_reviews_here_no_longer(desks, many, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 2)
    run = prepared(desks.officer)
    look(run)
    start(run=run, by=desks.officer)
    desks.officer.memberships.all().delete()
    assert (work(run.pk).state, Decision._plain.count()) == ("stopped", 0)


def test_what_others_decide_meanwhile_is_said_and_stops_no_other(desks, many, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 2)
    run = prepared(desks.officer)
    look(run)
    start(run=run, by=desks.officer)
    withdraw(change=many[5], by=desks.clerk)
    warn(many[4])
    work_to_the_end(run.pk)
    found = ledger(run)
    assert (found[many[5].pk], found[many[4].pk]) == ("gone", "warned")
    assert Decision._plain.count() == 3


def die(sender, record_ids, **more):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_in_a_chunk_leaves_a_run_that_goes_on(monkeypatch):
    """Ended by SIGKILL after the changes of the second chunk were written and before they were kept."""
    desks = Desks()
    many = [desks.at_banner(serial) for serial in range(1, 7)]
    monkeypatch.setattr(running, "AT_ONCE", 2)
    run = prepared(desks.officer)
    look(run)
    start(run=run, by=desks.officer)
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work(run.pk, chunk=2)
            records_changed.connect(die)
            work(run.pk, chunk=2)
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert sorted(ledger(run).values()) == ["done", "done", "ready", "ready", "ready", "ready"]
    assert Decision._plain.count() == 2

    work_off()  # the job that was deferred with the start

    assert (set(ledger(run).values()), BulkRun.objects.get().state) == ({"done"}, "done")
    assert sorted(Decision._plain.values_list("change", flat=True)) == sorted(each.pk for each in many)
    accepts = AuditEvent.objects.filter(action="accept", by=desks.officer)
    assert sum(event.detail.get("count", 1) for event in accepts) == 6
