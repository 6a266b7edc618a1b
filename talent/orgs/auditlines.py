"""A row of the audit log in words: who, what, to what, where, and what else is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talent.orgs.enums import Role
from talent.orgs.forms import MembershipForm, OrganisationForm
from talent.orgs.models import Organisation
from talent.security.models import AuditEvent, User
from talent.security.service import ACTIONS, DETAILS, SUBJECTS, VALUES

#: So many organisations or numbers are written out; of more it is said how many.
MOST_NAMED = 3


@dataclass(frozen=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True)
class Line:
    """`places`: the first organisations that the reader may know; `more`: how many others there are."""

    event: AuditEvent
    action: str
    subject: str
    places: tuple[Place, ...]
    more: int
    details: tuple[tuple[str, str], ...]


def lines_of(events: Sequence[AuditEvent], known: QuerySet[Organisation]) -> list[Line]:
    """Each event in words. Organisations outside `known` are counted, never named."""
    wanted = {pk for event in events for pk in (*event.organisation_ids, _office(event)) if pk}
    rows = known.filter(pk__in=wanted).order_by("pk")
    places = {pk: Place(code, name) for pk, code, name in rows.values_list("pk", "code", "name")}
    users = {event.detail.get("user") for event in events} - {None}
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "username"))
    return [_line(event, places, names) for event in events]


def _place_in_row(key: str) -> int:
    """As the table has them; the database keeps the keys in an order of its own."""
    return list(DETAILS).index(key) if key in DETAILS else len(DETAILS)


def _office(event: AuditEvent) -> Any:
    return event.detail.get("office")


def _line(event: AuditEvent, places: Mapping[int, Place], users: Mapping[int, str]) -> Line:
    shown = tuple(places[pk] for pk in event.organisation_ids if pk in places)[:MOST_NAMED]
    return Line(
        event=event,
        action=str(ACTIONS.get(event.action, event.action)),
        subject=str(SUBJECTS.get(event.subject, event.subject)),
        places=shown,
        more=len(event.organisation_ids) - len(shown),
        details=tuple(
            (str(DETAILS.get(key, key)), _said(key, event.detail[key], places, users))
            for key in sorted(event.detail, key=_place_in_row)
        ),
    )


def _said(key: str, value: Any, places: Mapping[int, Place], users: Mapping[int, str]) -> str:
    if key == "changed":
        return _("、").join(_field(name) for name in value)
    if key == "role":
        return str(Role(value).label) if value in Role.values else str(value)
    if key == "office":
        return places[value].name if value in places else str(value)
    if key == "user":
        return users.get(value, str(value))
    if isinstance(value, list):
        return _several([str(each) for each in value])
    return str(VALUES.get(key, {}).get(value, value) if isinstance(value, str) else value)


def _field(name: str) -> str:
    for form in (OrganisationForm, MembershipForm):
        field = form.base_fields.get(name)
        if field is not None:
            return str(field.label)
    return str(VALUES["changed"].get(name, name))


def _several(values: Sequence[str]) -> str:
    named = _("、").join(values[:MOST_NAMED])
    if len(values) <= MOST_NAMED:
        return named
    return _("%(named)s 等 %(count)s 个") % {"named": named, "count": len(values)}
