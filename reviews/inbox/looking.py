"""Everything that the page of one change shows."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from reviews.inbox.answered import Answered, answers_to
from reviews.inbox.checked import Checked, checked, found_in
from reviews.inbox.comparing import Comparison, compare, compare_with
from reviews.inbox.forms import Typed
from reviews.inbox.history import History, decided_of, history_of, urgings_on, with_urgings
from reviews.inbox.models import Urging
from reviews.inbox.others import Other, beside
from talent.categories.service import tables_of
from talent.orgs.enums import Level
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import ChangeState
from talent.records.models import Change, Doubt
from talent.records.service import Recalled, other_reviewers, review_settings, with_exchanges
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class View:
    """`own`: the reader, or in whose place they look, has seen it before (four eyes). `alone`: the reader may
    pass it all the same as 自审, as the only reviewer.

    `answered`: what the last sending-back said. `others`: what else is on record of the person. `doubt`: what
    stands upon the approved content, with its office, day and reason.
    """

    change: Change
    comparison: Comparison
    checks: tuple[Checked, ...]
    history: History
    answered: tuple[Answered, ...]
    others: tuple[Other, ...]
    doubt: Doubt | None
    urgings: list[Urging]
    own: bool
    alone: bool

    @property
    def open_checks(self) -> int:
        """How many warnings nobody of this office has verified."""
        return sum(each.is_open for each in self.checks)


def to_look_at(waiting: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """The changes with all that a page about one of them reads, and whether there is what most have not."""
    doubts = Doubt._plain.filter(record=OuterRef("record"), ended_at__isnull=True)
    has: dict[str, Any] = {
        "were_urged": with_urgings(),
        **with_exchanges(),
        "doubted": Subquery(
            doubts.values(told=JSONObject(office="office__name", at="at", reason="reason"))[:1]
        ),
    }
    read = waiting.select_related(
        *("category", "version", "unit", "waiting_office", "created_by", "submitted_by"),
        *("record__approved", "import_run"),
    ).annotate(**has)
    return read.defer("category__groups", "category__rules", "version__schema")


@transaction.atomic
def look_at(change: Change, *, by: User, scope: Scope, typed: Typed) -> View:
    """Opens a change for its reviewer. Sensitive values are shown in full: each look is in the audit log."""
    record_event(
        by=by,
        action="read_sensitive",
        subject="change",
        subject_id=change.pk,
        organisation_id=change.unit_id,
        detail={"office": change.waiting_office_id, "record": change.record_id},
    )
    tables = tables_of(change.version)
    found = found_in(change, tables=tables)
    named = {number for each in found for number in each.finding.about}
    stands = beside(change, named=named, scope=scope)
    checks = checked(change, found, about=stands.named, tables=tables)
    history = history_of(change, scope)
    answered = answers_to(change, history.steps, tables=tables)
    away = scope.stands_for(change.waiting_office_id or 0)
    own = not change.eyes.isdisjoint({by.pk, *away})
    return View(
        change=change,
        comparison=compare(change, typed.remarks, checks=checks, answered=answered, tables=tables),
        checks=checks,
        history=history,
        answered=answered,
        others=stands.others,
        doubt=_doubt_upon(change),
        urgings=urgings_on(change, scope),
        own=own,
        alone=own and change.eyes.isdisjoint(away) and _alone(change, by),
    )


@transaction.atomic
def look_back(seen: Change, *, by: User, scope: Scope) -> Comparison:
    """What a change of earlier days changed of what was in force then, values in full: the look is in the
    audit log. One that still waits, elsewhere, is held against what is in force now."""
    record_event(
        by=by,
        action="read_sensitive",
        subject="change",
        subject_id=seen.pk,
        organisation_id=seen.unit_id,
        detail={"record": seen.record_id},
    )
    former = decided_of(seen, scope).defer(None).filter(state=ChangeState.ACCEPTED)
    if seen.decided_at is not None:
        same_moment = Q(decided_at=seen.decided_at, pk__lt=seen.pk)
        former = former.filter(Q(decided_at__lt=seen.decided_at) | same_moment)
    approved = former.select_related("version", "unit").defer("version__schema").first()
    return compare_with(seen, approved, {})


def _doubt_upon(change: Change) -> Doubt | None:
    """The standing mark as it was read with the change; the database keeps one a record at most."""
    values = getattr(change, "doubted", None)
    if values is None:
        return None
    told = Recalled(values)
    return Doubt(office=told.organisation("office"), at=told.moment("at"), reason=told["reason"])


def _alone(change: Change, by: User) -> bool:
    """Whether the reader may pass what is their own: as the unit's only reviewer, where settings allow it."""
    if change.level != Level.UNIT or not review_settings().self_review:
        return False
    return not other_reviewers(unit_id=change.unit_id, by=by)
