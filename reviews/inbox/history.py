"""What happened to a change so far: decisions, and remarks with what the collector answered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language

from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision, Urging
from talent.categories.service import GONE, definition_of
from talent.orgs.service import Scope
from talent.records.models import Change, Remark
from talent.security.models import User

#: The number of a row in a path, counted from 0; anything else is no row.
ROW = re.compile(r"[0-9]{1,6}")
#: Remarks are written with their decision; a step of `records` alone writes remarks without one.
_TOGETHER = timedelta(minutes=1)


@dataclass(frozen=True)
class Noted:
    """A remark with the name of its field ("" for the whole change)."""

    remark: Remark
    label: str


@dataclass(frozen=True)
class Step:
    """One review: its decision with the remarks made then, or such remarks without a decision."""

    by: User
    at: datetime
    decision: Decision | None
    remarks: tuple[Noted, ...]

    @property
    def opinion(self) -> str:
        """What the decision says as a whole; "" where a remark says it already."""
        said = any(not noted.remark.path for noted in self.remarks)
        return self.decision.opinion if self.decision and not said else ""


def steps_of(change: Change, scope: Scope) -> list[Step]:
    """All that reviewers did to a change, oldest first."""
    decisions = decisions_on(change, scope)
    found: dict[Decision | tuple[int, datetime], list[Noted]] = {decision: [] for decision in decisions}
    for noted in remarks_on(change):
        remark = noted.remark
        made_with = _decision_of(remark, decisions) or (remark.by_id, remark.at.replace(microsecond=0))
        found.setdefault(made_with, []).append(noted)
    steps = [_step(key if isinstance(key, Decision) else None, noted) for key, noted in found.items()]
    return sorted(steps, key=lambda step: step.at)


def _decision_of(remark: Remark, decisions: Iterable[Decision]) -> Decision | None:
    returned = (each for each in decisions if each.outcome == Outcome.RETURNED and each.by_id == remark.by_id)
    return next((each for each in returned if abs(each.at - remark.at) < _TOGETHER), None)


def _step(decision: Decision | None, noted: list[Noted]) -> Step:
    told = decision or noted[0].remark
    return Step(told.by, told.at, decision, tuple(noted))


def decisions_on(change: Change, scope: Scope) -> list[Decision]:
    """All decisions on a change, oldest first."""
    known = (
        Decision.objects.visible_to(scope)
        .filter(change=change)
        .select_related("by", "office", "standing_for")
    )
    return list(known.order_by("id"))


def urgings_on(change: Change, scope: Scope) -> list[Urging]:
    """When it was reported to an office above that it waited far too long, oldest first."""
    known = Urging.objects.visible_to(scope).filter(change=change).select_related("office", "above")
    return list(known.order_by("id"))


def last_decided(scope: Scope, offices: tuple[int, ...]) -> Decision | None:
    """The newest decision of these offices, for the page on which nothing waits."""
    known = Decision.objects.visible_to(scope).filter(office__in=offices).select_related("change", "by")
    return known.defer("change__data", "change__sealed").order_by("-id").first()


def remarks_on(change: Change) -> list[Noted]:
    """All remarks on a change, oldest first."""
    return [
        Noted(remark, label_of(change, remark.path))
        for remark in change.remarks.select_related("by").order_by("id")
    ]


def label_of(change: Change, path: str) -> str:
    """The name of a field by its path; a path that the version does not know stands for itself."""
    language = get_language() or ""
    group, *rest = path.split(".")
    known = definition_of(change.version).by_key.get(group)
    if known is None:
        return path
    places = [known.named(language)]
    for part in (each for each in rest if each != GONE):
        field = known.by_key.get(part)
        places.append(field.named(language) if field else str(int(part) + 1) if ROW.fullmatch(part) else part)
    return " · ".join(places)
