"""Snapshots and kept sets forget who an erased person was.

Their rows stay while a cell was last drawn then, and were found by whoever has the person's number and the
statistics key: in a snapshot at once, and in the sums of a set by taking away the keys of all others. So at
erasure a random key takes the place of the person's in both: the gate still counts one who has gone, and
nobody can say who. Release after release is written anew by a job, each in a transaction of its own; how far
it is says the data itself.
"""

import secrets
from collections.abc import Collection

import polars as pl
from django.db import transaction

from reports.stats.cellkeys import StatisticsKey, from_signed, record_key, to_signed
from reports.stats.columns import PARTS, PERSON, as_bytes, from_bytes, tally
from reports.stats.enums import AT_REST, ReleaseState
from reports.stats.lattices import version
from reports.stats.models import DrawnCell, DrawnSet, Forgetting, Release, SecretRelease, Snapshot
from reports.stats.resolved import Resolved
from talent.jobs.service import defer
from talent.security.service import statistics_keys

JOB = "stats.forget"


@transaction.atomic
def forget_person(person_id: int) -> None:
    """Have all snapshots and sets forget an erased person; a job does it, whose argument names nobody."""
    known = record_key(person_id, key=StatisticsKey(*statistics_keys()))
    # Of the same part of a set (columns.counted).
    instead = secrets.randbits(64) // PARTS * PARTS + known % PARTS
    made = Forgetting.objects.create(person_key=to_signed(known), instead=to_signed(instead))
    defer(JOB, forgetting=made.pk)


def forget(pk: int) -> None:
    """Write anew what has the key; done twice it is the same.

    A draft that is being drawn has read its persons before, perhaps, and keeps its snapshot later: then the
    row stays, and `sweep` begins once more when the draft is drawn.
    """
    asked = Forgetting.objects.filter(pk=pk).first()
    if asked is None:
        return
    still_drawn = _being_drawn()
    for release in Snapshot.objects.order_by("release").values_list("release", flat=True).distinct():
        _rewrite(release, asked)
    if not still_drawn:
        asked.delete()


@transaction.atomic
def _rewrite(release: int, asked: Forgetting) -> None:
    """The sets go with the snapshot, whose rows say which of them the person was in."""
    of_person = []
    for part in Snapshot.objects.filter(release=release).order_by("part").values_list("pk", flat=True):
        held = Snapshot.objects.select_for_update().get(pk=part)
        rows = from_bytes([bytes(held.rows)])
        known = pl.col(PERSON) == asked.person_key
        if (found := rows.filter(known)).is_empty():
            continue
        of_person.append(found)
        changed = pl.when(known).then(pl.lit(asked.instead, pl.Int64)).otherwise(pl.col(PERSON)).alias(PERSON)
        held.rows = as_bytes(rows.with_columns(changed))
        held.save(update_fields=["rows"])
    if of_person:
        _rewrite_sets(release, asked, _cells(release, pl.concat(of_person)))


def _cells(release: int, rows: pl.DataFrame) -> list[str]:
    """The cells of a release that these rows were counted in."""
    lattice = SecretRelease.objects.values_list("lattice", flat=True).get(release__number=release)
    counted_by = Resolved(version(lattice), {}, {}, [], {}, {})
    return [cell for cell, _tally in tally(rows, counted_by)]


def _rewrite_sets(release: int, asked: Forgetting, cells: Collection[str]) -> None:
    sets = list(DrawnSet.objects.select_for_update().filter(release=release, cell__in=cells).order_by("pk"))
    drafted = DrawnCell.objects.filter(release__number=release, last_redraw=release, cell__in=cells)
    drawn = list(drafted.exclude(parts=[]).select_for_update(of=("self",)).order_by("pk"))
    held: list[DrawnSet | DrawnCell] = [*sets, *drawn]
    place = asked.person_key % PARTS
    for each in held:
        each.parts[place] = _signed(each.parts[place] - asked.person_key + asked.instead)
    DrawnSet.objects.bulk_update(sets, ["parts"])
    DrawnCell.objects.bulk_update(drawn, ["parts"])


def _signed(key: int) -> int:
    return to_signed(from_signed(key))


def _being_drawn() -> bool:
    drafts = Release.objects.filter(state=ReleaseState.DRAWING)
    return drafts.exclude(secret__step__in=AT_REST).exists()


@transaction.atomic
def sweep() -> None:
    """Begin once more what had to wait for a draft."""
    for pk in Forgetting.objects.order_by("pk").values_list("pk", flat=True):
        defer(JOB, forgetting=pk)
