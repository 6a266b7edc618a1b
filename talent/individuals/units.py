"""Which units an individual may hand in to: those that collect people and have somebody who fills in."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from talent.orgs.enums import COLLECTING_KINDS, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation

#: So many are offered at once; whoever does not find theirs types more of its name.
MOST = 20


def receiving() -> QuerySet[Organisation]:
    """All of them."""
    clerks = Membership.objects.on(timezone.localdate()).filter(
        organisation=OuterRef("pk"), role=Role.COLLECTOR, user__is_active=True
    )
    return Organisation.objects.filter(Exists(clerks), kind__in=COLLECTING_KINDS, is_active=True)


def takes_individuals(unit: Organisation) -> bool:
    """Whether this is one of them today."""
    return receiving().filter(pk=unit.pk).exists()


def search_units(*, text: str = "", region: int | None = None) -> list[Organisation]:
    """Units by a part of the name or the whole code, and those of a region: village committees come first."""
    found = receiving().select_related("seat_region")
    plain = text.replace("\0", "").strip()[:120]
    if not plain and region is None:
        return []
    if plain:
        found = found.filter(Q(name__icontains=plain) | Q(code=plain.upper()))
    if region is not None:
        found = found.filter(Q(seat_region=region) | Q(managing_region=region))
    village = Q(kind=OrganisationKind.VILLAGE_COMMITTEE)
    first = list(found.filter(village).order_by("name")[:MOST])
    return [*first, *found.exclude(village).order_by("name")[: MOST - len(first)]]
