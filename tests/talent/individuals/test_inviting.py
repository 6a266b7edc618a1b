"""Claiming a record by number and code: whatever does not fit is refused in the same way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talent.individuals.inviting import MOST_TRIES, MOST_WRONG
from talent.individuals.models import Invitation, PersonAccount
from talent.individuals.service import claim, claims_again_at, invite, revoke
from talent.notify.models import Notification
from talent.records.service import NotAllowed
from tests.talent.collect.world import number
from tests.talent.individuals.persons import account_again, individual


@pytest.fixture
def invited(pasture):
    """A code of the unit for the person with number 1, whose record is approved."""
    change = pasture.accepted()
    return invite(person=change.record.person, unit=pasture.unit, by=pasture.typist)


def tried(account, *, serial=1, code):
    return claim(account=account, kind="01", number=number(serial), code=code)


def test_number_and_code_together_link_the_account_once_and_tell_who_invited(pasture, invited):
    assert tried(pasture.account, code=invited.code.lower().replace("-", " ")) is True
    assert account_again(pasture.account).person == invited.invitation.person
    told = Notification.objects.filter(kind="record_claimed")
    assert list(told.values_list("recipient__username", flat=True)) == ["typist"]
    assert tried(individual(1, contact="13900139000"), code=invited.code) is False


@pytest.mark.parametrize(
    ("serial", "code"), [(1, "AAAA-BBBB-CCCC"), (2, None), (2, "AAAA-BBBB-CCCC"), (7, ""), (1, "\t")]
)
def test_a_wrong_number_a_wrong_code_and_both_are_refused_alike(pasture, invited, serial, code):
    answer = tried(pasture.account, serial=serial, code=invited.code if code is None else code)
    assert (answer, account_again(pasture.account).person) == (False, None)


def test_the_code_of_somebody_else_fits_no_account_with_another_number(pasture, invited):
    other = individual(2, "其其格", "13900139000")
    assert tried(other, code=invited.code) is False
    assert tried(other, serial=2, code=invited.code) is False


def test_a_code_that_met_too_many_other_numbers_no_longer_counts(pasture, invited):
    other = individual(2, "其其格", "13900139000")
    for _each in range(MOST_TRIES):
        tried(other, serial=2, code=invited.code)
    assert tried(pasture.account, code=invited.code) is False


def test_an_account_that_tried_too_often_is_held_back_even_with_the_right_code(pasture, invited):
    for _each in range(MOST_WRONG):
        tried(pasture.account, code="WRONG")
    assert tried(pasture.account, code=invited.code) is False


def test_who_is_held_back_can_claim_a_day_after_the_last_counted_try_however_often_they_tried_since(
    pasture, invited
):
    for _each in range(MOST_WRONG):
        tried(pasture.account, code="WRONG")
    last = account_again(pasture.account).wrong_claim_at
    tried(pasture.account, code="WRONG")
    assert claims_again_at(account_again(pasture.account)) == last + timedelta(days=1)
    PersonAccount.objects.unscoped(reason="test").update(wrong_claim_at=last - timedelta(days=1))
    assert claims_again_at(account_again(pasture.account)) is None
    assert tried(pasture.account, code=invited.code) is True


def test_a_code_that_is_too_old_or_revoked_no_longer_counts(pasture, invited):
    Invitation.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert tried(pasture.account, code=invited.code) is False
    newer = invite(person=invited.invitation.person, unit=pasture.unit, by=pasture.typist)
    assert revoke(person=invited.invitation.person, unit=pasture.unit, by=pasture.typist) == 1
    assert tried(pasture.account, code=newer.code) is False


def test_a_new_code_takes_the_place_of_the_old_one(pasture, invited):
    newer = invite(person=invited.invitation.person, unit=pasture.unit, by=pasture.typist)
    assert [tried(pasture.account, code=each.code) for each in (invited, newer)] == [False, True]


def test_a_draft_is_nobodys_to_invite(pasture):
    change = pasture.draft()
    with pytest.raises(NotAllowed):
        invite(person=change.record.person, unit=pasture.unit, by=pasture.typist)


def test_the_code_itself_is_kept_nowhere(pasture, invited):
    plain = invited.code.replace("-", "").encode()
    assert plain not in bytes(Invitation.objects.get().code_index)
