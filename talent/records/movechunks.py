"""Moves a set of approved changes to another version: new accepted changes beside the old ones, which stay.

Set by set where one statement can say it; what is sealed is sealed anew for its new row, one by one.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from talent.categories.service import Failure, Mover, join, split
from talent.records.enums import OPEN
from talent.records.models import Change, TalentRecord
from talent.records.numbering import allocate
from talent.security.service import decrypt, encrypt

_INSERT = """
INSERT INTO records_change (
    id, record_id, category_id, unit_id, region_code, seat_code, industry, system_id, version_id, state,
    source, data, sealed, full_name, name_bigrams, pinyin, completeness, blocking, warnings, lock, route,
    step, reviewers, self_reviewed, editors, created_by_id, created_at, updated_at, decided_at
)
SELECT new.id, record.id, record.category_id, record.unit_id, record.region_code, record.seat_code,
    record.industry, record.system_id, %(version)s, 'accepted', 'move', {data}, new.sealed, old.full_name,
    old.name_bigrams, old.pinyin, old.completeness, '[]', '[]', 1, '{{}}', 0, '{{}}', false, '{{}}', %(by)s,
    %(now)s, old.updated_at, %(now)s
FROM unnest(%(old)s::bigint[], %(new)s::bigint[], %(sealed)s::bytea[], %(data)s::text[])
    AS new (old_id, id, sealed, data)
JOIN records_change old ON old.id = new.old_id
JOIN records_talentrecord record ON record.id = old.record_id
"""
_POINT = """
UPDATE records_talentrecord record SET approved_id = new.id
FROM unnest(%(record)s::bigint[], %(new)s::bigint[]) AS new (record_id, id) WHERE record.id = new.record_id
"""


@dataclass(frozen=True)
class Standing:
    """A record with its approved change and the version of that."""

    record_id: int
    change_id: int
    version_id: int


@dataclass(frozen=True)
class Outcome:
    """What became of a set of records; `failures` by record."""

    moved: tuple[int, ...]
    current: int
    open: int
    failures: dict[int, tuple[Failure, ...]]


@dataclass(frozen=True)
class _Row:
    """A new change: its number, what it follows, its sealed values; its open ones unless SQL moves them."""

    standing: Standing
    number: int
    sealed: bytes
    data: str | None = None


def move_set(record_ids: Sequence[int], *, mover: Mover, by: int | None) -> Outcome:
    """Move what can be moved of these approved records, in the caller's transaction.

    Left as they are: records that somebody is deciding on or has an open change of (they move when edited),
    those at the version already, and those with a value that cannot be converted.
    """
    found = list(_held(record_ids))
    current = [each for each in found if each.version_id == mover.to.pk]
    waiting = set(
        Change._plain.filter(record__in=record_ids, state__in=OPEN).values_list("record_id", flat=True)
    )
    todo = [each for each in found if each.version_id != mover.to.pk and each.record_id not in waiting]
    moved: list[int] = []
    failures: dict[int, tuple[Failure, ...]] = {}
    by_version: dict[int, list[Standing]] = defaultdict(list)
    for each in todo:
        by_version[each.version_id].append(each)
    for version_id, standing in by_version.items():
        rows = list(_rows(standing, version_id, mover, failures))
        _write(rows, version_id, mover, by)
        moved += [row.standing.record_id for row in rows]
    left = len(record_ids) - len(moved) - len(current) - len(failures)
    return Outcome(tuple(sorted(moved)), len(current), left, failures)


def _held(record_ids: Sequence[int]) -> Iterator[Standing]:
    """The records, locked; it never waits for somebody who is deciding on one, so nobody waits in a ring."""
    free = (
        TalentRecord._plain.filter(pk__in=record_ids)
        .select_for_update(no_key=True, skip_locked=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    # Read again after they are locked: an approval that came between is seen.
    rows = TalentRecord._plain.filter(pk__in=list(free), approved__isnull=False).order_by("pk")
    for record_id, change_id, version_id in rows.values_list("pk", "approved_id", "approved__version_id"):
        if change_id is not None:
            yield Standing(record_id, change_id, version_id)


def _rows(
    standing: Sequence[Standing], version_id: int, mover: Mover, failures: dict[int, tuple[Failure, ...]]
) -> Iterator[_Row]:
    numbers = dict(zip(standing, allocate(Change, len(standing)), strict=True))
    by_change = {each.change_id: each for each in standing}
    changes = Change._plain.filter(pk__in=by_change)
    if mover.in_sql(version_id, "old.data") is not None:
        for change_id, blob in changes.values_list("pk", "sealed"):
            each = by_change[change_id]
            yield _Row(each, numbers[each], _sealed(numbers[each], _opened(change_id, blob)))
        return
    for change_id, blob, data in changes.values_list("pk", "sealed", "data"):
        each = by_change[change_id]
        found = mover.move(join(data, _opened(change_id, blob)), version_id)
        if found.failures:
            failures[each.record_id] = found.failures
            continue
        opened, secret = split(mover.to, found.document)
        sealed = _sealed(numbers[each], secret)
        yield _Row(each, numbers[each], sealed, json.dumps(opened, ensure_ascii=False))


def _opened(change_id: int, blob: bytes | memoryview) -> dict[str, object]:
    return decrypt(table="change", column="sealed", row_id=change_id, blob=blob)


def _sealed(change_id: int, values: dict[str, object]) -> bytes:
    return encrypt(table="change", column="sealed", row_id=change_id, values=values)


def _write(rows: Sequence[_Row], version_id: int, mover: Mover, by: int | None) -> None:
    if not rows:
        return
    expression = mover.in_sql(version_id, "old.data")
    given = {
        "version": mover.to.pk,
        "by": by,
        "now": timezone.now(),
        "record": [row.standing.record_id for row in rows],
        "old": [row.standing.change_id for row in rows],
        "new": [row.number for row in rows],
        "sealed": [row.sealed for row in rows],
        "data": [row.data for row in rows],
        **(expression.parameters if expression else {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(data=expression.sql if expression else "new.data::jsonb"), given)
        cursor.execute(_POINT, given)
