"""What an event does to its organisation on its day, in the caller's transaction."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talent.orgs.deciding import next_temporary
from talent.orgs.enums import EventKind, EventState
from talent.orgs.models import AreaEvent, Membership, Organisation, OrganisationEvent
from talent.orgs.offices import NoOffice, office_of_region
from talent.orgs.places import all_in_use, hold_regions
from talent.orgs.signals import organisations_changed
from talent.security.service import record_event

#: Columns of the place, in which the rows of people follow their unit.
PLACE = ("managing_region", "seat_region", "administrative_department", "industry")


class CannotHappen(Exception):
    """The organisation does not stand so that this could happen to it; `reason` says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def happen(event: OrganisationEvent) -> None:
    """Let an event happen that is due, and tell the parts above. Raises CannotHappen and writes nothing.

    Locked are the regions where something will stand, then the organisation and the other one by number.
    """
    with transaction.atomic():
        hold_regions(_places_of(event))
        touched = [pk for pk in (event.organisation_id, event.other_id) if pk]
        locked = Organisation.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk")
        held = {each.pk: each for each in locked}
        unit, other = held[event.organisation_id], held.get(event.other_id or 0)
        if unit.is_active == (event.kind == EventKind.REOPENED):
            raise CannotHappen(_("单位已停用。") if not unit.is_active else _("单位没有停用，不用恢复。"))
        _DO[EventKind(event.kind)](event, unit, other)
        event.state, event.done_at = EventState.DONE, timezone.now()
        event.save()
        record_event(
            by=event.accepted_by or event.by,
            action="apply_event",
            subject="event",
            subject_id=event.pk,
            organisation_ids=[pk for pk in (event.organisation_id, event.other_id) if pk],
            detail={"event": event.kind},
        )


def _places_of(event: OrganisationEvent) -> list[int]:
    """The regions that an organisation goes to by an event; a new one begins where the old one stands."""
    if event.kind == EventKind.SPLIT:
        unit = Organisation.objects.only("managing_region", "seat_region").get(pk=event.organisation_id)
        return [unit.managing_region_id, unit.seat_region_id]
    return [int(event.after[name]) for name in PLACE[:2] if event.after.get(name)]


def _change(event: OrganisationEvent, unit: Organisation) -> list[str]:
    """Write what is to change, keep what stood there; the names of the columns that really changed."""
    columns = {name: f"{name}_id" if name in PLACE[:3] else name for name in event.after}
    changed = [name for name, column in columns.items() if getattr(unit, column) != event.after[name]]
    event.before = {name: getattr(unit, columns[name]) for name in changed}
    for name in changed:
        setattr(unit, columns[name], event.after[name])
    try:
        with transaction.atomic():
            unit.save(update_fields=changed)
    except IntegrityError:
        raise CannotHappen(_("这个代码已由另一机构使用。")) from None
    return changed


def _rename(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    _change(event, unit)


def _recode(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    event.after = {**event.after, "code_is_temporary": False}
    _change(event, unit)


def _move(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    changed = _change(event, unit)
    _need_office(unit.managing_region_id)
    _need_regions_in_use(unit)
    if set(changed) & set(PLACE):
        _tell(moved=[unit.pk])


def _merge(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    if other is None or not other.is_active or not other.collects or other.pk == unit.pk:
        raise CannotHappen(_("并入的单位须是另一个在用的单位。"))
    unit.is_active, unit.merged_into = False, other
    unit.save(update_fields=["is_active", "merged_into"])
    end_users(unit)
    _tell(merged=[(unit.pk, other.pk)])


def _split(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    """The new unit begins in the place of the old one; its people are transferred by both units."""
    code = event.after.get("code") or next_temporary(unit.managing_region_id)
    fields = ("kind", "unit_type", "ownership", "industry", *PLACE[:3])
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                code=code,
                code_is_temporary=not event.after.get("code"),
                name=event.after["name"],
                **{name: getattr(unit, name) for name in fields},
            )
    except IntegrityError:
        raise CannotHappen(_("这个代码已由另一机构使用。")) from None
    event.other = made


def _close(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    end_users(unit)
    _tell(closed=[unit.pk])


def _reopen(event: OrganisationEvent, unit: Organisation, other: Organisation | None) -> None:
    unit.is_active, unit.merged_into = True, None
    unit.save(update_fields=["is_active", "merged_into"])


def end_users(unit: Organisation) -> None:
    """Nobody works for the unit any more; what began today ends today, since a grant has no fewer days."""
    today = timezone.localdate()
    grants = Membership.objects.during(today, None).filter(organisation=unit)
    grants.filter(valid_from__gt=today).delete()
    grants.filter(valid_from=today).update(valid_to=F("valid_from"))
    grants.filter(valid_from__lt=today).update(valid_to=today - timedelta(days=1))


def _need_office(region_code: int) -> None:
    try:
        office_of_region(region_code)
    except NoOffice:
        raise CannotHappen(_("新的管理地区还没有设立审核机构。")) from None


def _need_regions_in_use(unit: Organisation) -> None:
    """A unit goes to no area that was closed between the plan and its day."""
    if not all_in_use([unit.managing_region_id, unit.seat_region_id]):
        raise CannotHappen(_("地区已停用，或还没有启用。"))


def _tell(**happened: Any) -> None:
    given = {"moved": [], "merged": [], "closed": [], **happened}
    organisations_changed.send(Organisation, **given)


_DO: dict[EventKind, Callable[[OrganisationEvent, Organisation, Organisation | None], None]] = {
    EventKind.RENAMED: _rename,
    EventKind.RECODED: _recode,
    EventKind.MOVED: _move,
    EventKind.MERGED: _merge,
    EventKind.SPLIT: _split,
    EventKind.CLOSED: _close,
    EventKind.REOPENED: _reopen,
}


def let_happen[E: (OrganisationEvent, AreaEvent)](
    model: type[E], happens: Callable[[E], object], day: date
) -> int:
    """Let each planned event happen whose day has come, in a transaction of its own; returns how many did.

    What cannot is kept with the reason.
    """
    done = 0
    due = model._default_manager.filter(state=EventState.PLANNED, effective__lte=day)
    for pk in list(due.order_by("effective", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            event = model._default_manager.select_for_update().get(pk=pk)
            if event.state != EventState.PLANNED:
                continue
            try:
                happens(event)
                done += 1
            except CannotHappen as no:
                event.state, event.done_at = EventState.FAILED, timezone.now()
                event.note = str(no.reason)
                event.save(update_fields=["state", "done_at", "note"])
    return done
