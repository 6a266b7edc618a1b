"""Offices where nobody reviews are passed over in the open: on the change, and told to who appoints them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from talent.notify.service import About, notify_many
from talent.orgs.enums import Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import region_administrators
from talent.records.models import Change
from talent.records.notices import NOBODY_REVIEWS, PASSED_OVER

Gap = tuple[Organisation, Organisation | None]


def note(change: Change, *, level: str, office: Organisation | None, to: Organisation | None) -> None:
    """Write on a change that an office (None: no office stands at the level) was passed over, once."""
    mark = {
        "level": level,
        "office": office.pk if office else None,
        "name": office.name if office else "",
        "to": to.name if to else "",
    }
    if not any(mark.items() <= each.items() for each in change.passed_over):
        change.passed_over = [*change.passed_over, {**mark, "on": str(timezone.localdate())}]


def tell_of_gaps(gaps: Iterable[Gap]) -> None:
    """Tell the system administrators of each office without a reviewer and of the one that decides in its
    place; where neither has any, those of the region. Nobody is told of an office twice a day."""
    found = list(gaps)
    if not found:
        return
    theirs = _administrators({each.pk for gap in found for each in gap if each})
    region = set() if all(_of(gap, theirs) for gap in found) else set(region_administrators())
    for kind, stuck in ((PASSED_OVER, False), (NOBODY_REVIEWS, True)):
        notify_many(
            kind, [(_of(gap, theirs) or region, _about(*gap)) for gap in found if (gap[1] is None) == stuck]
        )


def _of(gap: Gap, theirs: dict[int, set[int]]) -> set[int]:
    return set().union(*(theirs.get(each.pk, set()) for each in gap if each))


def _administrators(offices: Iterable[int]) -> dict[int, set[int]]:
    grants = Membership.objects.on(timezone.localdate()).filter(
        role=Role.SYSTEM_ADMIN, organisation__in=set(offices)
    )
    found: dict[int, set[int]] = {}
    for office, user in grants.values_list("organisation", "user"):
        found.setdefault(office, set()).add(user)
    return found


def _about(office: Organisation, to: Organisation | None) -> About:
    data: dict[str, Any] = {"office": office.name, **({"to": to.name} if to else {})}
    return About(
        event=f"{office.pk} {timezone.localdate()}",
        series=str(office.pk),
        data=data,
        place="memberships:index",
    )
