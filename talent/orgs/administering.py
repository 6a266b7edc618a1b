"""What a system administrator administers: organisations managed by the office's own regions."""

from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.scope import Scope


def administered[M: Model](
    queryset: QuerySet[M], scope: Scope, column: str = "managing_region__code"
) -> QuerySet[M]:
    """The rows whose managing region (in `column`) this scope administers; none without the role."""
    condition = Q(pk__in=[])
    for grant in scope.as_(Role.SYSTEM_ADMIN).grants:
        for low, high in grant.regions or ():
            condition |= Q(**{f"{column}__range": (low, high)})
    return queryset.filter(condition)


def administered_organisations(scope: Scope) -> QuerySet[Organisation]:
    """The organisations that a scope may create accounts' grants for."""
    return administered(Organisation.objects.all(), scope)


def region_administrators() -> Iterable[int]:
    """The accounts of the system administrators of the region's own office today."""
    grants = Membership.objects.on(timezone.localdate()).filter(
        role=Role.SYSTEM_ADMIN,
        organisation__is_active=True,
        organisation__managing_region__level=Level.REGION,
    )
    return grants.values_list("user", flat=True)
