"""What happened to a change so far: decisions, and remarks with what the collector answered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision, Urging
from talent.categories.service import GONE, definition_of
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import FINAL
from talent.records.models import Change, Remark
from talent.records.service import Recalled, changes_visible_to
from talent.security.models import User

#: The number of a row in a path, counted from 0; anything else is no row.
ROW = re.compile(r"[0-9]{1,6}")
#: Remarks are written with their decision; a step of `records` alone writes remarks without one.
_TOGETHER = timedelta(minutes=1)
#: So many earlier changes of a record are listed.
MOST_EARLIER = 20


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
    return steps_by(decisions_on(change, scope), change)


def steps_by(decisions: Sequence[Decision], change: Change) -> list[Step]:
    """The same by the decisions on it, oldest first."""
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
    return list(_decisions(scope).filter(change=change))


def _decisions(scope: Scope) -> QuerySet[Decision]:
    known = Decision.objects.visible_to(scope).select_related("by", "office", "standing_for")
    return known.order_by("id")


@dataclass(frozen=True)
class Earlier:
    """An earlier change of the record that was decided, with the decision that ended it.

    Without one it came in without review, as by a move to another version of its category.
    """

    change: Change
    decision: Decision | None


@dataclass(frozen=True)
class History:
    """`steps`: of the change itself. `earlier`: the newest decided ones of its record."""

    steps: list[Step]
    earlier: list[Earlier]
    has_more: bool


def history_of(change: Change, scope: Scope) -> History:
    """What happened to a change and to its record before; three statements.

    What is outside the scope is neither shown nor counted.
    """
    found = list(decided_of(change, scope).exclude(pk=change.pk)[: MOST_EARLIER + 1])
    shown = found[:MOST_EARLIER]
    decisions = list(_decisions(scope).filter(change__in=[change, *shown]))
    last = {each.change_id: each for each in decisions}
    steps = steps_by([each for each in decisions if each.change_id == change.pk], change)
    return History(steps, [Earlier(each, last.get(each.pk)) for each in shown], len(found) > MOST_EARLIER)


def decided_of(change: Change, scope: Scope) -> ScopedQuerySet[Change]:
    """The decided changes of a record that the scope may read, the newest first."""
    decided = changes_visible_to(scope).filter(record=change.record_id, state__in=sorted(FINAL))
    lean = decided.select_related("created_by", "submitted_by").defer("data", "sealed")
    return lean.order_by("-decided_at", "-pk")


def with_urgings() -> ArraySubquery:
    """An annotation of changes in scope: what `urgings_on` tells of them is read in their own statement."""
    mine = Urging._plain.filter(change=OuterRef("pk")).order_by("pk")
    offices = {"office_pk": "office", "office": "office__name", "above_pk": "above", "above": "above__name"}
    return ArraySubquery(mine.values(told=JSONObject(deadline="deadline", at="at", **offices)))


def urgings_on(change: Change, scope: Scope) -> list[Urging]:
    """When it was reported to an office above that it waited far too long, oldest first.

    No statement where the change was read `to_look_at`: by whom it was found, its urgings may be seen.
    """
    if (told := getattr(change, "were_urged", None)) is not None:
        return [_urging(change, each) for each in told]
    known = Urging.objects.visible_to(scope).filter(change=change).select_related("office", "above")
    return list(known.order_by("id"))


def _urging(change: Change, values: Mapping[str, Any]) -> Urging:
    told = Recalled(values)
    return Urging(
        change=change,
        office=told.organisation("office"),
        above=told.organisation_or_none("above"),
        deadline=told.day("deadline"),
        at=told.moment("at"),
    )


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
