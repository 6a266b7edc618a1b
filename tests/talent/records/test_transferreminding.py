"""Who answers a transfer is reminded before the deadline and on its day; then the office is told, once."""

from datetime import date

import pytest

from talent.notify.models import Notification
from talent.records.models import Transfer
from talent.records.transferreminding import remind_of_transfers
from tests.talent.records.test_transferring import asked

pytestmark = pytest.mark.django_db
#: A Thursday on which every grant of today still holds; no holiday is near.
THURSDAY = date(2027, 3, 4)


@pytest.fixture
def transfer(register):
    register.approved()
    return asked(register)


def due(day):
    Transfer.objects.update(deadline=day)


def told(kind):
    rows = Notification.objects.filter(kind=kind).order_by("pk").select_related("recipient")
    return [(each.recipient.username, each.data.get("days"), each.place) for each in rows]


@pytest.mark.parametrize(
    ("deadline", "days"),
    [(date(2027, 3, 4), 0), (date(2027, 3, 5), 1), (date(2027, 3, 8), 2), (date(2027, 3, 9), None)],
)
def test_the_unit_that_answers_is_reminded_two_working_days_ahead(transfer, deadline, days):
    due(deadline)
    for _ in range(2):
        remind_of_transfers(THURSDAY)
    expected = [] if days is None else [("clerk", days, "collect:transfer")]
    assert (told("transfer_due"), told("transfer_overdue")) == (expected, [])


def test_on_the_last_day_it_is_reminded_once_more_and_the_day_after_the_office_is_told(transfer):
    due(date(2027, 3, 5))
    for day in (4, 5, 8, 9):
        remind_of_transfers(date(2027, 3, day))
    assert told("transfer_due") == [("clerk", 1, "collect:transfer"), ("clerk", 0, "collect:transfer")]
    assert sorted(told("transfer_overdue")) == [
        ("boss", None, "transfers:detail"),
        ("chief", None, "transfers:detail"),
    ]


def test_what_is_over_and_days_off_remind_nobody(transfer):
    due(date(2027, 3, 5))
    remind_of_transfers(date(2027, 3, 6))
    Transfer.objects.update(state="taken_back", ended_at=transfer.started_at)
    remind_of_transfers(THURSDAY)
    assert (told("transfer_due"), told("transfer_overdue")) == ([], [])
