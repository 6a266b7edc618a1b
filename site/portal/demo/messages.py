"""Gives the demonstration accounts the messages that they would have had, had they been there before."""

from django.db import transaction
from django.utils import timezone

from portal.demo.accounts import ACCOUNTS
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.service import latest_working_day, remind, tell_outcomes

#: Of each unit and state, the latest ones.
_MOST = 4


@transaction.atomic
def tell_accounts() -> None:
    """What became of the latest entries of their units, and what waits at their offices: told on the last
    working day, since on others nobody is reminded.
    """
    names = [account.username for account in ACCOUNTS]
    grants = Membership.objects.filter(user__username__in=names, role=Role.COLLECTOR)
    for unit in grants.values_list("organisation", flat=True).distinct():
        for state in (ChangeState.ACCEPTED, ChangeState.RETURNED):
            own = Change.objects.unscoped(reason="the demonstration is told about itself")
            latest = (
                own.filter(unit=unit, state=state).select_related("unit", "category").defer("data", "sealed")
            )
            tell_outcomes(list(latest.order_by("-updated_at", "-pk")[:_MOST]))
    remind(latest_working_day(timezone.localdate()))
