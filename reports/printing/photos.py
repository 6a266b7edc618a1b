"""The photo of a person, out of the sealed files of a record."""

from collections.abc import Sequence

from talent.categories.service import Attached
from talent.records.models import Attachment
from talent.records.service import FileMissing, content_of


def picture_of(files: Sequence[Attached]) -> bytes:
    """The first picture among the files of a field; empty where there is none, or the file is lost.

    The caller lets only those in who may read the record that the files are attached to.
    """
    keys = [each.id for each in files if each.is_picture]
    if not keys:
        return b""
    kept = Attachment.objects.unscoped(reason="a file of a record that the reader may print")
    row = kept.filter(key=keys[0]).first()
    try:
        return content_of(row) if row else b""
    except FileMissing:
        return b""
