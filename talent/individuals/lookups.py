"""Who looked a person up: organisations and times, as the audit log has them; never the person who did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from talent.individuals.entries import own_entries
from talent.individuals.models import PersonAccount
from talent.orgs.models import Organisation
from talent.records.models import Change
from talent.security.models import AuditEvent

#: So many of the newest are shown; the office that keeps the register has all of them.
MOST = 50


@dataclass(frozen=True)
class Look:
    """`organisation`: for which organisation somebody looked; "" where the log does not name it."""

    organisation: str
    at: datetime


def looks_at(account: PersonAccount) -> list[Look]:
    """The newest looks at what the account filled in and, once claimed, at the own record, newest first."""
    changes = Change.objects.unscoped(reason="one's own record").filter(record__person=account.person_id)
    own = Q(subject="self_entry", subject_id__in=_numbers(own_entries(account)))
    if account.person_id is not None:
        own |= Q(subject="change", subject_id__in=_numbers(changes))
    events = AuditEvent.objects.filter(own, action="read_sensitive")
    newest = list(events.exclude(by=account.user_id).order_by("-at")[:MOST])
    places = {pk for event in newest for pk in (_place(event),) if pk}
    names = dict(Organisation.objects.filter(pk__in=places).values_list("pk", "name"))
    return [Look(names.get(_place(event) or 0, ""), event.at) for event in newest]


def _numbers(rows: QuerySet[Any]) -> list[str]:
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def _place(event: AuditEvent) -> int | None:
    """The office that reviewed, else the unit whose pages were opened."""
    office = event.detail.get("office")
    return office or (event.organisation_ids[0] if event.organisation_ids else None)
