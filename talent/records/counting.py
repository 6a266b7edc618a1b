"""Whether what is doubtful is counted: by the setting, as the database has it in the reader's statement."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from talent.orgs.models import ScopedQuerySet
from talent.records.models import Doubt, TalentRecord
from talent.records.signals import records_changed

#: True of a record that statistics, queries and what is drawn from them leave out; `{record}`: its table.
LEFT_OUT = """(
    NOT coalesce((SELECT count_doubted FROM records_settingschange ORDER BY id DESC LIMIT 1), true)
    AND EXISTS (SELECT FROM records_doubt mark WHERE mark.record_id = {record}.id AND mark.ended_at IS NULL)
)"""
_OF_RECORDS = f"NOT {LEFT_OUT.format(record='records_talentrecord')}"


def counted(records: ScopedQuerySet[TalentRecord]) -> ScopedQuerySet[TalentRecord]:
    """Records without those that are left out for a doubt."""
    return records.filter(RawSQL(_OF_RECORDS, [], output_field=BooleanField()))


def hold_settings() -> None:
    """Until this transaction ends nobody changes the settings: what it writes by them is not overtaken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('records.settings'))")


def count_doubted_anew() -> None:
    """Facts of all that is doubtful follow a changed setting, in the transaction that changes it."""
    doubted: Iterable[int] = Doubt._plain.filter(ended_at__isnull=True).values_list("record", flat=True)
    if found := list(doubted):
        records_changed.send(TalentRecord, record_ids=sorted(found))
