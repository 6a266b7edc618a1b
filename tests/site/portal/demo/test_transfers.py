"""The demonstration has a transfer that waits for the office of its banner."""

import pytest

from portal.demo.accounts import make_accounts
from portal.demo.places import build_places
from portal.demo.transfers import leave_one_unanswered
from portal.demo.world import populate
from talent.records.models import Transfer
from talent.security.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_an_overdue_transfer_is_before_the_office_of_the_banner(client):
    populate(people=150, units=build_places(), progress=lambda done: None)
    make_accounts()
    made = leave_one_unanswered()
    assert (Transfer.objects.get(), made.is_overdue()) == (made, True)
    assert made.from_unit != made.to_unit
    client.force_login(User.objects.get(username="qixian"))
    page = client.get("/back/transfers/")
    assert (page.status_code, made.full_name in page.text) == (200, True)


def test_in_an_empty_register_nobody_is_offered():
    build_places()
    assert leave_one_unanswered() is None
