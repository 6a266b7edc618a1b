"""From approved records to facts, set by set (path of one datum, step 8)."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db import transaction

from reports.stats.breakdowns import Coder
from reports.stats.cellkeys import StatisticsKey, record_key, to_signed
from reports.stats.models import Fact, FactLog
from talent.categories.models import CategoryVersion
from talent.categories.service import code_table
from talent.records.models import TalentRecord
from talent.security.service import statistics_key

_BATCH = 2000
_COLUMNS = (
    *("person", "category", "unit_id", "region_code", "seat_code", "birth_year"),
    *("counted", "person_key", "codes"),
)


@transaction.atomic
def write_facts(record_ids: Iterable[int]) -> int:
    """Insert, replace or remove the facts of these records and log each; returns how many facts stand."""
    coder, key = Coder.load(), StatisticsKey(statistics_key())
    written = 0
    for batch in batched(record_ids, _BATCH):
        facts = list(_facts(batch, coder, key))
        Fact.objects.bulk_create(
            facts, update_conflicts=True, unique_fields=["record"], update_fields=list(_COLUMNS)
        )
        Fact.objects.filter(record__in=set(batch) - {fact.record_id for fact in facts}).delete()
        FactLog.objects.bulk_create(FactLog(record_id=record_id) for record_id in batch)
        written += len(facts)
    return written


@transaction.atomic
def rebuild() -> int:
    """Make all facts again from the approved changes; the same facts as the receivers wrote."""
    Fact.objects.all().delete()
    approved = TalentRecord._plain.filter(approved__isnull=False).order_by("pk")
    return write_facts(approved.values_list("pk", flat=True).iterator(chunk_size=_BATCH))


def _facts(record_ids: Iterable[int], coder: Coder, key: StatisticsKey) -> Iterator[Fact]:
    records = (
        TalentRecord._plain.filter(pk__in=record_ids, approved__isnull=False)
        .select_related("approved")
        .defer("approved__sealed", "approved__blocking", "approved__warnings")
        .order_by("pk")
    )
    statuses = _counted_statuses()
    # Joined to every row, a version's whole schema would be parsed once a record.
    versions = CategoryVersion.objects.in_bulk(set(records.values_list("approved__version", flat=True)))
    for record in records:
        change = record.approved
        if change is None:
            continue
        yield Fact(
            record_id=record.pk,
            person_id=record.person_id,
            category_id=record.category_id,
            unit_id=record.unit_id,
            region_code=record.region_code,
            seat_code=record.seat_code,
            birth_year=_birth_year(change.data),
            counted=change.data.get("employment", {}).get("person_status") in statuses,
            person_key=to_signed(record_key(record.person_id, key=key)),
            codes=coder.codes(versions[change.version_id], change.data),
        )


def _counted_statuses() -> frozenset[str | None]:
    """Codes of 人员状态 that the statistics count; a record that does not state one is counted."""
    entries = code_table("person_status").entries
    return frozenset(
        {None} | {each.code for each in entries if each.attributes.get("counted_in_stats") == "yes"}
    )


def _birth_year(data: dict[str, Any]) -> int | None:
    born = data.get("identity", {}).get("birth_date")
    return int(born[:4]) if born else None
