"""Snapshots forget who an erased person was.

Their rows stay while a cell was last drawn then, and were found by whoever has the person's number and the
statistics key. So at erasure a random key takes the place of the person's in every part: the gate still
counts one who has gone, and nobody can say who. The parts are written anew by a job, each in a transaction of
its own; how far it is says the data itself.
"""

import secrets

import polars as pl
from django.db import transaction

from reports.stats.cellkeys import StatisticsKey, record_key, to_signed
from reports.stats.columns import PERSON, as_bytes, from_bytes
from reports.stats.enums import AT_REST, ReleaseState
from reports.stats.models import Forgetting, Release, Snapshot
from talent.jobs.service import defer
from talent.security.service import statistics_keys

JOB = "stats.forget"


@transaction.atomic
def forget_person(person_id: int) -> None:
    """Have all snapshots forget an erased person; a job does it, whose argument names nobody."""
    known = to_signed(record_key(person_id, key=StatisticsKey(*statistics_keys())))
    made = Forgetting.objects.create(person_key=known, instead=to_signed(secrets.randbits(64)))
    defer(JOB, forgetting=made.pk)


def forget(pk: int) -> None:
    """Write every part anew that has the key; done twice it is the same.

    A draft that is being drawn has read its persons before, perhaps, and keeps its snapshot later: then the
    row stays, and `sweep` begins once more when the draft is drawn.
    """
    asked = Forgetting.objects.filter(pk=pk).first()
    if asked is None:
        return
    still_drawn = _being_drawn()
    for part in Snapshot.objects.order_by("pk").values_list("pk", flat=True):
        _rewrite(part, asked)
    if not still_drawn:
        asked.delete()


@transaction.atomic
def _rewrite(part: int, asked: Forgetting) -> None:
    held = Snapshot.objects.select_for_update().filter(pk=part).first()
    if held is None:
        return
    rows = from_bytes([bytes(held.rows)])
    known = pl.col(PERSON) == asked.person_key
    if rows.filter(known).is_empty():
        return
    changed = pl.when(known).then(pl.lit(asked.instead, pl.Int64)).otherwise(pl.col(PERSON)).alias(PERSON)
    held.rows = as_bytes(rows.with_columns(changed))
    held.save(update_fields=["rows"])


def _being_drawn() -> bool:
    drafts = Release.objects.filter(state=ReleaseState.DRAWING)
    return drafts.exclude(secret__step__in=AT_REST).exists()


@transaction.atomic
def sweep() -> None:
    """Begin once more what had to wait for a draft."""
    for pk in Forgetting.objects.order_by("pk").values_list("pk", flat=True):
        defer(JOB, forgetting=pk)
