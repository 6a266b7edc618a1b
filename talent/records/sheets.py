"""What an organisation fills into a sheet (the first one: 负责人员登记表, notice 五 and its annex)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from talent.categories.models import CategoryVersion
from talent.categories.service import Cleaned, clean, split
from talent.orgs.models import Organisation
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.records.numbering import allocate
from talent.records.proposing import Conflict
from talent.records.unitfacts import unit_facts
from talent.security.models import User
from talent.security.service import encrypt, record_event


@dataclass(frozen=True)
class FilledSheet:
    """`entry` is None when what was typed could not be saved; see `cleaned.problems`."""

    cleaned: Cleaned
    entry: SheetEntry | None


@transaction.atomic
def fill_sheet(
    *,
    version: CategoryVersion,
    organisation: Organisation,
    raw: dict[str, Any],
    by: User | None,
    hand_in: bool,
    lock: int | None = None,
) -> FilledSheet:
    """Save an organisation's sheet as a draft or hand it in (报送); an incomplete sheet can only be a draft.

    Raises Conflict when it was saved by somebody else since `lock` was read.
    """
    # Of two who save the first entry at once, the second waits here and then finds it.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    held = (
        SheetEntry._plain.select_for_update()
        .filter(organisation=organisation, category_id=version.category_id)
        .first()
    )
    if lock is not None and lock != (held.lock if held else 0):
        raise Conflict(organisation.pk)
    standing = held.document() if held else None
    cleaned = clean(version, raw, unit=unit_facts(organisation), standing=standing)
    if cleaned.invalid or (hand_in and cleaned.problems):
        return FilledSheet(cleaned, None)
    entry = held or SheetEntry(
        pk=allocate(SheetEntry, 1)[0], organisation=organisation, category_id=version.category_id
    )
    opened, secret = split(version, cleaned.data)
    entry.version, entry.data = version, opened
    entry.sealed = encrypt(table="sheetentry", column="sealed", row_id=entry.pk, values=secret)
    entry.state = SheetState.SUBMITTED if hand_in else SheetState.DRAFT
    entry.updated_by, entry.updated_at, entry.lock = by, timezone.now(), entry.lock + 1
    entry.save(force_insert=held is None)
    record_event(
        by=by,
        action="hand_in_sheet" if hand_in else "save_sheet",
        subject="sheet",
        subject_id=entry.pk,
        organisation_id=organisation.pk,
    )
    return FilledSheet(cleaned, entry)
