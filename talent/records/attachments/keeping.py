"""Keeping files that were taken, and opening them again."""

import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction

from talent.categories.service import Attached
from talent.orgs.models import Organisation
from talent.records.attachments import storing
from talent.records.attachments.storing import Missing
from talent.records.attachments.taking import Taken
from talent.records.models import Attachment, placement
from talent.records.numbering import allocate
from talent.security.models import User
from talent.security.service import Unreadable, decrypt_bytes, encrypt, encrypt_bytes, record_event

_BOUND = {"table": "attachment", "column": "content"}


def keep(taken: Sequence[Taken], *, unit: Organisation, by: User | None) -> list[Attached]:
    """Keeps files for a unit, loose until a change that refers to them is saved; one audit event for all.

    The sealed files are whole on the disk before their rows are written.
    """
    if not taken:
        return []
    rows = [_sealed(each, number, unit, by) for each, number in _numbered(taken)]
    try:
        with transaction.atomic():
            Attachment._plain.bulk_create(rows)
            record_event(
                by=by,
                action="attach_file",
                subject="attachment",
                subject_id=rows[0].pk if len(rows) == 1 else "",
                organisation_id=unit.pk,
                detail={"count": len(rows)},
            )
    except BaseException:
        discard(row.file for row in rows)
        raise
    return [reference(row, each.name) for row, each in zip(rows, taken, strict=True)]


def _numbered(taken: Sequence[Taken]) -> Iterable[tuple[Taken, int]]:
    return zip(taken, allocate(Attachment, len(taken)), strict=True)


def _sealed(taken: Taken, number: int, unit: Organisation, by: User | None) -> Attachment:
    content = encrypt_bytes(**_BOUND, row_id=number, content=taken.content)
    placed = {name: value for name, value in placement(unit).items() if name != "seat_code"}
    return Attachment(
        pk=number,
        kind=taken.kind,
        size=len(taken.content),
        digest=hashlib.sha256(content).digest(),
        sealed=encrypt(table="attachment", column="sealed", row_id=number, values={"name": taken.name}),
        file=storing.write(content),
        created_by=by,
        **placed,
    )


def reference(row: Attachment, name: str) -> Attached:
    """How documents refer to a file."""
    return Attached(str(row.key), name, row.kind, row.size)


def content_of(row: Attachment) -> bytes:
    """What the file holds. Raises Missing when it is gone or is not what was kept."""
    try:
        return decrypt_bytes(**_BOUND, row_id=row.pk, blob=storing.read(row.file))
    except Unreadable as damaged:
        raise Missing(row.file) from damaged


def discard(files: Iterable[str]) -> None:
    """Takes files away that no row names any more."""
    for file in files:
        storing.remove(file)
