from datetime import date, timedelta

import pytest

from talent.notify.models import Notification
from talent.records.deadlines import after_working_days
from talent.records.models import Change
from talent.records.service import remind
from tests.talent.records.register import account

#: A Thursday on which every grant of today still holds; no holiday is near.
THURSDAY = date(2027, 3, 4)


def due(change, day):
    Change.objects.unscoped(reason="test").filter(pk=change.pk).update(deadline=day)


def told(kind):
    """(recipient, count, what else it says) of each notification of a kind, by recipient."""
    rows = Notification.objects.filter(kind=kind).order_by("recipient__username", "pk")
    return [(each.recipient.username, each.data["count"], each.data) for each in rows]


def test_each_reviewer_is_told_once_a_day_what_waits_at_the_own_step(register):
    due(register.waiting(1), date(2027, 3, 18))
    for serial, day in ((2, THURSDAY - timedelta(days=1)), (3, date(2027, 3, 17))):
        due(register.at_banner(serial), day)
    for _ in range(2):
        remind(THURSDAY)
    assert [(name, count, data["late"], data["deadline"]) for name, count, data in told("work_waiting")] == [
        ("boss", 2, 1, "2027-03-03"),
        ("checker", 1, 0, "2027-03-18"),
        ("chief", 2, 1, "2027-03-03"),
    ]


def test_the_next_day_takes_the_place_of_the_one_before(register):
    register.waiting()
    remind(THURSDAY)
    remind(THURSDAY + timedelta(days=1))
    unread = Notification.objects.filter(kind="work_waiting", read_at=None)
    assert [each.event.split()[-1] for each in unread] == ["2027-03-05"]


def test_nobody_is_reminded_on_a_day_off(register):
    register.waiting()
    remind(date(2027, 3, 6))
    assert told("work_waiting") == []


@pytest.mark.parametrize(
    ("deadline", "days"),
    [(date(2027, 3, 4), 0), (date(2027, 3, 5), 1), (date(2027, 3, 8), 2), (date(2027, 3, 9), None)],
)
def test_a_deadline_is_told_two_working_days_ahead_over_the_weekend(register, deadline, days):
    due(register.waiting(), deadline)
    remind(THURSDAY)
    found = [(name, data["days"], data["deadline"]) for name, _count, data in told("deadline_near")]
    assert found == ([] if days is None else [("checker", days, str(deadline))])


def test_a_deadline_is_told_once_however_many_days_it_is_near(register):
    due(register.waiting(), after_working_days(THURSDAY, 2))
    remind(THURSDAY)
    remind(THURSDAY + timedelta(days=1))
    assert len(told("deadline_near")) == 1


def test_an_account_whose_grant_has_ended_is_not_told(register):
    register.waiting()
    past = THURSDAY - timedelta(days=9)
    account("former", register.unit, "unit_reviewer", valid_from=past, valid_to=THURSDAY - timedelta(days=1))
    remind(THURSDAY)
    assert [name for name, *_rest in told("work_waiting")] == ["checker"]


@pytest.mark.parametrize("count", [1, 8])
def test_offices_and_changes_cost_no_further_statement(register, count, django_assert_num_queries):
    for serial in range(1, count + 1):
        register.waiting(serial)
        register.at_banner(serial + 100)
    with django_assert_num_queries(8):
        remind(THURSDAY)
