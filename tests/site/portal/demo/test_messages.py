import pytest

from portal.demo.accounts import make_accounts
from portal.demo.messages import tell_accounts
from portal.demo.places import build_places
from portal.demo.world import populate
from talent.notify.models import Notification

pytestmark = pytest.mark.django_db


def test_the_accounts_have_messages_on_any_day_of_the_week_and_telling_again_adds_none():
    populate(people=150, units=build_places(), progress=lambda done: None)
    make_accounts()
    tell_accounts()
    told = Notification.objects.order_by("pk")
    first = list(told.values_list("recipient__username", "kind", "event"))
    tell_accounts()
    assert list(told.values_list("recipient__username", "kind", "event")) == first
    assert {kind for _name, kind, _event in first} >= {"change_accepted", "work_waiting"}
