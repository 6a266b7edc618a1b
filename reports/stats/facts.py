"""From approved records to facts, set by set (path of one datum, step 8)."""

import json
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db import connection, transaction

from reports.stats.breakdowns import Coder
from reports.stats.cellkeys import StatisticsKey, record_key, to_signed
from reports.stats.models import Fact
from talent.categories.models import CategoryVersion
from talent.categories.service import code_table
from talent.records.models import TalentRecord
from talent.security.service import statistics_key

_BATCH = 2000
_COLUMNS = (
    *("record_id", "person_id", "category_id", "unit_id", "region_code", "seat_code"),
    *("birth_year", "counted", "person_key", "codes"),
)
# A version's whole schema would be parsed once a record; what names the version is enough.
_READ = """
SELECT record.id, record.person_id, record.category_id, record.unit_id, record.region_code, record.seat_code,
    change.data, version.id, version.category_id, version.number, version.digest
FROM records_talentrecord record
JOIN records_change change ON change.id = record.approved_id
JOIN categories_categoryversion version ON version.id = change.version_id
WHERE record.id = ANY(%s::bigint[]) ORDER BY record.id
"""
#: What a version is known by; its schema is read once a process, and where it is not known yet.
_VERSION = ("id", "category_id", "number", "digest")
# A column travels as one text: thousands of single parameters cost more than the work. What says the same
# as before is not written again.
_UPSERT = """
INSERT INTO stats_fact ({names})
SELECT record_id, person_id, category_id, unit_id, region_code, seat_code, birth_year, counted, person_key,
    codes::smallint[]
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::integer[], %s::integer[],
    %s::smallint[], %s::boolean[], %s::bigint[], %s::text[]) AS fact ({names})
ON CONFLICT (record_id) DO UPDATE SET {updates}
WHERE ({kept}) IS DISTINCT FROM ({given})
""".format(
    names=", ".join(_COLUMNS),
    updates=", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:]),
    kept=", ".join(f"stats_fact.{name}" for name in _COLUMNS[1:]),
    given=", ".join(f"excluded.{name}" for name in _COLUMNS[1:]),
)
_LOG = "INSERT INTO stats_factlog (record_id) SELECT unnest(%s::bigint[])"
#: The columns of a fact, in their order.
Row = tuple[Any, ...]


@transaction.atomic
def write_facts(record_ids: Iterable[int]) -> int:
    """Insert, replace or remove the facts of these records and log each; returns how many facts stand."""
    coder, key = Coder.load(), StatisticsKey(statistics_key())
    written = 0
    for batch in batched(record_ids, _BATCH):
        rows = list(_facts(batch, coder, key))
        _write(rows, batch)
        Fact.objects.filter(record__in=set(batch) - {row[0] for row in rows}).delete()
        written += len(rows)
    return written


def _write(rows: list[Row], batch: Iterable[int]) -> None:
    """One statement for the facts and one for the log, however many rows."""
    columns = [_listed(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        if columns:
            cursor.execute(_UPSERT, columns)
        cursor.execute(_LOG, [_listed(batch)])


def _listed(values: Iterable[object]) -> str:
    """Numbers, truths, gaps or quoted texts as the text of an array in SQL."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


@transaction.atomic
def rebuild() -> int:
    """Make all facts again from the approved changes; the same facts as the receivers wrote."""
    Fact.objects.all().delete()
    approved = TalentRecord._plain.filter(approved__isnull=False).order_by("pk")
    return write_facts(approved.values_list("pk", flat=True).iterator(chunk_size=_BATCH))


def _facts(record_ids: Iterable[int], coder: Coder, key: StatisticsKey) -> Iterator[Row]:
    """The columns of a fact for each record with an approved change."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [_listed(record_ids)])
        rows = cursor.fetchall()
    statuses = _counted_statuses()
    named = {row[-len(_VERSION) :] for row in rows}
    versions = {each[0]: CategoryVersion.from_db(connection.alias, _VERSION, each) for each in named}
    for *placed, text, version_id, _category_id, _number, _digest in rows:
        data = json.loads(text)
        counted = data.get("employment", {}).get("person_status") in statuses
        person_key = to_signed(record_key(placed[1], key=key))
        codes = f'"{_listed(coder.codes(versions[version_id], data))}"'
        yield (*placed, _birth_year(data), counted, person_key, codes)


def _counted_statuses() -> frozenset[str | None]:
    """Codes of 人员状态 that the statistics count; a record that does not state one is counted."""
    entries = code_table("person_status").entries
    return frozenset(
        {None} | {each.code for each in entries if each.attributes.get("counted_in_stats") == "yes"}
    )


def _birth_year(data: dict[str, Any]) -> int | None:
    born = data.get("identity", {}).get("birth_date")
    return int(born[:4]) if born else None
