"""From approved records to facts, set by set (path of one datum, step 8)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import batched
from typing import Any

from django.db import connection, transaction

from reports.stats.breakdowns import Coder
from reports.stats.cellkeys import StatisticsKey, record_key, to_signed
from reports.stats.models import Fact
from talent.categories.models import CategoryVersion
from talent.categories.service import code_table
from talent.records.models import TalentRecord
from talent.records.service import LEFT_OUT, unawaited
from talent.security.service import statistics_keys

_BATCH = 2000
#: Facts of one statement: these are written while the next ones are made.
_PORTION = 500
_COLUMNS = (
    *("record_id", "person_id", "category_id", "unit_id", "region_code", "seat_code"),
    *("birth_year", "counted", "person_key", "codes"),
)
#: What is doubtful counts or not, by a setting that this very statement reads.
_APPROVED = f"""
FROM records_talentrecord record JOIN records_change change ON change.id = record.approved_id
WHERE record.id = ANY(%s::bigint[]) AND NOT {LEFT_OUT.format(record="record")}
"""
_VERSIONS = f"""
SELECT id, category_id, number, digest FROM categories_categoryversion
WHERE id IN (SELECT change.version_id {_APPROVED})
"""
_READ = """
SELECT record.id, record.person_id, record.category_id, record.unit_id, record.region_code, record.seat_code,
    change.data #>> '{{identity,birth_date}}', change.data #>> '{{employment,person_status}}', {stated}
{approved} AND change.version_id = %s ORDER BY record.id
"""
# A column travels as one text: thousands of single parameters cost more than the work. What says the same
# as before is not written again, but logged.
_UPSERT = """
WITH given ({names}) AS (
    SELECT record_id, person_id, category_id, unit_id, region_code, seat_code, birth_year, counted,
        person_key, codes::smallint[]
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::integer[], %s::integer[],
        %s::smallint[], %s::boolean[], %s::bigint[], %s::text[]) AS fact ({names})
), logged AS (
    INSERT INTO stats_factlog (record_id) SELECT record_id FROM given
)
INSERT INTO stats_fact ({names}) SELECT {names} FROM given
ON CONFLICT (record_id) DO UPDATE SET {updates}
WHERE ({kept}) IS DISTINCT FROM ({new})
""".format(
    names=", ".join(_COLUMNS),
    updates=", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:]),
    kept=", ".join(f"stats_fact.{name}" for name in _COLUMNS[1:]),
    new=", ".join(f"excluded.{name}" for name in _COLUMNS[1:]),
)
_LOG = "INSERT INTO stats_factlog (record_id) SELECT unnest(%s::bigint[])"
#: The columns of a fact, in their order.
Row = tuple[Any, ...]


@transaction.atomic
def write_facts(record_ids: Iterable[int]) -> int:
    """Insert, replace or remove the facts of these records and log each; returns how many facts stand.

    A record without an approved change has none, nor has one that is left out for a doubt.
    """
    coder, key = Coder.load(), StatisticsKey(*statistics_keys())
    written = 0
    for batch in batched(record_ids, _BATCH):
        standing: set[int] = set()
        for version in _versions(batch):
            approved = _approved(batch, version, coder)
            with unawaited():
                for rows in batched(_facts(approved, version, coder, key), _PORTION):
                    _write(rows)
            standing.update(row[0] for row in approved)
        _remove(set(batch) - standing)
        written += len(standing)
    return written


def _versions(record_ids: Iterable[int]) -> list[CategoryVersion]:
    """Those that the approved changes of these records are of; a schema is read once a process."""
    return list(CategoryVersion.objects.raw(_VERSIONS, [_listed(record_ids)]))


def _approved(record_ids: Iterable[int], version: CategoryVersion, coder: Coder) -> list[Row]:
    """What is stated by each record with an approved change of a version."""
    stated, places = coder.stated(version, "change.data")
    with connection.cursor() as cursor:
        cursor.execute(
            _READ.format(stated=stated, approved=_APPROVED), [*places, _listed(record_ids), version.pk]
        )
        return cursor.fetchall()


def _facts(
    approved: Iterable[Row], version: CategoryVersion, coder: Coder, key: StatisticsKey
) -> Iterator[Row]:
    """The columns of a fact for each."""
    statuses = counted_statuses()
    for *placed, born, status, stated in approved:
        person_key = to_signed(record_key(placed[1], key=key))
        codes = f'"{_listed(coder.codes(version, json.loads(stated)))}"'
        yield (*placed, birth_year_of(born), status in statuses, person_key, codes)


def _write(rows: Sequence[Row]) -> None:
    """One statement for facts and log, however many rows."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [_listed(column) for column in zip(*rows, strict=True)])


def _remove(record_ids: AbstractSet[int]) -> None:
    """Those that are approved no longer."""
    if record_ids:
        Fact.objects.filter(record__in=record_ids).delete()
        with connection.cursor() as cursor:
            cursor.execute(_LOG, [_listed(record_ids)])


def _listed(values: Iterable[object]) -> str:
    """Numbers, truths, gaps or quoted texts as the text of an array in SQL."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


@transaction.atomic
def rebuild() -> int:
    """Make all facts again from the approved changes; the same facts as the receivers wrote."""
    Fact.objects.all().delete()
    approved = TalentRecord._plain.filter(approved__isnull=False).order_by("pk")
    return write_facts(approved.values_list("pk", flat=True).iterator(chunk_size=_BATCH))


def birth_year_of(born: str | None) -> int | None:
    """The year of a date as documents keep it."""
    return int(born[:4]) if born else None


def counted_statuses() -> frozenset[str | None]:
    """Codes of 人员状态 that the statistics count; a record that does not state one is counted."""
    entries = code_table("person_status").entries
    return frozenset(
        {None} | {each.code for each in entries if each.attributes.get("counted_in_stats") == "yes"}
    )
