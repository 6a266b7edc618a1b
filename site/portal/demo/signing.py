"""Puts names and dates under the demonstration data: who passed what, over the last months.

The walk itself is that of everybody, in batches of the system; who and when is written over it here, since a
step of its own for each unit would take as many statements as there are units.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import batched
from random import Random

from django.db import connection, transaction
from django.utils.timezone import localdate, make_aware

from portal.demo.staff import Staff
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.orgs.service import reviewing_office
from talent.records.enums import ChangeState
from talent.records.models import Change, Remark
from talent.records.service import is_working_day, review_deadline
from talent.security.models import User

SEED = 20260101
_DAYS = 130
#: What was decided began at least so many working days ago, what is still open at most so many.
_DECIDED_BEFORE, _OPEN_SINCE = 12, 14
_BATCH = 2000
_WRITE = """
UPDATE records_change AS c
SET created_at = v.created, submitted_at = v.submitted, updated_at = v.updated,
    submitted_by_id = CASE WHEN v.submitted IS NOT NULL THEN c.created_by_id END,
    decided_at = CASE WHEN c.decided_at IS NOT NULL THEN v.updated END,
    deadline = CASE WHEN c.deadline IS NOT NULL THEN v.deadline END,
    waiting_since = CASE WHEN c.deadline IS NOT NULL THEN v.since END,
    reviewers = v.reviewers::bigint[]
FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::date[], %s::date[],
    %s::text[]) AS v(id, created, submitted, updated, deadline, since, reviewers)
WHERE c.id = v.id
"""
_APPROVED = """
UPDATE records_talentrecord AS r SET approved_at = c.decided_at
FROM records_change AS c WHERE r.approved_id = c.id
"""


@dataclass
class Clock:
    """Working hours of the last working days, from one step of a change to its next."""

    random: Random
    days: Sequence[date]
    place: int = field(init=False)
    now: datetime = field(init=False)

    def start(self, first: int, last: int) -> datetime:
        """A moment on one of these days, by their places."""
        self.place = self.random.randint(first, last)
        self.now = self._on(self.place)
        return self.now

    def later(self, most: int) -> datetime:
        """Some minutes later, or as many working days as `most`."""
        self.place = min(self.place + self.random.randint(0, most), len(self.days) - 1)
        self.now = max(self.now + timedelta(minutes=self.random.randint(9, 50)), self._on(self.place))
        return self.now

    def _on(self, place: int) -> datetime:
        return make_aware(datetime.combine(self.days[place], time(8, 40))) + timedelta(
            minutes=self.random.randint(0, 500)
        )


@dataclass(frozen=True)
class Signed:
    """A change with its moments; `updated` is the last of them."""

    change: Change
    created: datetime
    submitted: datetime | None
    updated: datetime
    decisions: tuple[Decision, ...]

    @property
    def row(self) -> tuple[int, datetime, datetime | None, datetime, date, date, str]:
        passed = [str(each.by_id) for each in self.decisions if each.outcome == Outcome.PASSED]
        day = self.updated.date()
        due, by = _due(self.change.level or Level.UNIT, day), f"{{{','.join(passed)}}}"
        return self.change.pk, self.created, self.submitted, self.updated, due, day, by


@transaction.atomic
def sign(*, staff: Staff) -> None:
    """Give every change its people and its days. For a register of invented people only."""
    clock, offices = Clock(Random(SEED), working_days()), _Offices()
    approved: dict[int, int] = {}
    changes = Change.objects.unscoped(reason="demonstration data gets its dates").select_related("unit")
    found = changes.defer("data", "sealed", "blocking", "warnings").order_by("pk")
    for batch in batched(found.iterator(chunk_size=_BATCH), _BATCH):
        signed = [_signed(change, clock, staff, offices, approved) for change in batch]
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE, [list(column) for column in zip(*(each.row for each in signed), strict=True)]
            )
        Decision.objects.bulk_create(decision for each in signed for decision in each.decisions)
        _date_remarks(signed)
    with connection.cursor() as cursor:
        cursor.execute(_APPROVED)


@cache
def _due(level: str, day: date) -> date:
    return review_deadline(level, day)


def working_days() -> list[date]:
    """The last ones before today, the oldest first."""
    day = localdate()
    found: list[date] = []
    while len(found) < _DAYS:
        day -= timedelta(days=1)
        if is_working_day(day):
            found.append(day)
    return found[::-1]


def _signed(
    change: Change, clock: Clock, staff: Staff, offices: "_Offices", approved: dict[int, int]
) -> Signed:
    """`approved`: by record the working day after its approval."""
    last = len(clock.days) - 1
    decided = change.state == ChangeState.ACCEPTED
    first, until = (0, last - _DECIDED_BEFORE) if decided else (last - _OPEN_SINCE, last - 4)
    # A correction begins after what it corrects was approved; both stand in the order of their numbers.
    first = max(first, approved.get(change.record_id, 0))
    created = clock.start(first, max(first, until))
    submitted = clock.later(2) if change.submitted_at else None
    decisions = []
    returned = change.state == ChangeState.RETURNED
    for level in change.route[: change.step + returned]:
        office = offices.of(change.unit, level)
        outcome = Outcome.RETURNED if returned and level == change.route[change.step] else Outcome.PASSED
        arrived = clock.now.date()
        # An office above takes its time, a unit the same day or the next.
        at = clock.later(1 if level == Level.UNIT else 8)
        decisions.append(
            Decision(
                change=change,
                level=level,
                office_id=office,
                by=staff.reviewers[office],
                outcome=outcome,
                at=at,
                arrived_on=arrived,
            )
        )
    if decided:
        approved[change.record_id] = min(clock.place + 1, last)
    return Signed(change, created, submitted, clock.now, tuple(decisions))


def _date_remarks(signed: Iterable[Signed]) -> None:
    for each in signed:
        if each.change.state == ChangeState.RETURNED:
            Remark.objects.filter(change=each.change).update(at=each.updated)


class _Offices:
    """Which office reviews, looked up once a region and level."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], int] = {}

    def of(self, unit: Organisation, level: str) -> int:
        if level == Level.UNIT:
            return unit.pk
        key = (unit.managing_region_id, level)
        if key not in self._known:
            self._known[key] = reviewing_office(unit, level).pk
        return self._known[key]


def office_reviewer(change: Change, staff: Staff) -> User:
    """Who reviews where a change waits."""
    return staff.reviewers[change.waiting_office_id or 0]
