"""What is approved goes back to its collector to be corrected: a change with remarks that bind."""

from collections.abc import Sequence

from django.utils import timezone

from talent.categories.service import split
from talent.records.enums import OPEN, ChangeState, Source
from talent.records.models import AttachmentUse, Change, Remark, TalentRecord, placement
from talent.records.numbering import allocate
from talent.records.reviewing import end_waiting
from talent.records.wording import FieldRemark
from talent.security.models import User
from talent.security.service import encrypt


def open_change(record: TalentRecord) -> Change | None:
    """What is under way of a record, locked."""
    found = Change._plain.select_for_update(of=("self",)).filter(record=record, state__in=OPEN)
    return found.select_related("unit", "category").first()


def call_for_correction(
    record: TalentRecord, under_way: Change | None, *, by: User, remarks: Sequence[FieldRemark]
) -> Change:
    """The change in which the collector finds the remarks, as returned; in the caller's transaction.

    What is under way already gets them: what the collector has typed stays, what waits for review comes back.
    Otherwise a new change repeats what is approved, under its version, for which the remarks were written.
    """
    if under_way is None:
        change = _repeated(record)
    else:
        change = under_way
        end_waiting([change], ChangeState.RETURNED)
    Remark.objects.bulk_create(
        Remark(change=change, path=each.path, text=each.text.strip(), by=by) for each in remarks
    )
    return change


def _repeated(record: TalentRecord) -> Change:
    old = record.approved
    assert old is not None  # the caller has seen it
    number = allocate(Change, 1)[0]
    data, secret = split(old.version, old.document())
    now = timezone.now()
    change = Change(
        pk=number, record=record, category_id=record.category_id, version_id=old.version_id,
        state=ChangeState.RETURNED, source=Source.CHECK, data=data,
        sealed=encrypt(table="change", column="sealed", row_id=number, values=secret),
        full_name=old.full_name, name_bigrams=old.name_bigrams, pinyin=old.pinyin,
        completeness=old.completeness, warnings=old.warnings, lock=1, created_at=now, updated_at=now,
        **placement(record.unit),
    )  # fmt: skip
    change.save(force_insert=True)
    AttachmentUse.objects.bulk_create(
        AttachmentUse(attachment_id=each, change=change)
        for each in AttachmentUse.objects.filter(change=old.pk).values_list("attachment", flat=True)
    )
    return change
