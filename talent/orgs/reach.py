"""Which organisations a scope answers for, and what one office answers for."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from talent.orgs.enums import Role
from talent.orgs.models import Organisation
from talent.orgs.querysets import ScopeColumns, condition_for
from talent.orgs.scope import RegionNode, Scope, grant_for

_COLUMNS = ScopeColumns(
    region="managing_region__code", industry="industry", system="administrative_department", unit="pk"
)


def organisations_within(scope: Scope) -> QuerySet[Organisation]:
    """The organisations whose people a scope may read, and those in which it is held."""
    held = [grant.organisation_id for grant in scope.grants]
    return Organisation.objects.filter(condition_for(scope, _COLUMNS) | Q(pk__in=held))


def reach_of(office: Organisation, regions: Iterable[RegionNode]) -> Scope:
    """What whoever reviews at an office answers for; `regions` as `region_nodes` reads them."""
    grant = grant_for(
        role=Role.HR_REVIEWER,
        organisation_id=office.pk,
        kind=office.kind,
        region_code=office.managing_region_id,
        industries=tuple(office.industries),
        regions=regions,
    )
    return Scope(None, (grant,))
