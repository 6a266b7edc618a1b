"""The life of organisations as dated events: planned by the administrator of the region, done on their day.

Whoever hands a unit over to a region that is not theirs only proposes it; an administrator of that region
consents. What is due happens at once, the rest on its day (`happen_due`).
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.orgs.administering import administered, administered_organisations
from talent.orgs.enums import EventKind, EventState
from talent.orgs.happening import CannotHappen, happen, let_happen
from talent.orgs.models import Organisation, OrganisationEvent, Region
from talent.orgs.scope import Scope
from talent.security.models import User
from talent.security.service import record_event

#: How far back an event may be dated, and how far ahead.
MOST_DAYS = 366
OPEN_EVENTS = (EventState.PROPOSED, EventState.PLANNED)
#: Only units move, merge, split and close; where departments stand decides who sees what.
OF_UNITS = frozenset(EventKind) - {EventKind.RENAMED, EventKind.RECODED}


@transaction.atomic
def plan(
    *,
    organisation: Organisation,
    kind: EventKind,
    effective: date,
    reason: str,
    by: User,
    scope: Scope,
    document: str = "",
    after: dict[str, Any] | None = None,
    other: Organisation | None = None,
) -> OrganisationEvent:
    """Enter an event, and let it happen if it is due and nobody else has to consent. Raises CannotHappen."""
    today = timezone.localdate()
    if abs((effective - today).days) > MOST_DAYS:
        raise CannotHappen(_("生效日期须在今天前后一年以内。"))
    if not administered_organisations(scope).filter(pk=organisation.pk).exists():
        raise CannotHappen(_("这个机构不在您管辖的地区。"))
    if kind in OF_UNITS and not organisation.collects:
        raise CannotHappen(_("只有用人单位和嘎查村(居)委会可以这样变动。"))
    event = OrganisationEvent(
        organisation=organisation, kind=kind, effective=effective, reason=reason, document=document,
        after=after or {}, other=other, by=by, state=EventState.PLANNED,
    )  # fmt: skip
    if not consents(event, scope):
        event.state = EventState.PROPOSED
    event.save()
    _log(by, "plan_event", event)
    _happen_if_due(event)
    return event


def receiving_region(event: OrganisationEvent) -> int:
    """The region whose administrator has to consent: where the unit goes, or is managed already."""
    if event.kind == EventKind.MERGED and event.other is not None:
        return event.other.managing_region_id
    if event.kind == EventKind.MOVED and "managing_region" in event.after:
        return int(event.after["managing_region"])
    return event.organisation.managing_region_id


def consents(event: OrganisationEvent, scope: Scope) -> bool:
    """Whether a scope administers the region that the unit goes to."""
    return administered(Region.objects.all(), scope, "code").filter(pk=receiving_region(event)).exists()


@transaction.atomic
def accept_event(*, event: OrganisationEvent, by: User, scope: Scope) -> OrganisationEvent:
    """Consent as the region that the unit goes to. Raises CannotHappen."""
    held = _held(event, EventState.PROPOSED)
    if not consents(held, scope):
        raise CannotHappen(_("须由接收地区的系统管理员同意。"))
    held.state, held.accepted_by = EventState.PLANNED, by
    held.save(update_fields=["state", "accepted_by"])
    _log(by, "accept_event", held)
    _happen_if_due(held)
    return held


@transaction.atomic
def drop_event(*, event: OrganisationEvent, by: User, scope: Scope) -> None:
    """Take back, or decline, what has not happened yet. Raises CannotHappen."""
    held = _held(event, *OPEN_EVENTS)
    if not events_for(scope).filter(pk=held.pk).exists():
        raise CannotHappen(_("这个机构不在您管辖的地区。"))
    held.state, held.done_at = EventState.DROPPED, timezone.now()
    held.save(update_fields=["state", "done_at"])
    _log(by, "drop_event", held)


def happen_due(today: date | None = None) -> int:
    """Let everything happen whose day has come; returns how much did. What cannot is kept with the reason."""
    return let_happen(OrganisationEvent, happen, today or timezone.localdate())


def history_of(organisation: Organisation) -> QuerySet[OrganisationEvent]:
    """All events of an organisation, also those of units that became part of it or that it came from."""
    either = Q(organisation=organisation) | Q(other=organisation)
    found = OrganisationEvent.objects.filter(either).select_related("organisation", "other", "by")
    return found.order_by("-effective", "-pk")


def events_for(scope: Scope) -> QuerySet[OrganisationEvent]:
    """The events that concern the regions of an administrator, as the one who hands over or receives."""
    regions = administered(Region.objects.all(), scope, "code")
    codes = list(regions.values_list("code", flat=True))
    theirs = Q(organisation__managing_region__in=codes) | Q(other__managing_region__in=codes)
    return OrganisationEvent.objects.filter(theirs | Q(after__managing_region__in=codes))


def events_to_consent(scope: Scope) -> QuerySet[OrganisationEvent]:
    """The proposed events that wait for the consent of an administrator: of the receiving region."""
    codes = list(administered(Region.objects.all(), scope, "code").values_list("code", flat=True))
    merged = Q(kind=EventKind.MERGED, other__managing_region__in=codes)
    moved = Q(kind=EventKind.MOVED, after__managing_region__in=codes)
    return OrganisationEvent.objects.filter(merged | moved, state=EventState.PROPOSED)


def _held(event: OrganisationEvent, *states: EventState) -> OrganisationEvent:
    held = OrganisationEvent.objects.select_for_update().get(pk=event.pk)
    if held.state not in states:
        raise CannotHappen(_("这项变动在此期间已被他人办理。"))
    return held


def _happen_if_due(event: OrganisationEvent) -> None:
    if event.state == EventState.PLANNED and event.effective <= timezone.localdate():
        happen(event)


def _log(by: User, action: str, event: OrganisationEvent) -> None:
    record_event(
        by=by,
        action=action,
        subject="event",
        subject_id=event.pk,
        organisation_ids=[pk for pk in (event.organisation_id, event.other_id) if pk],
        detail={"event": event.kind},
    )
