"""One decision on many waiting changes, in one transaction: the step is that of records, set by set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.functional import Promise

from reviews.inbox.bulk.enums import Why
from reviews.inbox.bulk.judging import Judge, Seen, read
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import Scope
from talent.records.service import Desks, FieldRemark, NotAllowed, accept_many, send_back_many
from talent.security.models import User

# What is the same for all rows travels once; a column of the others as one text.
_DECIDE = """
INSERT INTO inbox_decision (change_id, level, office_id, arrived_on, self_review, {names})
SELECT made.*, {same}
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::date[], %s::boolean[]) AS made
"""
_OF_ITS_OWN = frozenset({"id", "change_id", "level", "office_id", "arrived_on", "self_review"})


@dataclass(frozen=True)
class Result:
    """What became of one change: `why` is None where it was decided; `said` is what the step said instead."""

    why: Why | None = None
    said: str | Promise = ""
    self_review: bool = False

    @property
    def done(self) -> bool:
        return self.why is None


@transaction.atomic
def decide_many(
    *,
    locks: Mapping[int, int],
    by: User,
    scope: Scope,
    outcome: Outcome = Outcome.PASSED,
    opinion: str = "",
) -> dict[int, Result]:
    """Pass changes, or send them back, by their numbers, each with the lock that was seen; results in order.

    What can be decided is decided together, by the same step as a single one and with one audit event; what
    cannot says why and stops no other. Rows are locked in the order of their numbers. Raises ValueError for
    another outcome, and NotAllowed for going back without a reason.
    """
    if outcome not in {Outcome.PASSED, Outcome.RETURNED}:
        raise ValueError(outcome)
    held = inbox_for(scope).filter(pk__in=locks).select_for_update(of=("self",)).order_by("pk")
    seen = {each.pk: each for each in read(held)}
    judge = Judge(by, passes=outcome == Outcome.PASSED)
    why = judge.judge(seen.values(), locks)
    refused: dict[int, NotAllowed] = {}
    ready = [each for each in seen.values() if why[each.pk] is None]
    # In the place of others at one of the offices, their eyes count for all: a run hardly ever spans two.
    away = frozenset[int]().union(*(scope.stands_for(each) for each in {each.office for each in ready}))
    _walk(ready, by, outcome, opinion, refused, Desks(standing_for=away))
    decided = [each for each in ready if each.pk not in refused]
    own = {each.pk for each in decided if judge.is_own(each)}
    alike = Decision(by=by, outcome=outcome, opinion=opinion.strip()[:500])
    alike.standing_for_id = min(away, default=None)
    _write(decided, own, alike)
    results = {pk: Result(Why.GONE) for pk in locks}
    results |= {pk: Result(each, self_review=pk in own) for pk, each in why.items()}
    return results | {pk: Result(Why.REFUSED, no.reason) for pk, no in refused.items()}


def _walk(
    ready: Sequence[Seen],
    by: User,
    outcome: Outcome,
    opinion: str,
    refused: dict[int, NotAllowed],
    desks: Desks,
) -> None:
    if not ready:
        return
    if outcome == Outcome.PASSED:
        accept_many(changes=ready, by=by, refused=refused, desks=desks)
    else:
        said = [FieldRemark("", opinion)]
        send_back_many(changes=ready, by=by, remarks=said, refused=refused, desks=desks)


def _write(decided: Sequence[Seen], own: set[int], alike: Decision) -> None:
    """The decisions as the changes stood before the step; `alike` has what they share."""
    if not decided:
        return
    fields = [
        each
        for each in Decision._meta.concrete_fields
        if each.column not in _OF_ITS_OWN and getattr(alike, each.attname) is not None
    ]
    names = ", ".join(str(each.column) for each in fields)
    same: list[Any] = [each.get_db_prep_save(getattr(alike, each.attname), connection) for each in fields]
    columns = (
        (each.pk for each in decided),
        (each.level for each in decided),
        (each.office for each in decided),
        (each.waiting_since or "NULL" for each in decided),
        (each.pk in own for each in decided),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _DECIDE.format(names=names, same=", ".join(["%s"] * len(same))),
            [*same, *("{" + ",".join(map(str, column)) + "}" for column in columns)],
        )
