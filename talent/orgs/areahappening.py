"""What an event does to its management area on its day, in the caller's transaction."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.orgs.enums import (
    COLLECTING_KINDS,
    ApplicationState,
    AreaEventKind,
    EventKind,
    EventState,
    Level,
    OrganisationKind,
)
from talent.orgs.happening import CannotHappen, end_users
from talent.orgs.models import AreaEvent, Organisation, OrganisationApplication, OrganisationEvent, Region
from talent.orgs.models.regions import AREA_PLACES, FIRST_AREA_NUMBER, LAST_AREA_NUMBER
from talent.orgs.offices import NoOffice, office_of_region, offices_answering
from talent.orgs.places import hold_regions
from talent.orgs.regions import is_area_code
from talent.orgs.signals import area_reports_elsewhere, organisations_changed
from talent.security.service import record_event

#: Statistics offices number areas of this kind from 71; what is left below comes after.
_NUMBERS = (*range(71, LAST_AREA_NUMBER + 1), *range(FIRST_AREA_NUMBER, 71))


def happen_to_area(event: AreaEvent) -> None:
    """Let an event happen that is due. Raises CannotHappen and has written nothing.

    The area is locked, or, while there is none, the league in which it gets its number.
    """
    with transaction.atomic():
        touched = _DO[AreaEventKind(event.kind)](event)
    event.state, event.done_at = EventState.DONE, timezone.now()
    event.save()
    places = {event.area_id, *_places(event)}
    record_event(
        by=event.accepted_by or event.by,
        action="apply_area",
        subject="area",
        subject_id=event.pk,
        organisation_ids={*offices_answering(place for place in places if place), *touched},
        detail={"area_event": event.kind, "code": str(event.area_id), "count": len(touched)},
    )


def _places(event: AreaEvent) -> list[int | None]:
    return [stood.get(name) for stood in (event.before, event.after) for name in AREA_PLACES]


def _set_up(event: AreaEvent) -> list[int]:
    given = event.after
    parent = _usable(int(given["parent"]), event)
    reports = _usable(int(given["reporting_parent"]), event)
    if parent.level == Level.REGION:
        raise CannotHappen(_("管理区须位于一个盟市或旗县(市、区)。"))
    code = _number(parent.code // 100 * 100, given.get("code"))
    event.area = Region.objects.create(
        code=code,
        name=given["name"],
        name_en=given.get("name_en", ""),
        parent=parent,
        reporting_parent=reports,
        level=Level.BANNER,
        valid_from=event.effective,
        is_area=True,
    )
    event.after = {**given, "code": code}
    return []


def _number(league: int, wanted: int | None) -> int:
    """The code of a new area: the wanted one, or the first of its league that no area ever had."""
    Region.objects.select_for_update(no_key=True).get(pk=league)
    given = set(Region.objects.filter(code__range=(league, league + 99)).values_list("code", flat=True))
    if wanted is not None:
        if wanted in given or wanted // 100 * 100 != league or not is_area_code(wanted):
            raise CannotHappen(_("这个代码已经用过，或不在该盟市的管理区代码(末两位 61–80)之内。"))
        return wanted
    for number in _NUMBERS:
        if league + number not in given:
            return league + number
    raise CannotHappen(_("该盟市的管理区代码已经用完。"))


def _rename(event: AreaEvent) -> list[int]:
    area = _area(event)
    event.before = {"name": area.name, "name_en": area.name_en}
    area.name, area.name_en = event.after["name"], event.after.get("name_en", "")
    area.save(update_fields=["name", "name_en"])
    return []


def _report_elsewhere(event: AreaEvent) -> list[int]:
    area, above = _area(event), _usable(int(event.after["reporting_parent"]), event)
    event.before = {"reporting_parent": area.reporting_parent_id}
    area.reporting_parent = above
    area.save(update_fields=["reporting_parent"])
    _move_applications(area, area)
    area_reports_elsewhere.send(Region, code=area.code)
    return []


def _close(event: AreaEvent) -> list[int]:
    # The one that gets everything does not close itself meanwhile.
    hold_regions([event.area_id or 0, int(event.after["successor"])])
    area, successor = _area(event), _usable(int(event.after["successor"]), event)
    if successor.code == area.code or area.valid_from is None or event.effective <= area.valid_from:
        raise CannotHappen(_("撤销日期须晚于设立日期，机构须转入另一个地区。"))
    event.before = {"reporting_parent": area.reporting_parent_id}
    area.valid_to, area.successor = event.effective - timedelta(days=1), successor
    area.save(update_fields=["valid_to", "successor"])
    return _empty(event, area, successor)


def _empty(event: AreaEvent, area: Region, successor: Region) -> list[int]:
    """All organisations of a closed area go to its successor, each with its event; its office closes."""
    there = Q(managing_region=area) | Q(seat_region=area)
    found = list(Organisation.objects.select_for_update(no_key=True).filter(there).order_by("pk"))
    for each in found:
        if each.kind == OrganisationKind.HR_DEPARTMENT and each.managing_region_id == area.pk:
            each.is_active = False
            each.save(update_fields=["is_active"])
            end_users(each)
            _enter(event, each, EventKind.CLOSED, {}, {})
        _place(event, each, area, successor)
    _move_applications(area, successor)
    moved = [each.pk for each in found if each.kind in COLLECTING_KINDS]
    organisations_changed.send(Organisation, moved=moved, merged=[], closed=[])
    return [each.pk for each in found]


def _place(event: AreaEvent, organisation: Organisation, area: Region, successor: Region) -> None:
    places = {"managing_region": organisation.managing_region_id, "seat_region": organisation.seat_region_id}
    columns = [name for name, code in places.items() if code == area.pk]
    for name in columns:
        setattr(organisation, name, successor)
    organisation.save(update_fields=columns)
    before, after = dict.fromkeys(columns, area.pk), dict.fromkeys(columns, successor.pk)
    _enter(event, organisation, EventKind.MOVED, before, after)


def _enter(
    event: AreaEvent,
    organisation: Organisation,
    kind: EventKind,
    before: dict[str, int],
    after: dict[str, int],
) -> None:
    """The line in the history of an organisation that says what became of it."""
    OrganisationEvent.objects.create(
        organisation=organisation,
        kind=kind,
        state=EventState.DONE,
        effective=event.effective,
        reason=_("“%(area)s”撤销") % {"area": event.name},
        document=event.document,
        before=before,
        after=after,
        by=event.by,
        accepted_by=event.accepted_by,
        done_at=timezone.now(),
    )


def _move_applications(area: Region, to: Region) -> None:
    """Open applications of units of an area go to `to`, and to the office that answers there now."""
    try:
        office = office_of_region(to.code)
    except NoOffice:
        raise CannotHappen(_("新的管理地区还没有设立审核机构。")) from None
    under_way = OrganisationApplication.objects.filter(
        state__in=[ApplicationState.WAITING, ApplicationState.RETURNED]
    )
    under_way.filter(managing_region=area).update(managing_region=to, office=office)
    under_way.filter(seat_region=area).update(seat_region=to)


def _area(event: AreaEvent) -> Region:
    """The area of an event, locked so that no organisation comes in meanwhile. Raises CannotHappen."""
    area = Region.objects.select_for_update().get(pk=event.area_id or 0)
    if area.valid_to is not None:
        raise CannotHappen(_("这个管理区已撤销。"))
    event.area = area
    return area


def _usable(code: int, event: AreaEvent) -> Region:
    """A region in use that something may go to: areas take organisations and have no areas below them."""
    found = Region.objects.in_use(max(event.effective, timezone.localdate())).filter(pk=code).first()
    if found is None or (found.is_area and event.kind != AreaEventKind.CLOSED):
        raise CannotHappen(_("地区已停用，或还没有启用。"))
    return found


_DO: dict[AreaEventKind, Callable[[AreaEvent], list[int]]] = {
    AreaEventKind.SET_UP: _set_up,
    AreaEventKind.RENAMED: _rename,
    AreaEventKind.REPORTS: _report_elsewhere,
    AreaEventKind.CLOSED: _close,
}
