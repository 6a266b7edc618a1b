"""Units where people wait at the own step although nobody reviews there: unit and office above are told once.

A unit's own step is never skipped (notice 四(三): units review their own), so this is all that escalates it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import batched

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reviews.inbox.models import Backlog
from reviews.inbox.notices import UNIT_UNMANNED, UNITS_UNMANNED
from talent.notify.service import About, notify_many
from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import offices_above, region_administrators
from talent.records.service import is_working_day

#: Units of one transaction.
_UNITS = 500


def reviewed(office: str, today: date) -> Exists:
    """Whether somebody reviews today at the office in this column: in a unit its own reviewers."""
    grants = Membership.objects.on(today).filter(organisation=OuterRef(office), user__is_active=True)
    return Exists(grants.filter(role__in=(Role.UNIT_REVIEWER, Role.HR_REVIEWER)))


def tell_of_units(today: date | None = None) -> None:
    """Tell of units that were found so since the last time; of the same one again only once it was manned, or
    had nothing waiting, in between. By what was last counted (`counting`)."""
    day = today or timezone.localdate()
    if not is_working_day(day):
        return
    known = Backlog._plain.filter(office__kind__in=COLLECTING_KINDS)
    over = known.filter(unmanned_since__isnull=False).filter(Q(waiting=0) | reviewed("office", day))
    over.update(unmanned_since=None)
    found = known.filter(~reviewed("office", day), waiting__gt=0, unmanned_since__isnull=True)
    for some in batched(found.order_by("pk").values_list("pk", flat=True), _UNITS):
        _tell(some, day)


@transaction.atomic
def _tell(units: Sequence[int], today: date) -> None:
    held = Backlog._plain.select_for_update(of=("self",), skip_locked=True).filter(
        pk__in=units, unmanned_since__isnull=True
    )
    waiting = dict(held.order_by("pk").values_list("pk", "waiting"))
    Backlog._plain.filter(pk__in=waiting).update(unmanned_since=today)
    above = offices_above(waiting, today)
    known = Organisation.objects.in_bulk({*waiting, *(each for each in above.values() if each)})
    grants = _grants({*waiting, *above.values()} - {None}, today)
    own = [
        (grants[unit, Role.COLLECTOR], _to_unit(known[unit], count, known.get(above[unit] or 0), today))
        for unit, count in waiting.items()
    ]
    notify_many(UNIT_UNMANNED, own)
    _tell_above(waiting, above, known, grants, today)


def _tell_above(
    waiting: Mapping[int, int],
    above: Mapping[int, int | None],
    known: Mapping[int, Organisation],
    grants: Mapping[tuple[int, str], set[int]],
    today: date,
) -> None:
    """One message an office above: to its reviewers, and to its administrators, who grant roles; where no
    office above has a reviewer, to the administrators of the region."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for unit in waiting:
        below[above[unit]].append(unit)
    for office, units in below.items():
        about = _to_above(known.get(office or 0), units, waiting, known, today)
        admins = grants[office, Role.SYSTEM_ADMIN] if office else set(region_administrators())
        notify_many(UNITS_UNMANNED, [(admins, about("memberships:index"))])
        if office:
            notify_many(UNITS_UNMANNED, [(grants[office, Role.HR_REVIEWER] - admins, about("inbox:board"))])


def _to_unit(unit: Organisation, count: int, above: Organisation | None, today: date) -> About:
    return About(
        event=f"{unit.pk} {today}",
        series=str(unit.pk),
        data={"unit": unit.name, "count": count, "above": above.name if above else "—"},
        place="collect:workspace",
        arguments=(unit.pk,),
    )


def _to_above(
    office: Organisation | None,
    units: Sequence[int],
    waiting: Mapping[int, int],
    known: Mapping[int, Organisation],
    today: date,
) -> Callable[[str], About]:
    """The same for everybody, with the place to go to."""
    most = max(units, key=lambda unit: (waiting[unit], -unit))
    data = {
        "units": len(units),
        "count": sum(waiting[unit] for unit in units),
        "most": known[most].name,
    }
    key = str(office.pk) if office else "region"
    return lambda place: About(event=f"{key} {today} {units[0]}", series=key, data=data, place=place)


def _grants(organisations: Iterable[int | None], today: date) -> Mapping[tuple[int, str], set[int]]:
    """The accounts of each organisation by role today."""
    rows = Membership.objects.on(today).filter(organisation__in=set(organisations), user__is_active=True)
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for organisation, role, user in rows.values_list("organisation", "role", "user"):
        found[organisation, role].add(user)
    return found
