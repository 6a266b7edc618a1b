"""Which office is above another one, for many at once."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.models import Membership, Organisation, Region


def offices_above(organisations: Iterable[int], today: date | None = None) -> Mapping[int, int | None]:
    """The nearest active HR office above each, by the way that regions report, where somebody reviews today.

    Of a unit and of a department: the office of its own region; of an HR office: that of a region above.
    None where there is none, as for the region's own. Three statements however many.
    """
    staffed = _staffed(today or timezone.localdate())
    parents = dict(Region.objects.values_list("code", "reporting_parent_id"))
    rows = Organisation.objects.filter(pk__in=set(organisations))
    found = {}
    for pk, kind, region in rows.values_list("pk", "kind", "managing_region"):
        code = parents.get(region) if kind == OrganisationKind.HR_DEPARTMENT else region
        while code is not None and code not in staffed:
            code = parents.get(code)
        found[pk] = staffed[code] if code is not None else None
    return found


def _staffed(today: date) -> Mapping[int, int]:
    """The HR office of each region, where it has a reviewer today."""
    reviewers = Membership.objects.on(today).filter(role=Role.HR_REVIEWER, user__is_active=True)
    offices = Organisation.objects.filter(
        kind=OrganisationKind.HR_DEPARTMENT, is_active=True, pk__in=reviewers.values("organisation")
    )
    return dict(offices.values_list("managing_region", "pk"))
