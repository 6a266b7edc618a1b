"""The two individuals of the demonstration."""

import pytest

from portal.demo.individuals import CLAIMED, HERDER, make_individuals
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.service import account_by_contact, read_contact
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
    assert list(entries.values_list("full_name", "state")) == [("巴雅尔", "handed_in")]
    claimed = account_by_contact(read_contact(CLAIMED))
    assert (claimed.person is None, claimed.about()["name"]) == (False, "乌日娜")
    assert claimed.user.check_password(made[1].password)


def test_made_again_they_only_get_new_passwords(places):
    first, second = make_individuals(), make_individuals()
    assert PersonAccount.objects.unscoped(reason="test").count() == 2
    assert first[0].password != second[0].password


def test_without_the_places_nobody_is_made(db):
    assert make_individuals() == []
