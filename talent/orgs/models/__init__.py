"""Regions, organisations, and who works for which of them in which role.

`ScopedQuerySet` and `ScopeColumns` are for the models of other parts, which take them from here.
"""

from talent.orgs.models.delegations import Delegation
from talent.orgs.models.organisations import (
    Invitation,
    Membership,
    Organisation,
    OrganisationApplication,
    OrganisationEvent,
)
from talent.orgs.models.regions import AreaEvent, Region
from talent.orgs.querysets import ScopeColumns, ScopedQuerySet

__all__ = [
    "AreaEvent",
    "Delegation",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationApplication",
    "OrganisationEvent",
    "Region",
    "ScopeColumns",
    "ScopedQuerySet",
]
