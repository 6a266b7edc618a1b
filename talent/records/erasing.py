"""Taking everything out of what is kept of a person: rows stay as numbers, by which nobody is found."""

import secrets

from django.db import transaction
from django.utils import timezone

from talent.records.attachments.erasing import erase_attachments
from talent.records.enums import OPEN, OPEN_TRANSFERS, ChangeState, DoubtEnd, TransferState
from talent.records.models import (
    Change,
    Doubt,
    Forward,
    Mark,
    Person,
    Question,
    Remark,
    TalentRecord,
    Transfer,
    Verification,
)
from talent.records.signals import person_erased, records_changed
from talent.security.models import User
from talent.security.service import record_event

#: What stands where a name stood.
ERASED = "(已删除)"


@transaction.atomic
def erase_person(*, person: Person, by: User) -> list[int]:
    """Empty a person and all changes of their records, which are nobody's then; the numbers of the changes.

    Statistics follow in the same transaction; releases that were drawn before stay as they are, and what
    is kept of them forgets who it was (`person_erased`).
    """
    held = Person._plain.select_for_update().get(pk=person.pk)
    records = list(TalentRecord._plain.filter(person=held).order_by("pk").values_list("pk", flat=True))
    changes = Change._plain.filter(record__in=records)
    units = sorted(set(changes.values_list("unit_id", flat=True)))
    numbers = list(changes.order_by("pk").values_list("pk", flat=True))
    for change in changes.filter(uses__isnull=False).distinct():
        erase_attachments(change=change, by=by)
    for about in (Remark.objects, Question._plain, Forward._plain):
        about.filter(change__in=numbers).delete()
    doubts = Doubt._plain.filter(record__in=records)
    doubts.filter(ended_at__isnull=True).update(ended_at=timezone.now(), ended_how=DoubtEnd.GONE)
    doubts.update(reason="")
    doubts.exclude(end_reason="").update(end_reason=ERASED)
    transfers = Transfer.objects.filter(person=held)
    transfers.filter(state__in=OPEN_TRANSFERS).update(state=TransferState.TAKEN_BACK, ended_at=timezone.now())
    transfers.update(full_name=ERASED, note="", answer="")
    changes.filter(state__in=OPEN).update(
        state=ChangeState.REJECTED,
        waiting_office=None,
        deadline=None,
        waiting_since=None,
        asked="",
        forwarded=False,
        decided_at=timezone.now(),
    )
    changes.update(data={}, sealed=b"", full_name=ERASED, name_bigrams=[], pinyin="", completeness=0)
    changes.update(blocking=[], warnings=[], findings=[], warned=0, open_warnings=0)
    Mark.objects.filter(record__in=records).delete()
    Verification.objects.filter(change__in=numbers).delete()
    TalentRecord._plain.filter(pk__in=records).update(approved=None, approved_at=None, held=False)
    held.blind_index, held.number_masked, held.document_kind = secrets.token_bytes(32), "", ""
    held.save()
    record_event(
        by=by,
        action="erase_person",
        subject="person",
        subject_id=held.pk,
        organisation_ids=units,
        detail={"count": len(numbers)},
    )
    records_changed.send(TalentRecord, record_ids=records)
    person_erased.send(Person, person_id=held.pk)
    return numbers
