"""Changes on their way: what is read of many at once is what is read of one."""

import pytest
from django.db import transaction

from talent.records import walking
from talent.records.models import Change
from talent.records.walking import locked

pytestmark = pytest.mark.django_db


def shown(change):
    """What was read of it, what is still read when asked for, and how it would be saved."""
    read = {key: value for key, value in vars(change).items() if key != "_state"}
    deferred = change.get_deferred_fields()
    others = {name: getattr(change, name) for name in sorted(deferred)}
    units = change.unit, change.category
    return read, deferred, others, units, (change._state.adding, change._state.db), change.__class__


@pytest.mark.parametrize("many", [0, 20])
def test_changes_read_together_are_the_changes_read_one_by_one(register, monkeypatch, many):
    made = [register.waiting(serial) for serial in (1, 2, 3)]
    backwards = list(reversed(made))
    monkeypatch.setattr(walking, "_MANY", many)

    with transaction.atomic():
        together = locked(backwards)
        alone = [locked([change])[0] for change in backwards]

    assert [shown(each) for each in together] == [shown(each) for each in alone]
    assert [each.pk for each in together] == [each.pk for each in backwards]
    assert together == [Change._plain.get(pk=each.pk) for each in backwards]
