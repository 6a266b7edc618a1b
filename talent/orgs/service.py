"""What other parts may use of talent.orgs."""

from talent.orgs.granting import scope_for, scope_of
from talent.orgs.groups import ensure_role_groups, group_name, mirror_roles
from talent.orgs.offering import Offered, offer_codes
from talent.orgs.offices import NoOffice, reviewing_office
from talent.orgs.querysets import ScopeColumns, ScopedQuerySet, Unscoped, limit
from talent.orgs.regions import load_regions
from talent.orgs.scope import NOTHING, Grant, Scope, reporting_intervals
from talent.orgs.uscc import check_character, is_temporary, is_uscc, temporary_code

__all__ = [
    "NOTHING",
    "Grant",
    "NoOffice",
    "Offered",
    "Scope",
    "ScopeColumns",
    "ScopedQuerySet",
    "Unscoped",
    "check_character",
    "ensure_role_groups",
    "group_name",
    "is_temporary",
    "is_uscc",
    "limit",
    "load_regions",
    "mirror_roles",
    "offer_codes",
    "reporting_intervals",
    "reviewing_office",
    "scope_for",
    "scope_of",
    "temporary_code",
]
