"""A register in which people have photos and certificates."""

from talent.records.models import Attachment, AttachmentUse
from talent.records.service import keep, take
from tests.talent.records.attachments import hostile
from tests.talent.records.register import Register, number

PHOTO = hostile.jpg((295, 413))


def attach(register, name="照片.jpg", *, content=PHOTO, unit=None, by=None):
    """A loose file of a unit."""
    taken = take(content, name=name, accepts="documents")
    return keep([taken], unit=unit or register.unit, by=by or register.clerk)[0]


def person(*photos, serial=1, **groups):
    identity = {"id_type": "01", "id_number": number(serial), "full_name": "乌日娜", "ethnic_group": "汉族"}
    identity |= {"photo": [each.value() for each in photos]} if photos else {}
    return {"identity": identity, "skill": {"current_trade": "焊工"}, **groups}


def uses():
    """Which changes refer to which files."""
    return set(AttachmentUse.objects.values_list("change_id", "attachment__key"))


def rows():
    return Attachment.objects.unscoped(reason="test")


__all__ = ["PHOTO", "Register", "attach", "person", "rows", "uses"]
