"""Choosing what one decision is made on: what is left out and why, and the sample that must be looked at."""

import math
import random
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from reviews.inbox.bulk.enums import ItemState, Why
from reviews.inbox.bulk.judging import Judge, Seen, read
from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.enums import Outcome
from talent.orgs.enums import Role
from talent.orgs.service import ScopedQuerySet, scope_for
from talent.records.models import Change
from talent.records.service import review_settings
from talent.security.models import User
from talent.security.service import record_event

#: Of more changes than these one run takes those that are due first.
MOST = 20_000
_SEEDS = 2**31
#: For so long a sample that was left unopened is not forgotten.
_REMEMBERED = timedelta(days=30)
_ITEMS = """
INSERT INTO inbox_bulkitem (run_id, change_id, lock, state, why, said, self_review, sampled)
SELECT %s, made.*, false
FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::boolean[]) AS made
"""
_SAMPLE = "UPDATE inbox_bulkitem SET sampled = true WHERE run_id = %s AND change_id = ANY(%s)"


@dataclass(frozen=True)
class Chosen:
    """`gone`: so many that were ticked wait here no longer. `more`: there were more than one run takes."""

    run: BulkRun
    gone: int = 0
    more: bool = False


class NothingChosen(LookupError):
    """None of the changes waits here."""


@transaction.atomic
def prepare(
    *,
    waiting: ScopedQuerySet[Change],
    by: User,
    role: Role,
    outcome: Outcome,
    locks: Mapping[int, int] | None = None,
    query: str = "",
) -> Chosen:
    """Make a run over these waiting changes: those ticked (`locks`, as they were seen), or all of them.

    Nothing is decided. Raises NothingChosen.
    """
    if locks is not None:
        waiting = waiting.filter(pk__in=locks)
    rows = read(waiting[: MOST + 1])
    more, rows = len(rows) > MOST, rows[:MOST]
    if not rows:
        raise NothingChosen
    today = scope_for(by)
    away = frozenset[int]().union(*(today.stands_for(each) for each in {each.office for each in rows}))
    judge = Judge(by, passes=outcome == Outcome.PASSED, standing_for=away)
    why = judge.judge(rows, locks)
    run = BulkRun.objects.create(
        by=by,
        role=role,
        offices=sorted({each.office for each in rows}),
        outcome=outcome,
        query=query,
        seed=secrets.randbelow(_SEEDS),
    )
    _enter(run, rows, why, own={each.pk for each in rows if judge.is_own(each)})
    ready = [each.pk for each in rows if why[each.pk] is None]
    sample = _sample(run, ready)
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE, [run.pk, sample])
    _log(by, run, count=len(ready), sampled=len(sample))
    return Chosen(run, gone=len(locks) - len(rows) if locks is not None else 0, more=more)


def _sample(run: BulkRun, ready: Sequence[int]) -> list[int]:
    """First what its maker was to look at before and did not open: preparing anew draws nothing easier."""
    since = timezone.now() - _REMEMBERED
    drawn_before = BulkItem._plain.filter(run__by=run.by_id, run__at__gte=since, sampled=True)
    unopened = drawn_before.filter(seen_at__isnull=True).values_list("change", flat=True)
    again = set(ready).intersection(unopened)
    size = max(0, sample_size(len(ready)) - len(again))
    return sorted(again.union(drawn(set(ready) - again, seed=run.seed, size=size)))


def sample_size(ready: int) -> int:
    """How many of so many must be looked at, by the settings in force."""
    asked = review_settings()
    share = math.ceil(ready * asked.sample_percent / 100)
    return min(ready, max(asked.sample_least, min(asked.sample_most, share)))


def drawn(numbers: Collection[int], *, seed: int, size: int) -> list[int]:
    """The same for the same numbers and seed, whatever order they come in."""
    return sorted(random.Random(seed).sample(sorted(numbers), size))  # the seed is kept, to be drawn again


def _enter(run: BulkRun, rows: Sequence[Seen], why: Mapping[int, Why | None], *, own: set[int]) -> None:
    states = [ItemState.LEFT if why[each.pk] else ItemState.READY for each in rows]
    columns = (
        [each.pk for each in rows],
        [each.lock for each in rows],
        states,
        [why[each.pk] or "" for each in rows],
        [""] * len(rows),
        [each.pk in own and not why[each.pk] for each in rows],
    )
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS, [run.pk, *columns])


def _log(by: User, run: BulkRun, *, count: int, sampled: int) -> None:
    record_event(
        by=by,
        action="prepare_bulk",
        subject="bulk_run",
        subject_id=run.pk,
        organisation_ids=run.offices,
        detail={"outcome": run.outcome, "count": count, "sampled": sampled},
    )
