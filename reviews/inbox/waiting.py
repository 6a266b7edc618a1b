"""Which changes wait for an account: those at an office where it reviews at that office's level."""

from django.db.models import F, Q

from talent.orgs.enums import Role
from talent.orgs.service import Scope, ScopedQuerySet, unestimated
from talent.records.models import Change
from talent.records.service import waiting_for


def inbox_for(scope: Scope) -> ScopedQuerySet[Change]:
    """What waits for this account, soonest deadline first (keyset: deadline, id).

    A unit's own step is for its unit reviewer, every step above for the HR reviewer of the office; an office
    above or beside sees nothing here, whatever it may read elsewhere.
    """
    own_step = Q(waiting_office_id=F("unit_id"))
    above = Q(waiting_office_id__in=scope.organisations(Role.HR_REVIEWER)) & ~own_step
    unit = Q(waiting_office_id__in=scope.organisations(Role.UNIT_REVIEWER)) & own_step
    return waiting_for(scope).filter(unestimated(above | unit))
