"""Ten thousand decisions by several reviewers at once, each of whom tries all of them, chunk by chunk."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import batched

import pytest
from django.db import connection, connections

from reports.stats.models import Fact
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from reviews.inbox.service import decide_many
from talent.orgs.service import scope_for
from talent.records.models import Change, TalentRecord
from talent.security.models import AuditEvent
from tests.reviews.inbox.bulk.banner import Banner

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "public"]), pytest.mark.slow]

SIZE, CHUNK, THREADS = 10_000, 250, 6
ACTIONS = {"passed": "accept", "returned": "send_back"}


def decide_all(by, outcome, seed):
    """Try all changes in an order of one's own; how many were decided, and why the others were not."""
    numbers = list(range(1, SIZE + 1))
    random.Random(seed).shuffle(numbers)
    found = Counter()
    try:
        scope = scope_for(by)
        for chunk in batched(numbers, CHUNK):
            locks = dict.fromkeys(chunk, 2)
            results = decide_many(locks=locks, by=by, scope=scope, outcome=outcome, opinion="核对")
            found.update(result.why or "done" for result in results.values())
    finally:
        connections.close_all()
    return found


def test_each_is_decided_once_and_the_log_says_the_same():
    banner = Banner(SIZE, officers=THREADS)
    last = AuditEvent.objects.latest("pk").pk
    outcomes = [Outcome.PASSED, Outcome.PASSED, Outcome.RETURNED] * (THREADS // 3)

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(decide_all, banner.officers, outcomes, range(THREADS)))

    assert sum(each["done"] for each in found) == SIZE
    assert {why for each in found for why in each} == {"done", "gone"}
    decided = dict(Decision._plain.values_list("change", "outcome"))
    assert (len(decided), Decision._plain.count()) == (SIZE, SIZE)
    states = {"passed": "accepted", "returned": "returned"}
    stood = {pk: (state, lock) for pk, state, lock in Change._plain.values_list("pk", "state", "lock")}
    assert stood == {pk: (states[outcome], 3) for pk, outcome in decided.items()}
    passed = {pk for pk, outcome in decided.items() if outcome == "passed"}
    assert (
        set(TalentRecord._plain.filter(approved__isnull=False).values_list("approved", flat=True)) == passed
    )
    assert set(Fact.objects.values_list("record", flat=True)) == passed
    logged = {
        (pk, event.action, event.by_id)
        for event in AuditEvent.objects.filter(pk__gt=last)
        for pk in event.detail.get("changes", [event.subject_id])
    }
    by = dict(Decision._plain.values_list("change", "by"))
    assert {(int(pk), action, who) for pk, action, who in logged} == {
        (pk, ACTIONS[outcome], by[pk]) for pk, outcome in decided.items()
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert cursor.fetchone() == (0,)
