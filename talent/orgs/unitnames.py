"""Units found by a part of their name, within somebody's scope."""

from django.db.models import QuerySet

from talent.orgs.enums import COLLECTING_KINDS
from talent.orgs.models import Organisation
from talent.orgs.querysets import ScopeColumns, condition_for
from talent.orgs.scope import Scope

_COLUMNS = ScopeColumns(
    region="managing_region__code", industry="industry", system="administrative_department_id", unit="pk"
)


def units_named(scope: Scope, text: str) -> QuerySet[Organisation]:
    """The collecting units that a scope reads and whose name has this text, by name; closed ones too,
    since their people may still wait."""
    units = Organisation.objects.filter(kind__in=COLLECTING_KINDS, name__icontains=text)
    return units.filter(condition_for(scope, _COLUMNS)).order_by("name", "pk")
