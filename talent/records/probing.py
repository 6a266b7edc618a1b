"""Numbers that are held elsewhere, or that nobody has under the name given: each try leaves its event.

Who only tries numbers learns nothing from a draft, and is held back where an answer could tell something. The
audit administrators and the office above the unit hear of an account that tries many.
"""

from datetime import timedelta

from django.utils import timezone

from talent.notify.service import About, notify
from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import NoOffice, reviewing_office
from talent.records.notices import PROBING
from talent.security.models import AuditEvent, User

#: So many in a day raise the alarm; after so many requests for people that were not found no more are taken.
ALARM, MOST_ASKS = 20, 20
_DAY = timedelta(days=1)
_TRIES = ("propose_elsewhere", "submit_elsewhere", "transfer_ask_failed")


def watch_tries(*, by: User | None, unit: Organisation, count: int = 1) -> None:
    """Raise the alarm where the `count` tries just recorded make too many of one account."""
    if by is None:
        return
    made = tries_of(by, _TRIES)
    if made - count < ALARM <= made:
        _raise_alarm(by, unit, made)


def asks_too_much(by: User) -> bool:
    """Whether an account has asked for so many people who were not found that it has to wait."""
    return tries_of(by, ("transfer_ask_failed",)) >= MOST_ASKS


def tries_of(by: User, actions: tuple[str, ...]) -> int:
    """How many such tries an account made within a day."""
    events = AuditEvent.objects.filter(by=by, action__in=actions, at__gte=timezone.now() - _DAY)
    return sum(detail.get("count", 1) for detail in events.values_list("detail", flat=True))


def _raise_alarm(by: User, unit: Organisation, count: int) -> None:
    """Once a day for each account."""
    today = timezone.localdate()
    grants = Membership.objects.on(today).filter(organisation__is_active=True)
    people = set(
        grants.filter(role=Role.AUDIT_ADMIN, organisation__managing_region__level=Level.REGION).values_list(
            "user", flat=True
        )
    )
    try:
        office = reviewing_office(unit, Level.BANNER)
    except NoOffice:
        pass  # then the audit administrators alone
    else:
        reviewers = grants.filter(role=Role.HR_REVIEWER, organisation=office)
        people |= set(reviewers.values_list("user", flat=True))
    data = {"unit": unit.name, "user": by.name or by.username, "count": count}
    notify(sorted(people), PROBING, About(event=f"{by.pk} {today}", data=data))
