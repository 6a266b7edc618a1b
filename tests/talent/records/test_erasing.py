"""Who is erased is found by nobody any more: not by number, name, file or transfer."""

import pytest

from reports.stats.models import Fact
from talent.records.models import Attachment, AttachmentUse, Person, TalentRecord, Transfer
from talent.records.service import accept, ask, erase_person, submit
from tests.talent.records.attachments.holding import attach
from tests.talent.records.attachments.holding import person as with_photo
from tests.talent.records.register import Register, again, number

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    return Register()


def test_nothing_of_a_person_is_left_but_numbers_of_rows(
    register, settings, django_capture_on_commit_callbacks
):
    change = register.propose(with_photo(attach(register))).change
    submit(change=change, by=register.clerk)
    accept(change=accept(change=change, by=register.checker), by=register.boss)
    ask(unit=register.other, kind="01", number=number(1), name="乌日娜", by=register.neighbour)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=change.record.person, by=register.boss)

    found = again(change)
    assert (found.data, bytes(found.sealed), found.full_name) == ({}, b"", "(已删除)")
    record = TalentRecord.objects.unscoped(reason="test").get()
    assert (record.approved, record.held, Fact.objects.count()) == (None, False, 0)
    transfer = Transfer.objects.get()
    assert (transfer.full_name, transfer.state) == ("(已删除)", "taken_back")
    files = Attachment.objects.unscoped(reason="test").count(), AttachmentUse.objects.count()
    on_disk = [each for each in settings.ATTACHMENT_DIR.rglob("*") if each.is_file()]
    assert (files, on_disk) == ((0, 0), [])


def test_a_number_that_was_erased_can_be_registered_anew(register):
    change = register.approved()
    erase_person(person=change.record.person, by=register.boss)
    assert register.draft(unit=register.other).record.person_id != change.record.person_id
    assert Person.objects.unscoped(reason="test").count() == 2
