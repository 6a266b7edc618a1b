import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from talent.records.attachments import storing
from talent.records.attachments.collecting import collect
from talent.records.models import AttachmentUse
from tests.talent.records.attachments.holding import Register, attach, person, rows

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1, minutes=1)


def age(folder, *names, days=2):
    for path in folder.rglob("*"):
        if path.is_file() and (not names or path.name in names):
            os.utime(path, (time.time() - days * 86_400,) * 2)


def test_after_a_day_what_nobody_refers_to_is_gone_and_the_rest_is_there(
    folder, on_disk, django_capture_on_commit_callbacks
):
    register = Register()
    kept, old, fresh = attach(register), attach(register), attach(register)
    register.propose(person(kept))
    rows().filter(key__in=[kept.id, old.id]).update(created_at=timezone.now() - DAY)
    rows().filter(key=old.id).update(loose_since=timezone.now() - DAY)
    age(folder)
    with django_capture_on_commit_callbacks(execute=True):
        assert collect() == 1
    left = {str(row.key): row.file for row in rows()}
    assert (left.keys(), on_disk().keys()) == ({kept.id, fresh.id}, set(left.values()))


def test_what_a_crash_left_on_the_disk_goes_after_a_day_and_not_before(folder, on_disk):
    lost, fresh = storing.write(b"sealed"), storing.write(b"sealed")
    (folder / lost[:2] / f"{lost}.part").write_bytes(b"half")
    (folder / "note.txt").write_text("not ours")
    age(folder, lost, f"{lost}.part")
    collect()
    assert on_disk().keys() == {fresh, "note.txt"}


def test_a_file_whose_change_was_deleted_becomes_loose():
    register = Register()
    photo = attach(register)
    register.propose(person(photo))
    AttachmentUse.objects.all().delete()
    assert (collect(), rows().get(key=photo.id).loose_since is None) == (0, False)
