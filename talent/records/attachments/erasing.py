"""Deleting the files of a change, where somebody has a right to it."""

from django.db import transaction

from talent.records.attachments.collecting import take_away_unused
from talent.records.models import Attachment, AttachmentUse, Change
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def erase_attachments(*, change: Change, by: User | None) -> int:
    """Ends every reference of a change to files, whatever its state, and deletes those that nothing else
    refers to; returns how many files went. What its document says of them is left to whoever erases that.
    """
    used = Attachment._plain.filter(uses__change=change.pk)
    held = list(Attachment._plain.select_for_update().filter(pk__in=used.values("pk")).order_by("pk"))
    AttachmentUse.objects.filter(change=change.pk).delete()
    removed = take_away_unused([row.pk for row in held])
    record_event(
        by=by,
        action="erase_attachments",
        subject="change",
        subject_id=change.pk,
        organisation_id=change.unit_id,
        detail={"count": removed},
    )
    return removed
