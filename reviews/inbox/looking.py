"""Everything that the page of one change shows."""

from dataclasses import dataclass

from django.db import transaction

from reviews.inbox.comparing import Comparison, compare
from reviews.inbox.forms import Typed
from reviews.inbox.history import Step, label_of, steps_of, urgings_on
from reviews.inbox.models import Urging
from talent.categories.service import Problem, in_reader_language
from talent.orgs.enums import Level
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change
from talent.records.service import other_reviewers, review_settings
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class Warned:
    """A warning of the checks, with the name of its field."""

    label: str
    text: str


@dataclass(frozen=True)
class View:
    """`own`: the reader filled or submitted it. `alone`: and may pass it as 自审, as the only reviewer."""

    change: Change
    comparison: Comparison
    warnings: tuple[Warned, ...]
    steps: list[Step]
    urgings: list[Urging]
    own: bool
    alone: bool


def to_look_at(waiting: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """The changes with all that a page about one of them reads."""
    return waiting.select_related(
        "category", "version", "unit", "waiting_office", "created_by", "submitted_by", "record__approved"
    ).defer("category__groups", "category__rules", "version__schema")


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
    own = by.pk in {change.created_by_id, change.submitted_by_id}
    return View(
        change=change,
        comparison=compare(change, typed.remarks),
        warnings=tuple(_warned(change)),
        steps=steps_of(change, scope),
        urgings=urgings_on(change, scope),
        own=own,
        alone=own and _alone(change, by),
    )


def _alone(change: Change, by: User) -> bool:
    """Whether the reader may pass what is their own: as the unit's only reviewer, where settings allow it."""
    if change.level != Level.UNIT or not review_settings().self_review:
        return False
    return not other_reviewers(unit_id=change.unit_id, by=by)


def _warned(change: Change) -> list[Warned]:
    problems = [Problem(each["path"], each["key"], each["given"]) for each in change.warnings]
    worded = in_reader_language(change.version, problems)
    return [Warned(label_of(change, problem.path), problem.text) for problem in worded]
