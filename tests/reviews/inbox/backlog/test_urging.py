"""What is far beyond its deadline is reported to the office above, once, on working days."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from reviews.inbox.backlog.urging import urge
from reviews.inbox.models import Urging
from talent.notify.models import Notification
from talent.records.models import Change
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread
from tests.reviews.inbox.pages import queue_rows, read, text

#: A Thursday on which every grant of today still holds; five working days before it is the Thursday before.
THURSDAY = date(2027, 3, 4)
WEEK_AGO = THURSDAY - timedelta(days=7)


@pytest.fixture
def above(desks):
    """The reviewers of the offices above: none in the league until a test appoints one."""
    return member("region", desks.region, "hr_reviewer")


def due(change, day):
    Change._plain.filter(pk=change.pk).update(deadline=day)
    return reread(change)


def marks():
    rows = Urging._plain.order_by("change")
    return [(each.change_id, each.office_id, each.above_id, each.deadline) for each in rows]


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("pk")
    return [(each.recipient.username, each.data["count"], each.place) for each in rows]


def test_what_is_far_overdue_is_marked_with_the_nearest_office_above_that_has_a_reviewer(desks, above):
    late = due(desks.at_banner(1), WEEK_AGO)
    due(desks.at_banner(2), WEEK_AGO + timedelta(days=1))
    at_unit = due(desks.at_unit(3), WEEK_AGO)
    urge(THURSDAY)
    assert marks() == [
        (late.pk, desks.banner.pk, desks.region.pk, WEEK_AGO),
        (at_unit.pk, desks.unit.pk, desks.banner.pk, WEEK_AGO),
    ]


def test_who_decides_stays_the_same(desks, above):
    late = due(desks.at_banner(1), WEEK_AGO)
    urge(THURSDAY)
    kept = reread(late)
    assert (kept.waiting_office_id, kept.deadline, kept.lock) == (desks.banner.pk, WEEK_AGO, late.lock)


def test_the_office_and_the_one_above_are_told_once_with_numbers_and_no_names(desks, above):
    for serial in (1, 2):
        due(desks.at_banner(serial), WEEK_AGO)
    due(desks.at_unit(3), WEEK_AGO)
    for _ in range(2):
        urge(THURSDAY)
    assert sorted(told("overdue_below")) == [("officer", 1, "inbox:board"), ("region", 2, "inbox:board")]
    assert sorted(told("review_urged")) == [("chief", 1, "unit_review:queue"), ("officer", 2, "inbox:queue")]
    assert "苏和" not in str(
        list(Notification.objects.filter(kind__in=["overdue_below", "review_urged"]).values())
    )


def test_nothing_is_reported_on_a_day_off_nor_what_was_reported_before(desks, above):
    due(desks.at_banner(1), WEEK_AGO)
    urge(THURSDAY + timedelta(days=2))
    assert marks() == []
    urge(THURSDAY)
    urge(THURSDAY + timedelta(days=1))
    assert len(marks()) == len(told("overdue_below")) == 1


def test_a_new_deadline_that_is_missed_is_reported_again(desks, above):
    late = due(desks.at_banner(1), WEEK_AGO - timedelta(days=30))
    urge(THURSDAY)
    due(late, WEEK_AGO)
    urge(THURSDAY)
    assert [mark[-1] for mark in marks()] == [WEEK_AGO - timedelta(days=30), WEEK_AGO]


def test_without_an_office_above_it_is_marked_and_the_own_reviewers_are_told(desks):
    late = due(desks.at_banner(1), WEEK_AGO)
    urge(THURSDAY)
    assert marks() == [(late.pk, desks.banner.pk, None, WEEK_AGO)]
    assert (told("overdue_below"), told("review_urged")) == ([], [("officer", 1, "inbox:queue")])


def test_one_event_names_the_offices_that_it_concerns(desks, above):
    due(desks.at_banner(1), WEEK_AGO)
    urge(THURSDAY)
    event = AuditEvent.objects.get(action="urge")
    assert (event.by, event.organisation_ids, event.detail) == (
        None,
        sorted([desks.banner.pk, desks.region.pk]),
        {"count": 1},
    )


def test_the_mark_stands_in_the_history_and_narrows_the_queue(desks, above, client):
    late = due(desks.at_banner(1), WEEK_AGO)
    due(desks.at_banner(2, name="巴图"), WEEK_AGO + timedelta(days=1))
    urge(THURSDAY)
    client.force_login(desks.officer)
    page = text(read(client.get(reverse("inbox:change", args=[late.pk]))).select_one(".inbox"))
    assert f"已报“{desks.region.name}”" in page
    rows = queue_rows(read(client.get(reverse("inbox:queue"), {"due": "urged"})))
    assert [row[0].split()[0] for row in rows] == ["苏和"]


@pytest.mark.parametrize("count", [1, 6])
def test_many_cost_no_further_statement(desks, above, count, statements):
    for serial in range(1, count + 1):
        due(desks.at_banner(2 * serial), WEEK_AGO), due(desks.at_unit(2 * serial + 1), WEEK_AGO)
    with statements() as seen:
        urge(THURSDAY)
    assert len(seen()) <= 18
