"""A unit at whose own step something waits while nobody reviews there: who is told, and how often."""

from datetime import date, timedelta

import pytest

from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.backlog.unmanned import tell_of_units
from reviews.inbox.models import Backlog
from talent.notify.models import Notification
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread

#: A Thursday on which every grant of today still holds.
THURSDAY = date(2027, 3, 4)


@pytest.fixture
def stuck(desks):
    """Two wait at the hospital's own step, whose only reviewer is gone; one of the mine has a reviewer."""
    first, second = desks.at_unit(1), desks.at_unit(2)
    member("foreman", desks.neighbour, "unit_reviewer")
    desks.at_unit(3, unit=desks.neighbour)
    desks.chief.memberships.all().delete()
    count_backlog()
    return first, second


def told():
    rows = Notification.objects.filter(kind__endswith="unmanned").order_by("kind", "recipient__username")
    return [(each.kind, each.recipient.username, each.data["count"], each.place) for each in rows]


def test_the_unit_and_reviewers_and_administrators_of_the_office_above_are_told_once(desks, stuck):
    member("admin", desks.banner, "system_admin")
    member("far", desks.sibling, "hr_reviewer")
    expected = [
        ("unit_unmanned", "clerk", 2, "collect:workspace"),
        ("units_unmanned", "admin", 2, "memberships:index"),
        ("units_unmanned", "officer", 2, "inbox:board"),
    ]
    tell_of_units(THURSDAY)
    tell_of_units(THURSDAY)
    tell_of_units(THURSDAY + timedelta(days=1))
    assert told() == expected
    data = Notification.objects.filter(kind="units_unmanned").first().data
    assert (data["units"], data["most"]) == (1, "示例医院")
    assert {reread(each).waiting_office for each in stuck} == {desks.unit}


def test_a_unit_that_had_a_reviewer_in_between_is_told_of_again(desks, stuck):
    tell_of_units(THURSDAY)
    chief = member("new", desks.unit, "unit_reviewer")
    tell_of_units(THURSDAY)
    assert Backlog._plain.get(office=desks.unit).unmanned_since is None
    chief.memberships.all().delete()
    count_backlog()
    tell_of_units(THURSDAY + timedelta(days=1))
    assert Backlog._plain.get(office=desks.unit).unmanned_since == THURSDAY + timedelta(days=1)
    assert Notification.objects.filter(kind="unit_unmanned").count() == 2


def test_without_any_reviewer_above_the_administrators_of_the_region_are_told(desks, stuck):
    desks.officer.memberships.all().delete()
    member("region", desks.region, "system_admin")
    tell_of_units(THURSDAY)
    assert [each[:2] for each in told()] == [("unit_unmanned", "clerk"), ("units_unmanned", "region")]


def test_on_days_off_nobody_is_told(desks, stuck):
    tell_of_units(date(2027, 3, 6))
    assert told() == []
