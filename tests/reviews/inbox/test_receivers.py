"""Whoever was looking at a change hears that its unit took it back."""

import pytest

from reviews.inbox.claiming import claim
from reviews.inbox.models import Claim
from talent.notify.models import Notification
from talent.records.service import withdraw
from tests.reviews.inbox.desk import reread

pytestmark = pytest.mark.django_db


def told():
    found = Notification.objects.filter(kind="withdrawn_in_hand")
    return [(each.recipient.username, each.data["name"], each.place) for each in found]


@pytest.mark.parametrize(
    ("at", "expected"),
    [("at_banner", ("officer", "苏和", "inbox:queue")), ("at_unit", ("chief", "苏和", "unit_review:queue"))],
)
def test_who_holds_it_is_told_and_holds_it_no_longer(desks, at, expected):
    change = getattr(desks, at)()
    claim(change, by=getattr(desks, expected[0]))

    withdraw(change=reread(change), by=desks.clerk)

    assert (told(), Claim._plain.count()) == ([expected], 0)


def test_nobody_is_told_of_what_nobody_holds_or_of_a_claim_that_is_over(desks):
    first, second = desks.at_banner(1), desks.at_banner(2)
    claim(second, by=desks.officer)
    Claim._plain.update(at="2026-01-01T00:00Z", until="2026-01-01T00:20Z")

    for change in (first, second):
        withdraw(change=reread(change), by=desks.clerk)

    assert told() == []
