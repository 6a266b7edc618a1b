"""What other parts may use of talent.orgs."""

from talent.orgs.above import offices_above
from talent.orgs.administering import region_administrators
from talent.orgs.answering import Offices, reviewing_office
from talent.orgs.applying import (
    Details,
    NotYours,
    TooMany,
    apply,
    correct,
    details_of,
    find,
)
from talent.orgs.areas import areas_due, plan_area
from talent.orgs.deciding import deciders_of
from talent.orgs.delegating import colleagues_of, delegate, delegations_at, end_delegation, reviewing_grant
from talent.orgs.formerly import role_ended
from talent.orgs.granting import organisations_of, region_nodes, scope_for, scope_of
from talent.orgs.groups import ensure_role_groups, group_name, mirror_roles
from talent.orgs.inviting import NotPossible, accept, accept_anew, invitation_of, open_invitations
from talent.orgs.life_lines import life_lines
from talent.orgs.lifecycle import happen_due, history_of
from talent.orgs.offering import Offered, choices_for, offer_codes
from talent.orgs.offices import NoOffice, common_office, path_up
from talent.orgs.onetime import new_code
from talent.orgs.querysets import ScopeColumns, ScopedQuerySet, Unscoped, limit, unestimated
from talent.orgs.reach import organisations_within, reach_of
from talent.orgs.regions import leagues_of_areas, load_regions, region_choices, standard_code
from talent.orgs.scope import NOTHING, Grant, RegionNode, Scope, reporting_intervals
from talent.orgs.standins import StandInDesk
from talent.orgs.starting import may_start, start
from talent.orgs.unitdesk import UnitDesk
from talent.orgs.unitnames import units_named
from talent.orgs.uscc import check_character, is_temporary, is_uscc, temporary_code
from talent.orgs.waiting import (
    MOST_COUNTED,
    Waiting,
    WaitingRows,
    counted,
    shows_waiting,
    shows_waiting_at_unit,
    waiting_at,
    waiting_of,
)

__all__ = [
    "MOST_COUNTED",
    "NOTHING",
    "Details",
    "Grant",
    "NoOffice",
    "NotPossible",
    "NotYours",
    "Offered",
    "Offices",
    "RegionNode",
    "Scope",
    "ScopeColumns",
    "ScopedQuerySet",
    "StandInDesk",
    "TooMany",
    "UnitDesk",
    "Unscoped",
    "Waiting",
    "WaitingRows",
    "accept",
    "accept_anew",
    "apply",
    "areas_due",
    "check_character",
    "choices_for",
    "colleagues_of",
    "common_office",
    "correct",
    "counted",
    "deciders_of",
    "delegate",
    "delegations_at",
    "details_of",
    "end_delegation",
    "ensure_role_groups",
    "find",
    "group_name",
    "happen_due",
    "history_of",
    "invitation_of",
    "is_temporary",
    "is_uscc",
    "leagues_of_areas",
    "life_lines",
    "limit",
    "load_regions",
    "may_start",
    "mirror_roles",
    "new_code",
    "offer_codes",
    "offices_above",
    "open_invitations",
    "organisations_of",
    "organisations_within",
    "path_up",
    "plan_area",
    "reach_of",
    "region_administrators",
    "region_choices",
    "region_nodes",
    "reporting_intervals",
    "reviewing_grant",
    "reviewing_office",
    "role_ended",
    "scope_for",
    "scope_of",
    "shows_waiting",
    "shows_waiting_at_unit",
    "standard_code",
    "start",
    "temporary_code",
    "unestimated",
    "units_named",
    "waiting_at",
    "waiting_of",
]
