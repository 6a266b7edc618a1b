"""Where a correction of something decided may begin: at what is in force, or at a newer refused change."""

from talent.collect.access import Desk
from talent.records.enums import FINAL
from talent.records.models import Change


def successor_of(desk: Desk, change: Change) -> Change | None:
    """The decided change that took the place of this one in the unit; None where nothing did.

    What is in force comes before a later change that was refused.
    """
    if change.state not in FINAL or change.pk == change.record.approved_id:
        return None
    later = desk.changes().filter(record=change.record_id, state__in=FINAL, pk__gt=change.pk)
    found = list(later.only("full_name", "state", "unit_id").order_by("pk"))
    in_force = (each for each in found if each.pk == change.record.approved_id)
    return next(in_force, found[-1] if found else None)


def is_here(desk: Desk, change: Change) -> bool:
    """Whether the record of a change is still the unit's own; a person may have gone to another one."""
    return change.record.unit_id == desk.organisation.pk
