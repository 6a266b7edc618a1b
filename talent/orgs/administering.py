"""What a system administrator administers: organisations managed by the office's own regions."""

from django.db.models import Model, Q, QuerySet

from talent.orgs.enums import Role
from talent.orgs.models import Organisation
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
