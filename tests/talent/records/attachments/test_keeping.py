import hashlib

import pytest

from talent.records.attachments.keeping import content_of, keep
from talent.records.attachments.storing import Missing
from talent.records.attachments.taking import Taken
from talent.security.models import AuditEvent
from tests.talent.records.attachments.holding import PHOTO, Register, attach, rows

pytestmark = pytest.mark.django_db


def test_a_kept_file_stands_sealed_on_the_disk_and_nowhere_in_the_open(on_disk):
    found = attach(Register(), "乌日娜的证书.jpg")
    row = rows().get(key=found.id)
    (sealed,) = on_disk().values()
    assert (content_of(row)[:3], row.name, found.size) == (b"\xff\xd8\xff", "乌日娜的证书.jpg", row.size)
    whole = sealed + bytes(row.sealed)
    assert not any(each in whole for each in (PHOTO[100:140], b"JFIF", "乌日娜".encode()))
    assert (row.file in str(row.key), bytes(row.digest)) == (False, hashlib.sha256(sealed).digest())


def test_the_folder_and_its_files_are_closed_to_others(folder):
    attach(Register())
    assert {oct(path.stat().st_mode & 0o077) for path in folder.rglob("*")} == {"0o0"}


def test_a_file_of_one_row_does_not_open_under_another(on_disk, folder):
    register = Register()
    one, two = (rows().get(key=attach(register, content=each).id) for each in (PHOTO, PHOTO))
    (folder / two.file[:2] / two.file).write_bytes(on_disk()[one.file])
    with pytest.raises(Missing):
        content_of(two)


def test_a_missing_or_damaged_file_is_told_apart_from_an_error(folder):
    row = rows().get(key=attach(Register()).id)
    path = folder / row.file[:2] / row.file
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Missing):
        content_of(row)
    path.unlink()
    with pytest.raises(Missing):
        content_of(row)


def test_where_the_row_cannot_be_written_no_file_stays(on_disk):
    register = Register()
    with pytest.raises(Exception, match="records_attachment_kind"):
        keep([Taken("gif", "a.gif", b"x")], unit=register.unit, by=register.clerk)
    assert on_disk() == {}


def test_several_files_are_one_action():
    register = Register()
    found = keep([Taken("jpg", f"{n}.jpg", b"x") for n in range(3)], unit=register.unit, by=register.clerk)
    event = AuditEvent.objects.get(action="attach_file")
    assert ([each.name for each in found], event.detail) == (["0.jpg", "1.jpg", "2.jpg"], {"count": 3})
    assert (event.organisation_ids, event.by) == ([register.unit.pk], register.clerk)
