"""Adding and changing rules of routes: each one transaction, one row of the history and one audit event.

One administrator alone may do it (the notice asks for four eyes on what is reviewed, not on the rules); the
others of the region's office are told of each change, with the way to its history.

What waits already keeps its route; rules speak of what is sent from now on (see records/rerouting.py).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from talent.notify.service import About, notify
from talent.orgs.service import region_administrators
from talent.records.models import RouteEdit, RouteRule
from talent.records.routes.matching import Rule
from talent.records.routes.notices import ROUTE_CHANGED
from talent.security.models import User
from talent.security.service import record_event


class Meanwhile(Exception):
    """Somebody else changed the rule since it was opened."""


@dataclass(frozen=True)
class Ruled:
    """All that a rule says. `categories`: ids, none for every category; `unit_types`: none for any."""

    name: str
    levels: tuple[str, ...]
    name_en: str = ""
    order: int = 100
    categories: tuple[int, ...] = ()
    unit_types: tuple[str, ...] = ()
    condition: str = ""
    valid_from: date = date(2017, 1, 1)
    enabled: bool = True

    def asked(self, pk: int | None = None) -> Rule:
        """The same as it is asked about a change."""
        named = frozenset(self.categories) or None
        return Rule(pk, frozenset(self.levels), named, frozenset(self.unit_types), self.condition)


def said_by(rule: RouteRule) -> Ruled:
    """All that a stored rule says."""
    named = () if rule.every_category else tuple(sorted(each.pk for each in rule.categories.all()))
    return Ruled(
        name=rule.name,
        name_en=rule.name_en,
        order=rule.order,
        categories=named,
        unit_types=tuple(rule.unit_types),
        condition=rule.condition,
        levels=tuple(rule.levels),
        valid_from=rule.valid_from,
        enabled=rule.enabled,
    )


@transaction.atomic
def add_rule(*, given: Ruled, by: User | None, key: str = "") -> RouteRule:
    """Add a rule; `key` for one that comes with the system."""
    rule = RouteRule(key=key)
    _write(rule, given)
    _tell(rule, {}, given, by, "add_route")
    return rule


@transaction.atomic
def change_rule(*, rule: RouteRule, given: Ruled, by: User, lock: int) -> RouteRule:
    """Make a rule say something else; the same again writes nothing. Raises Meanwhile."""
    held = RouteRule.objects.select_for_update().get(pk=rule.pk)
    if held.lock != lock:
        raise Meanwhile
    before = said_by(held)
    if before == given:
        return held
    _write(held, given)
    RouteRule.objects.filter(pk=held.pk).update(lock=F("lock") + 1)
    _tell(held, plain(before), given, by, "edit_route")
    held.lock += 1
    return held


def plain(said: Ruled) -> dict[str, Any]:
    """As the history keeps it."""
    kept = asdict(said)
    kept["valid_from"] = said.valid_from.isoformat()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}


def _write(rule: RouteRule, given: Ruled) -> None:
    for name in ("name", "name_en", "order", "condition", "valid_from", "enabled"):
        setattr(rule, name, getattr(given, name))
    rule.levels, rule.unit_types = list(given.levels), list(given.unit_types)
    rule.every_category = not given.categories
    rule.save()
    rule.categories.set(given.categories)


def _tell(rule: RouteRule, before: Mapping[str, Any], given: Ruled, by: User | None, action: str) -> None:
    after = plain(given)
    RouteEdit.objects.create(rule=rule, by=by, before=before, after=after)
    changed = [f"rule_{name}" for name in after if before.get(name) != after[name]] if before else []
    detail = {"changed": changed} if changed else {}
    if by is not None:  # what comes with the system stands in the history of the rule alone
        record_event(by=by, action=action, subject="route", subject_id=rule.pk, detail=detail)
        _tell_others(rule, by)


def _tell_others(rule: RouteRule, by: User) -> None:
    """Each administrator of the region besides whoever did it."""
    edits = rule.edits.values_list("pk", flat=True)
    about = About(
        event=str(edits.first()),
        series=str(rule.pk),
        data={"by": by.name, "rule": rule.name},
        place="routes:rule",
        arguments=(rule.pk,),
    )
    notify([each for each in region_administrators() if each != by.pk], ROUTE_CHANGED, about)
