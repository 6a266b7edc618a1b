"""Which of many waiting changes may be decided together, and why the others may not."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from reviews.inbox.bulk.enums import Why
from talent.orgs.service import ScopedQuerySet
from talent.records.enums import Asked
from talent.records.models import Change, hands_of
from talent.records.service import other_reviewers, review_settings
from talent.security.models import User

#: What the checks found and nobody has looked into: such a change is opened, never decided unseen.
OPEN_WARNINGS = Q(open_warnings__gt=0)


class Seen(NamedTuple):
    """What a judgement reads of a waiting change; never its document."""

    pk: int
    lock: int
    unit: int
    office: int
    route: list[str]
    step: int
    waiting_since: date | None
    created_by: int | None
    submitted_by: int | None
    editors: list[int]
    reviewers: list[int]
    asked: str
    claimed_by: int | None
    claimed_at: int | None
    claimed_until: datetime | None
    warned: bool

    @property
    def level(self) -> str:
        """The level at which it waits."""
        return self.route[self.step]

    @property
    def hands(self) -> frozenset[int]:
        """As `Change.hands`."""
        return hands_of(self.created_by, self.submitted_by, self.editors)

    @property
    def eyes(self) -> frozenset[int]:
        """As `Change.eyes`."""
        return self.hands | frozenset(self.reviewers)


_COLUMNS = (
    *("pk", "lock", "unit_id", "waiting_office_id", "route", "step", "waiting_since"),
    *("created_by_id", "submitted_by_id", "editors", "reviewers", "asked"),
    *("claim__by_id", "claim__office_id", "claim__until", "warned_now"),
)


def read(waiting: ScopedQuerySet[Change]) -> list[Seen]:
    """What stands in these rows, in their order; one statement."""
    warned = ExpressionWrapper(OPEN_WARNINGS, output_field=BooleanField())
    rows = waiting.annotate(warned_now=warned).values_list(*_COLUMNS)
    return [Seen(*row) for row in rows]


@dataclass
class Judge:
    """Judges for one account. `passes`: the decision is to pass, which needs four eyes; going back does not.

    `standing_for`: in whose place they review, whose eyes count as theirs.
    Says the same as the step of records, which is asked again when the change is locked. For one transaction:
    whether a unit has another reviewer is looked up once.
    """

    by: User
    passes: bool
    standing_for: Set[int] = frozenset()
    _others: dict[int, bool] = field(default_factory=dict)

    def why_not(self, seen: Seen, lock: int | None, now: datetime) -> Why | None:
        """None where it may be decided; `lock` is the state that was seen before, None for this one."""
        if lock is not None and seen.lock != lock:
            return Why.CHANGED
        if self._is_claimed(seen, now):
            return Why.CLAIMED
        if not self.passes:
            return None
        if seen.asked == Asked.OPEN:
            return Why.ASKED
        if seen.warned:
            return Why.WARNED
        if not seen.eyes.isdisjoint(self.standing_for):
            return Why.OWN
        return Why.OWN if self.by.pk in seen.eyes and not self._may_review_own(seen) else None

    def is_own(self, seen: Seen) -> bool:
        """Whether a decision on it is a self-review (自审), as that of a single change.

        It is one of own work, not of what one has passed at an earlier level.
        """
        return self.by.pk in seen.hands

    def _is_claimed(self, seen: Seen, now: datetime) -> bool:
        if seen.claimed_until is None or seen.claimed_by == self.by.pk:
            return False
        return seen.claimed_at == seen.office and seen.claimed_until > now

    def _may_review_own(self, seen: Seen) -> bool:
        """Only at the unit's own step, where nobody else could (自审), as far as settings allow it."""
        if seen.office != seen.unit or not review_settings().self_review:
            return False
        if seen.unit not in self._others:
            self._others[seen.unit] = other_reviewers(unit_id=seen.unit, by=self.by)
        return not self._others[seen.unit]

    def judge(self, rows: Iterable[Seen], locks: Mapping[int, int] | None = None) -> dict[int, Why | None]:
        """Why not, by number, for rows of which `locks` were seen before."""
        now = timezone.now()
        return {seen.pk: self.why_not(seen, locks.get(seen.pk) if locks else None, now) for seen in rows}
