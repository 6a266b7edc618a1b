"""Opening sealed values for the eyes of the organisation that holds them, each time with its audit event."""

from typing import Any

from django.db import transaction

from talent.categories.models import CategoryVersion
from talent.categories.service import Moved, Mover, moved
from talent.records.models import Change, SheetEntry
from talent.records.service import carried
from talent.security.models import User
from talent.security.service import record_event


def open_change(change: Change, *, by: User) -> dict[str, Any]:
    """The whole document of a change, with the event that it was shown in full (who looked is known)."""
    if change.sealed:
        _record(by, "change", change.pk, change.unit_id)
    return change.document()


def open_under(change: Change, *, version: CategoryVersion, by: User, mover: Mover | None = None) -> Moved:
    """The same under another version of its category, with what has no place there. `mover`: one at hand."""
    if change.sealed:
        _record(by, "change", change.pk, change.unit_id)
    return carried(change, to=version, mover=mover)


def open_sheet(entry: SheetEntry, *, version: CategoryVersion, by: User) -> Moved:
    """The whole document of a sheet under a version of it, in the same way."""
    if entry.sealed:
        _record(by, "sheet", entry.pk, entry.organisation_id)
    return moved(entry.document(), of=entry.version, to=version)


@transaction.atomic
def _record(by: User, subject: str, row_id: int, organisation_id: int) -> None:
    record_event(
        by=by, action="read_sensitive", subject=subject, subject_id=row_id, organisation_id=organisation_id
    )
