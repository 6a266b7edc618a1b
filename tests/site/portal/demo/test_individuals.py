"""The two individuals of the demonstration."""

import pytest

from portal.demo.individuals import CLAIMED, HERDER, make_individuals
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.service import account_by_contact, read_contact
from talent.notify.models import Notification
from talent.records.models import TalentRecord
from tests.talent.collect.world import organisation
from tests.talent.records.register import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """A unit with an approved record, and a village committee with its clerk."""
    register = Register()
    register.approved()
    village = organisation(
        "巴彦嘎查委员会", "village_committee", unit_type="61", ownership="110", industry="A"
    )
    village.memberships.create(user=register.clerk, role="collector")
    return register


def test_the_herder_has_handed_in_and_the_other_has_claimed(places):
    made = make_individuals()
    assert [each.username for each in made] == [HERDER, CLAIMED]
    entries = SelfEntry.objects.unscoped(reason="test")
    assert entries.filter(full_name="巴雅尔").values_list("state", flat=True).get() == "handed_in"
    claimed = account_by_contact(read_contact(CLAIMED))
    assert (claimed.person is None, claimed.about()["name"]) == (False, "乌日娜")
    assert claimed.user.check_password(made[1].password)


def test_the_own_page_of_who_claimed_shows_something_of_every_kind(places, client):
    make_individuals()
    account = account_by_contact(read_contact(CLAIMED))
    entries = SelfEntry.objects.unscoped(reason="test").filter(account=account).order_by("pk")
    assert [(each.category.key, each.state) for each in entries] == [
        ("skilled", "taken"),
        ("skilled", "returned"),
        ("rural", "draft"),
    ]
    record = TalentRecord.objects.unscoped(reason="test").get(person=account.person)
    assert record.approved == entries[0].change
    assert record.changes(manager="_plain").count() == 2
    client.force_login(account.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/me/").text
    assert [each in page for each in ("已入库", "已退回", "暂存", record.unit.name)] == [True] * 4
    kinds = Notification.objects.filter(recipient=account.user).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["entry_taken", "own_accepted", "entry_returned"]


def test_made_again_they_only_get_new_passwords(places):
    first, second = make_individuals(), make_individuals()
    assert PersonAccount.objects.unscoped(reason="test").count() == 2
    assert first[0].password != second[0].password


def test_without_the_places_nobody_is_made(db):
    assert make_individuals() == []


def test_where_nobody_fills_in_any_more_nobody_is_made(places):
    places.clerk.is_active = False
    places.clerk.save()
    assert (make_individuals(), PersonAccount.objects.unscoped(reason="test").count()) == ([], 0)
