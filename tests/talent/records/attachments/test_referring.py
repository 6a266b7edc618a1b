from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.categories.service import Attached
from talent.records.service import FieldRemark, accept, propose_many, send_back, submit
from tests.talent.records.attachments.holding import Register, attach, person, rows, uses
from tests.talent.records.register import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return Register()


def said(proposal):
    return proposal.kind, [(each.path, each.key) for each in proposal.cleaned.problems]


UNKNOWN = ("refused", [("identity.photo", "unknown_attachment")])


def test_a_saved_change_refers_to_its_files_and_they_belong_to_its_record(register):
    photo = attach(register)
    change = register.propose(person(photo)).change
    row = rows().get(key=photo.id)
    assert change.document()["identity"]["photo"] == [photo.value()]
    assert (uses(), row.record_id, row.loose_since) == ({(change.pk, UUID(photo.id))}, change.record_id, None)
    assert "photo" not in change.data["identity"]


def test_what_a_form_says_of_a_file_is_what_its_row_says(register):
    photo = attach(register, "真名.jpg")
    told = Attached(photo.id, "假名.pdf", "pdf", 7)
    change = register.propose(person(skill_cert=[{"occupation": "焊工", "x_file": [told.value()]}])).change
    assert change.document()["skill_cert"][0]["x_file"] == [photo.value()]


def test_another_units_anothers_and_no_file_are_refused_in_the_same_words(register):
    of_neighbour = attach(register, unit=register.other, by=register.neighbour)
    of_colleague = attach(register, by=register.checker)
    nobodys = Attached(str(uuid4()), "照片.jpg", "jpg", of_neighbour.size)
    taken = attach(register)
    register.propose(person(taken, serial=2))
    tries = [said(register.propose(person(each))) for each in (of_neighbour, of_colleague, nobodys, taken)]
    assert tries == [UNKNOWN] * 4


def test_a_colleague_goes_on_with_what_was_saved(register):
    photo = attach(register)
    change = register.propose(person(photo)).change
    raw = person(photo, contact={"mobile": "13804791234"})
    later = register.propose(raw, by=register.checker, change=change, lock=change.lock)
    assert (later.kind, uses()) == ("changed", {(change.pk, UUID(photo.id))})


def test_a_draft_that_drops_a_file_lets_it_go(register):
    one, two = attach(register), attach(register)
    change = register.propose(person(one)).change
    register.propose(person(two), change=change, lock=change.lock)
    loose = rows().filter(loose_since__isnull=False).values_list("key", flat=True)
    assert (uses(), list(loose)) == ({(change.pk, UUID(two.id))}, [UUID(one.id)])


def test_a_new_draft_never_touches_what_an_approved_change_refers_to(register):
    one, two = attach(register), attach(register)
    first = register.propose(person(one)).change
    submit(change=first, by=register.clerk)
    accept(change=first, by=register.checker)
    accept(change=first, by=register.boss)
    draft = register.propose(person(two)).change
    register.propose(person(), change=draft, lock=draft.lock)
    assert uses() == {(first.pk, UUID(one.id))}
    assert again(first).document()["identity"]["photo"] == [one.value()]
    loose = rows().filter(loose_since__isnull=False).values_list("key", flat=True)
    assert list(loose) == [UUID(two.id)]


def test_a_returned_change_keeps_its_files_until_its_unit_takes_them_out(register):
    photo = attach(register)
    change = register.propose(person(photo)).change
    submit(change=change, by=register.clerk)
    send_back(change=change, by=register.checker, remarks=[FieldRemark("identity.photo", "不清楚")])
    assert uses() == {(change.pk, UUID(photo.id))}


def test_a_list_that_holds_no_files_leaves_the_photo_of_a_person_with_them(register):
    photo = attach(register)
    change = register.propose(person(photo)).change
    raw = person(contact={"mobile": "13804791234"})
    (listed,) = propose_many(
        version=register.version, unit=register.unit, raws=[raw], by=register.clerk, source="import"
    )
    assert (listed.kind, again(change).document()["identity"]["photo"]) == ("changed", [photo.value()])
    assert uses() == {(change.pk, UUID(photo.id))}


def test_more_files_than_a_form_holds_are_refused(register, monkeypatch):
    monkeypatch.setattr("talent.records.attachments.referring.MOST_IN_A_FORM", 2)
    rows_ = [{"occupation": "焊工", "x_file": [attach(register).value()]} for _ in range(3)]
    found = register.propose(person(skill_cert=rows_))
    assert ("skill_cert.2.x_file", "form_attachments") in said(found)[1]


@pytest.mark.parametrize("count", [1, 30])
def test_saving_takes_the_same_statements_for_one_and_for_thirty_rows(register, count):
    rows_ = [{"occupation": "焊工", "x_file": [attach(register).value()]} for _ in range(count)]
    with CaptureQueriesContext(connection) as asked:
        assert register.propose(person(skill_cert=rows_)).kind == "new"
    assert len(asked) == 18
