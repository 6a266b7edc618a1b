"""Management areas outside GB/T 2260 as dated events: set up, renamed, reporting elsewhere, closed.

The administrator of the region where an area lies plans its events. What hands powers over, who an area
reports to and where its organisations go, needs the consent of an administrator there.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.orgs.administering import administered
from talent.orgs.areahappening import happen_to_area
from talent.orgs.enums import AreaEventKind, EventState
from talent.orgs.happening import CannotHappen, let_happen
from talent.orgs.lifecycle import MOST_DAYS, OPEN_EVENTS
from talent.orgs.models import AreaEvent, Region
from talent.orgs.models.regions import AREA_PLACES
from talent.orgs.offices import offices_answering
from talent.orgs.scope import Scope
from talent.security.models import User
from talent.security.service import record_event

#: What an event names that another administrator may have a say in.
_RECEIVING = {
    AreaEventKind.SET_UP: "reporting_parent",
    AreaEventKind.REPORTS: "reporting_parent",
    AreaEventKind.CLOSED: "successor",
}


@transaction.atomic
def plan_area(
    *,
    kind: AreaEventKind,
    effective: date,
    document: str,
    by: User,
    scope: Scope,
    after: dict[str, Any],
    area: Region | None = None,
    reason: str = "",
) -> AreaEvent:
    """Enter an event of an area, and let it happen if it is due and nobody else has to consent.

    `after` by kind: name, name_en, parent, reporting_parent (code: where the office of statistics has given
    one); name, name_en; reporting_parent; successor. Regions are their codes. Raises CannotHappen.
    """
    if abs((effective - timezone.localdate()).days) > MOST_DAYS:
        raise CannotHappen(_("生效日期须在今天前后一年以内。"))
    place = area.code if area else int(after["parent"])
    if not administers(scope, place):
        raise CannotHappen(_("这个地区不归您管辖。"))
    event = AreaEvent(
        area=area, kind=kind, effective=effective, document=document, reason=reason, after=after, by=by,
        state=EventState.PLANNED,
    )  # fmt: skip
    if not consents_to_area(event, scope):
        event.state = EventState.PROPOSED
    event.save()
    _log(by, "plan_area", event)
    _happen_if_due(event)
    return event


@transaction.atomic
def accept_area(*, event: AreaEvent, by: User, scope: Scope) -> AreaEvent:
    """Consent as the region that gets the area or its organisations. Raises CannotHappen."""
    held = _held(event, EventState.PROPOSED)
    if not consents_to_area(held, scope):
        raise CannotHappen(_("须由接收地区的系统管理员同意。"))
    held.state, held.accepted_by = EventState.PLANNED, by
    held.save(update_fields=["state", "accepted_by"])
    _log(by, "accept_area", held)
    _happen_if_due(held)
    return held


@transaction.atomic
def drop_area(*, event: AreaEvent, by: User, scope: Scope) -> None:
    """Take back, or decline, what has not happened yet. Raises CannotHappen."""
    held = _held(event, *OPEN_EVENTS)
    if not area_events_for(scope).filter(pk=held.pk).exists():
        raise CannotHappen(_("这个地区不归您管辖。"))
    held.state, held.done_at = EventState.DROPPED, timezone.now()
    held.save(update_fields=["state", "done_at"])
    _log(by, "drop_area", held)


def areas_due(today: date | None = None) -> int:
    """Let everything happen to areas whose day has come; returns how much did."""
    return let_happen(AreaEvent, happen_to_area, today or timezone.localdate())


def administers(scope: Scope, code: int) -> bool:
    return administered(Region.objects.all(), scope, "code").filter(pk=code).exists()


def consents_to_area(event: AreaEvent, scope: Scope) -> bool:
    """Whether a scope administers the region that gets something by an event."""
    receiving = receiving_code(event)
    return receiving is None or administers(scope, receiving)


def receiving_code(event: AreaEvent) -> int | None:
    """The region that gets the area or its organisations by an event, if any does."""
    column = _RECEIVING.get(AreaEventKind(event.kind))
    return int(event.after[column]) if column else None


def administered_codes(scope: Scope) -> set[int]:
    """The codes of an administrator's regions."""
    return set(administered(Region.objects.all(), scope, "code").values_list("code", flat=True))


def areas_for(scope: Scope) -> QuerySet[Region]:
    """The areas of an administrator's regions, closed ones too."""
    return administered(Region.objects.filter(is_area=True), scope, "code")


def area_events_for(scope: Scope) -> QuerySet[AreaEvent]:
    """The events that concern the regions of an administrator: of an area, where it lies, or who receives."""
    codes = list(administered_codes(scope))
    theirs = Q(area__in=codes)
    for name in AREA_PLACES:
        theirs |= Q(**{f"after__{name}__in": codes})
    return AreaEvent.objects.filter(theirs)


def area_events_to_consent(scope: Scope) -> QuerySet[AreaEvent]:
    """The proposed events that wait for the consent of an administrator: of the receiving region."""
    codes = list(administered_codes(scope))
    receiving = Q(pk__in=[])
    for kind, column in _RECEIVING.items():
        receiving |= Q(kind=kind, **{f"after__{column}__in": codes})
    return AreaEvent.objects.filter(receiving, state=EventState.PROPOSED)


def _held(event: AreaEvent, *states: EventState) -> AreaEvent:
    held = AreaEvent.objects.select_for_update().get(pk=event.pk)
    if held.state not in states:
        raise CannotHappen(_("这项变动在此期间已被他人办理。"))
    return held


def _happen_if_due(event: AreaEvent) -> None:
    if event.state == EventState.PLANNED and event.effective <= timezone.localdate():
        happen_to_area(event)


def _log(by: User, action: str, event: AreaEvent) -> None:
    places = {event.area_id, *(event.after.get(name) for name in AREA_PLACES)}
    record_event(
        by=by,
        action=action,
        subject="area",
        subject_id=event.pk,
        organisation_ids=offices_answering(place for place in places if place),
        detail={"area_event": event.kind},
    )
