"""Moves a set of approved changes to another version: new accepted changes beside the old ones, which stay.

Set by set where one statement can say it; what is sealed is sealed anew for its new row, one by one.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection
from django.utils import timezone

from talent.categories.service import Failure, Mover, Tables, clean, split, tables_of
from talent.records.models import Change
from talent.records.numbering import allocate
from talent.records.unawaited import unawaited
from talent.records.unitfacts import unit_facts
from talent.security.service import encrypt, reseal

# Never waits for somebody who is deciding on a record, so that nobody waits in a ring.
_LOCK = """
SELECT id FROM records_talentrecord WHERE id = ANY(%s::bigint[]) AND approved_id IS NOT NULL
ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
"""
# Asked after they are locked: an approval that came between is seen.
_STANDING = """
SELECT record.id, change.id, change.version_id, change.sealed, EXISTS (
    SELECT FROM records_change other
    WHERE other.record_id = record.id AND other.state IN ('draft', 'returned', 'waiting', 'withdrawn')
)
FROM records_talentrecord record JOIN records_change change ON change.id = record.approved_id
WHERE record.id = ANY(%s::bigint[]) ORDER BY record.id
"""
# Numbers and sealed values travel as one text each: thousands of parameters cost more than the work.
_WRITE = """
WITH made AS (
    INSERT INTO records_change (
        id, record_id, category_id, unit_id, region_code, seat_code, industry, system_id, version_id, state,
        source, data, sealed, full_name, name_bigrams, pinyin, completeness, blocking, warnings, lock, route,
        step, reviewers, self_reviewed, editors, created_by_id, created_at, updated_at, decided_at
    )
    SELECT new.id, record.id, record.category_id, record.unit_id, record.region_code, record.seat_code,
        record.industry, record.system_id, %(version)s, 'accepted', 'move', {data}, decode(new.sealed, 'hex'),
        old.full_name, old.name_bigrams, old.pinyin, coalesce(new.completeness, old.completeness), '[]', '[]',
        1, '{{}}', 0, '{{}}', false, '{{}}', %(by)s, %(now)s, old.updated_at, %(now)s
    FROM unnest(%(old)s::bigint[], %(new)s::bigint[], %(sealed)s::text[], %(completeness)s::int[])
        WITH ORDINALITY AS new (old_id, id, sealed, completeness, place)
    JOIN records_change old ON old.id = new.old_id
    JOIN records_talentrecord record ON record.id = old.record_id
    RETURNING id, record_id
)
UPDATE records_talentrecord record SET approved_id = made.id FROM made WHERE record.id = made.record_id
"""
# What a version no longer asks for is kept with the change that had it; its files go along all the same.
_REFER = """
INSERT INTO records_attachmentuse (attachment_id, change_id)
SELECT use.attachment_id, new.id
FROM unnest(%(old)s::bigint[], %(new)s::bigint[]) AS new (old_id, id)
JOIN records_attachmentuse use ON use.change_id = new.old_id
"""
#: Rows of one statement: enough to be worth a statement, few enough to be written while others are sealed.
_PORTION = 250
#: Where rows go one by one, their documents are one JSON list.
_GIVEN = "%(data)s::jsonb -> (new.place - 1)::int"


@dataclass(frozen=True)
class Standing:
    """A record with its approved change, the version of that and its sealed values."""

    record_id: int
    change_id: int
    version_id: int
    sealed: bytes
    open: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a set of records; `failures` by record."""

    moved: tuple[int, ...]
    current: int
    open: int
    failures: dict[int, tuple[Failure, ...]]


@dataclass(frozen=True)
class _Row:
    """A new change: its number, what it follows, its sealed values; its open ones unless SQL moves them.

    `completeness` is None where it is certain to stay.
    """

    standing: Standing
    number: int
    sealed: bytes
    data: dict[str, object] | None = None
    completeness: int | None = None


def move_set(record_ids: Sequence[int], *, mover: Mover, by: int | None) -> Outcome:
    """Move what can be moved of these approved records, in the caller's transaction.

    Left as they are: records that somebody is deciding on or has an open change of (they move when edited),
    those at the version already, and those with a value that cannot be converted.
    """
    found = _held(record_ids)
    current = sum(each.version_id == mover.to.pk for each in found)
    by_version: dict[int, list[Standing]] = defaultdict(list)
    for each in found:
        if each.version_id != mover.to.pk and not each.open:
            by_version[each.version_id].append(each)
    moved: list[int] = []
    failures: dict[int, tuple[Failure, ...]] = {}
    for version_id, standing in by_version.items():
        with unawaited():
            for rows in batched(_rows(standing, version_id, mover, failures), _PORTION):
                _write(rows, version_id, mover, by)
                moved += [row.standing.record_id for row in rows]
    left = len(record_ids) - len(moved) - current - len(failures)
    return Outcome(tuple(sorted(moved)), current, left, failures)


def _held(record_ids: Iterable[int]) -> list[Standing]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [_listed(record_ids)])
        cursor.execute(_STANDING, [_listed(row[0] for row in cursor.fetchall())])
        return [Standing(*row) for row in cursor.fetchall()]


def _listed(numbers: Iterable[int | str]) -> str:
    """Numbers, or NULL, as the text of an array in SQL."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _rows(
    standing: Sequence[Standing], version_id: int, mover: Mover, failures: dict[int, tuple[Failure, ...]]
) -> Iterator[_Row]:
    numbers = allocate(Change, len(standing))
    stays = mover.keeps_completeness(version_id)
    if stays and mover.in_sql(version_id, "old.data") is not None:
        for each, number in zip(standing, numbers, strict=True):
            sealed = reseal(
                table="change", column="sealed", row_id=each.change_id, blob=each.sealed, to=number
            )
            yield _Row(each, number, sealed)
        return
    changes = Change._plain.select_related("unit").in_bulk([each.change_id for each in standing])
    tables = tables_of(mover.to)
    for each, number in zip(standing, numbers, strict=True):
        change = changes[each.change_id]
        found = mover.move(change.document(), version_id)
        if found.failures:
            failures[each.record_id] = found.failures
            continue
        data, secret = split(mover.to, found.document)
        sealed = encrypt(table="change", column="sealed", row_id=number, values=secret)
        completeness = None if stays else _completeness(found.document, change, mover, tables)
        yield _Row(each, number, sealed, data, completeness)


def _completeness(document: dict[str, Any], change: Change, mover: Mover, tables: Tables) -> int:
    """The share that the version's own check finds; what stands in the record stays good there."""
    unit = unit_facts(change.unit)
    return clean(mover.to, document, unit=unit, tables=tables, standing=document).completeness


def _write(rows: Sequence[_Row], version_id: int, mover: Mover, by: int | None) -> None:
    expression = mover.in_sql(version_id, "old.data") if rows[0].data is None else None
    given = {
        "version": mover.to.pk,
        "by": by,
        "now": timezone.now(),
        "old": _listed(row.standing.change_id for row in rows),
        "new": _listed(row.number for row in rows),
        "sealed": "{" + ",".join(row.sealed.hex() or '""' for row in rows) + "}",
        "completeness": _listed("NULL" if row.completeness is None else row.completeness for row in rows),
    }
    given |= expression.parameters if expression else {"data": json.dumps([row.data for row in rows])}
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(data=expression.sql if expression else _GIVEN), given)
        cursor.execute(_REFER, {name: given[name] for name in ("old", "new")})
