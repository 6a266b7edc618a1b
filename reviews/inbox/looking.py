"""Everything that the page of one change shows."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from reviews.inbox.checked import Checked, checked, found_in
from reviews.inbox.comparing import Comparison, compare
from reviews.inbox.forms import Typed
from reviews.inbox.history import Step, steps_of, urgings_on
from reviews.inbox.models import Urging
from reviews.inbox.others import standing_of
from talent.categories.service import tables_of
from talent.orgs.enums import Level
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change, Forward, Question
from talent.records.service import other_reviewers, review_settings
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class View:
    """`own`: the reader filled or submitted it. `alone`: and may pass it as 自审, as the only reviewer."""

    change: Change
    comparison: Comparison
    checks: tuple[Checked, ...]
    steps: list[Step]
    urgings: list[Urging]
    own: bool
    alone: bool

    @property
    def open_checks(self) -> int:
        """How many warnings nobody of this office has verified."""
        return sum(each.is_open for each in self.checks)


def to_look_at(waiting: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """The changes with all that a page about one of them reads, and whether there is what most have not."""
    mine = {"change": OuterRef("pk")}
    asked, sent_on = Question._plain.filter(**mine), Forward._plain.filter(**mine)
    has: dict[str, Any] = {
        "was_urged": Exists(Urging._plain.filter(**mine)),
        "was_exchanged": Exists(asked) | Exists(sent_on),
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
    checks = checked(change, found, about=standing_of(named, scope=scope), tables=tables)
    own = by.pk in {change.created_by_id, change.submitted_by_id}
    return View(
        change=change,
        comparison=compare(change, typed.remarks, checks=checks, tables=tables),
        checks=checks,
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
