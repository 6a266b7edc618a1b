"""Who looked a person up: organisations and times, as the audit log has them; never the person who did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from talent.categories.models import Category
from talent.individuals.entries import own_entries
from talent.individuals.enums import Act
from talent.individuals.models import PersonAccount
from talent.orgs.models import Organisation
from talent.records.models import Change
from talent.security.models import AuditEvent

#: So many looks of the newest are shown; the office that keeps the register has all of them.
MOST = 50
#: So many events are read for them: a look that is repeated within an hour is told once.
_EVENTS = 1000

#: (kind of thing, number) as the audit log names it, with the category that it is about.
type Things = Mapping[tuple[str, str], Category]


@dataclass(frozen=True)
class Look:
    """An organisation opened one category of somebody within one hour.

    `organisation`: for which it was done; "" where the log does not name it. `at`: the last time of `times`.
    """

    organisation: str
    at: datetime
    category: Category
    act: Act
    times: int = 1


def looks_at(account: PersonAccount) -> list[Look]:
    """The newest looks at what the account filled in and, once claimed, at the own record, newest first."""
    things = _things(account)
    own = Q(subject="change", subject_id__in=_numbers(things, "change"))
    own |= Q(subject="self_entry", subject_id__in=_numbers(things, "self_entry"))
    events = AuditEvent.objects.filter(own, action="read_sensitive").exclude(by=account.user_id)
    grouped: dict[tuple[int | None, int, Act, datetime], list[AuditEvent]] = {}
    for event in events.order_by("-at")[:_EVENTS]:
        category = things[event.subject, event.subject_id]
        hour = timezone.localtime(event.at).replace(minute=0, second=0, microsecond=0)
        grouped.setdefault((_place(event), category.pk, _act(event), hour), []).append(event)
    newest = list(grouped.items())[:MOST]
    names = dict(
        Organisation.objects.filter(pk__in={place for (place, *_), _ in newest if place}).values_list(
            "pk", "name"
        )
    )
    return [
        Look(
            names.get(place or 0, ""),
            alike[0].at,
            things[alike[0].subject, alike[0].subject_id],
            act,
            len(alike),
        )
        for (place, _category, act, _hour), alike in newest
    ]


def _things(account: PersonAccount) -> Things:
    """What is one's own, with its categories."""
    small = ("category__groups", "category__rules", "data", "sealed")
    entries = own_entries(account).select_related("category").defer(*small)
    found = {("self_entry", str(each.pk)): each.category for each in entries}
    if account.person_id is None:
        return found
    changes = Change.objects.unscoped(reason="one's own record").filter(record__person=account.person_id)
    mine = changes.select_related("category").defer(*small)
    return found | {("change", str(each.pk)): each.category for each in mine}


def _numbers(things: Things, subject: str) -> list[str]:
    return [number for kind, number in things if kind == subject]


def _act(event: AuditEvent) -> Act:
    """What an organisation opened it for."""
    if event.subject == "self_entry":
        return Act.CHECK
    return Act.REVIEW if event.detail.get("office") else Act.READ


def _place(event: AuditEvent) -> int | None:
    """The office that reviewed, else the unit whose pages were opened."""
    office = event.detail.get("office")
    return office or (event.organisation_ids[0] if event.organisation_ids else None)
