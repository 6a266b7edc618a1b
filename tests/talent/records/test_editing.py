"""A change in the hands of whoever edits it comes whole, is of its own unit, and is written as it stands."""

import pytest
from django.db import transaction
from django.db.models import Model

from talent.records.editing import SAVED, held_change, held_change_of, save_one
from talent.records.models import Change
from tests.talent.records.register import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return Register()


def columns(row: Model):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_held_change_is_what_the_register_says_of_it(register, django_assert_num_queries):
    draft = register.draft()
    whole = Change.objects.unscoped(reason="test").select_related("record__person", "version")
    known = whole.get(pk=draft.pk)
    with transaction.atomic(), django_assert_num_queries(2):
        held = held_change(draft.pk)
        found = held.record, held.record.person, held.version.digest, held.version.number
    assert columns(held) == columns(known)
    assert columns(held.record) == columns(known.record)
    assert columns(held.record.person) == columns(known.record.person)
    assert found[2:] == (known.version.digest, known.version.number)
    assert held.version.schema == known.version.schema
    assert set(vars(held)) == set(vars(known))


def test_a_change_of_another_unit_is_not_held_for_this_one(register):
    draft = register.draft(unit=register.other)
    with transaction.atomic(), pytest.raises(Change.DoesNotExist):
        held_change_of(register.unit, draft.pk)
    with transaction.atomic(), pytest.raises(Change.DoesNotExist):
        held_change_of(register.unit, draft.pk + 1000)
    with transaction.atomic():
        assert held_change_of(register.other, draft.pk).unit == register.other


def test_a_save_writes_what_a_document_says_and_nothing_else(register):
    draft = register.draft()
    with transaction.atomic():
        held = held_change(draft.pk)
        held.data = {**held.data, "skill": {"current_trade": "带'引号\"和\\的工种🙂"}}
        held.editors, held.blocking, held.full_name = [7, 8], [{"path": "a", "key": "b"}], "王磊"
        held.sealed, held.state = b"\x00\x01sealed", "accepted"
        save_one(held)
    written = Change.objects.unscoped(reason="test").get(pk=draft.pk)
    saved = {field.attname for field in Change._meta.concrete_fields if field.name in SAVED}
    before, after, wanted = columns(draft), columns(written), columns(held)
    assert {name: after[name] for name in saved} == {name: wanted[name] for name in saved}
    assert {name: after[name] for name in after.keys() - saved} == {
        name: before[name] for name in before.keys() - saved
    }
    assert len(saved) == len(SAVED)
