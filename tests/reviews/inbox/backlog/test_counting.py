"""What is counted of each office, and that it is counted by few statements without reading the register."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.deciding import decide
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Backlog, Decision, ReviewerFigures, Urging
from talent.orgs.service import scope_for
from talent.records.models import Change
from tests.reviews.inbox.desk import reread

#: A Thursday; no holiday is near.
NOON = datetime(2027, 3, 4, 4, tzinfo=UTC)


def figures():
    """By office: waiting, overdue, reported; decided in a week and in a month, sent back, median days."""
    rows = Backlog._plain.order_by("pk")
    return {
        each.office.name: (
            each.waiting, each.overdue, each.urged, each.decided_week, each.decided_month,
            each.returned_month, each.median_days,
        )
        for each in rows
    }  # fmt: skip


def put(change, **columns):
    Change._plain.filter(pk=change.pk).update(**columns)
    return reread(change)


def decided(change, office, by, *, arrived, at, outcome=Outcome.PASSED):
    """A decision as it would have been made at some moment."""
    opinion = "" if outcome == Outcome.PASSED else "不符"
    return Decision._plain.create(
        change=change, level="banner", office=office, by=by, outcome=outcome, opinion=opinion,
        arrived_on=arrived and arrived.date(), at=at,
    )  # fmt: skip


def test_what_waits_is_counted_by_office_with_what_is_overdue_and_reported(desks):
    late = put(desks.at_banner(1), deadline=date(2027, 3, 3))
    put(desks.at_banner(2), deadline=date(2027, 3, 4))
    put(desks.at_unit(3), deadline=date(2027, 3, 3))
    Urging._plain.create(change=late, office=desks.banner, above=desks.league, deadline=late.deadline)
    assert count_backlog(NOON)
    assert figures() == {
        desks.banner.name: (2, 1, 1, 0, 0, 0, None),
        desks.unit.name: (1, 1, 0, 0, 0, 0, None),
    }


def test_a_report_of_an_earlier_deadline_no_longer_counts(desks):
    late = put(desks.at_banner(1), deadline=date(2027, 3, 3))
    Urging._plain.create(change=late, office=desks.banner, above=desks.league, deadline=date(2027, 2, 1))
    count_backlog(NOON)
    assert figures()[desks.banner.name][2] == 0


def test_the_oldest_is_the_one_that_came_first_to_the_office_and_not_to_the_unit(desks):
    early, later = desks.at_banner(1), desks.at_banner(2)
    came = NOON.date() - timedelta(days=20)
    put(early, submitted_at=NOON - timedelta(days=29), waiting_since=came)
    put(later, submitted_at=NOON - timedelta(days=50), waiting_since=came + timedelta(days=1))
    count_backlog(NOON)
    assert Backlog._plain.get().oldest_on == came


def test_decisions_are_counted_of_seven_and_thirty_days_with_the_median_of_working_days(desks):
    change = desks.at_banner(1)
    friday, monday = NOON - timedelta(days=6), NOON - timedelta(days=3)
    decided(change, desks.banner, desks.officer, arrived=friday, at=monday)
    decided(change, desks.banner, desks.officer, arrived=friday, at=friday, outcome=Outcome.RETURNED)
    month_ago = NOON - timedelta(days=29)
    decided(change, desks.banner, desks.officer, arrived=month_ago - timedelta(days=14), at=month_ago)
    decided(change, desks.banner, desks.officer, arrived=None, at=NOON - timedelta(days=30))
    count_backlog(NOON)
    assert figures()[desks.banner.name] == (1, 1, 0, 2, 3, 1, 1)
    assert Backlog._plain.get(office=desks.banner).returned_percent == 33


def test_each_reviewer_of_an_office_has_own_figures(desks):
    change = desks.at_banner(1)
    decided(change, desks.banner, desks.officer, arrived=NOON, at=NOON)
    decided(change, desks.unit, desks.chief, arrived=NOON, at=NOON)
    count_backlog(NOON)
    rows = ReviewerFigures.objects.order_by("by__username").values_list(
        "by__username", "office", "decided_week"
    )
    assert list(rows) == [("chief", desks.unit.pk, 1), ("officer", desks.banner.pk, 1)]


def test_an_office_that_has_nothing_any_more_leaves_no_row_and_counting_twice_changes_nothing(desks):
    change = desks.at_banner(1)
    count_backlog(NOON)
    put(change, state="draft", waiting_office=None, deadline=None)
    for _ in range(2):
        count_backlog(NOON + timedelta(minutes=10))
    assert figures() == {}


def test_another_process_that_counts_is_left_alone(desks):
    desks.at_banner(1)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('inbox.backlog'))")
            assert not count_backlog(NOON)
    finally:
        other.close()
    assert figures() == {}


@pytest.mark.parametrize("count", [1, 6])
def test_offices_and_changes_cost_no_further_statement(desks, count, django_assert_num_queries):
    for serial in range(1, count + 1):
        desks.at_banner(2 * serial), desks.at_unit(2 * serial + 1)
    with django_assert_num_queries(5 + 2):
        count_backlog(NOON)


def test_a_decision_keeps_the_day_on_which_its_change_came_to_the_office(desks):
    came = NOON.date() - timedelta(days=900)
    change = put(desks.at_banner(1), waiting_since=came)
    scope = scope_for(desks.officer)
    decide(change=change, by=desks.officer, scope=scope, outcome=Outcome.PASSED, lock=change.lock)
    assert Decision.objects.visible_to(scope).get(office=desks.banner).arrived_on == came
