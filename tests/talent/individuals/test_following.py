"""What is between an individual and a unit goes with the unit when it becomes part of another one."""

from uuid import UUID

from talent.individuals.following import follow
from talent.individuals.models import Invitation
from talent.individuals.service import invite
from talent.orgs.models import Membership
from talent.orgs.service import Scope, scope_for
from talent.records.attachments.finding import attachment_for
from talent.records.service import accept_many, propose, submit
from tests.talent.individuals.persons import entries
from tests.talent.records.attachments.holding import attach
from tests.talent.records.attachments.holding import person as with_photo


def test_what_was_handed_in_lies_at_the_successors_desk_and_its_code_stands(pasture):
    pasture.handed_in()
    person = pasture.accepted(2, "王磊").record.person
    invite(person=person, unit=pasture.unit, by=pasture.typist)
    follow(pasture.unit.pk, pasture.other.pk)
    assert entries(pasture.account) == [("handed_in", "别的单位")]
    assert list(Invitation.objects.values_list("unit__name", "revoked_at")) == [("别的单位", None)]


def test_of_two_open_codes_of_one_person_that_of_the_successor_stands(pasture):
    person = pasture.accepted(2, "王磊").record.person
    mine = invite(person=person, unit=pasture.unit, by=pasture.typist).invitation
    theirs = Invitation.objects.create(
        person=person, unit=pasture.other, code_index=b"x" * 32, by=pasture.stranger, until=mine.until
    )
    follow(pasture.unit.pk, pasture.other.pk)
    assert list(Invitation.objects.filter(revoked_at=None)) == [theirs]


class Clerk:
    """The clerk of the unit under the names that the files' register has."""

    def __init__(self, pasture):
        self.unit, self.clerk = pasture.unit, pasture.clerk


def test_an_individual_opens_the_files_of_the_own_approved_record_and_nobody_elses(
    pasture, settings, tmp_path
):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    photo = attach(Clerk(pasture))
    change = propose(
        version=pasture.version, unit=pasture.unit, raw=with_photo(photo), by=pasture.clerk, source="unit"
    ).change
    own = Scope(person_id=change.record.person_id)
    assert attachment_for(own, UUID(photo.id)) is None
    accept_many(changes=[submit(change=change, by=pasture.clerk)], by=pasture.clerk)
    Membership.objects.filter(user=pasture.stranger).delete()
    accept_many(changes=[change], by=pasture.boss)
    assert attachment_for(own, UUID(photo.id)) is not None
    assert attachment_for(Scope(person_id=own.person_id + 1), UUID(photo.id)) is None
    assert attachment_for(scope_for(pasture.stranger), UUID(photo.id)) is None
