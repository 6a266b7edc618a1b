"""Opening sealed values for the eyes of the organisation that holds them, each time with its audit event."""

from typing import Any

from django.db import transaction

from talent.records.models import Change, SheetEntry
from talent.security.models import User
from talent.security.service import record_event


def open_change(change: Change, *, by: User) -> dict[str, Any]:
    """The whole document of a change, with the event that it was shown in full (who looked is known)."""
    if change.sealed:
        _record(by, "change", change.pk, change.unit_id)
    return change.document()


def open_sheet(entry: SheetEntry, *, by: User) -> dict[str, Any]:
    """The whole document of a sheet, in the same way."""
    if entry.sealed:
        _record(by, "sheet", entry.pk, entry.organisation_id)
    return entry.document()


@transaction.atomic
def _record(by: User, subject: str, row_id: int, organisation_id: int) -> None:
    record_event(
        by=by, action="read_sensitive", subject=subject, subject_id=row_id, organisation_id=organisation_id
    )
