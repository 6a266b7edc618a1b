import pytest

from talent.records.service import accept, erase_attachments, submit
from talent.security.models import AuditEvent
from tests.talent.records.attachments.holding import Register, attach, person, rows, uses

pytestmark = pytest.mark.django_db


def test_the_files_of_a_change_go_but_for_those_of_another_change(
    on_disk, django_capture_on_commit_callbacks
):
    register = Register()
    shared, own = attach(register), attach(register)
    certificate = [{"occupation": "焊工", "x_file": [own.value()]}]
    first = register.propose(person(shared, skill_cert=certificate)).change
    submit(change=first, by=register.clerk)
    accept(change=first, by=register.checker)
    accept(change=first, by=register.boss)
    second = register.propose(person(shared)).change
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_attachments(change=first, by=register.chief) == 1
    (left,) = rows()
    assert (str(left.key), {change for change, _ in uses()}) == (shared.id, {second.pk})
    assert on_disk().keys() == {left.file}
    event = AuditEvent.objects.get(action="erase_attachments")
    assert (event.subject_id, event.by, event.detail) == (str(first.pk), register.chief, {"count": 1})
