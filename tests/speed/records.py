"""Approved records by the thousand: copies of one, with numbers of their own, straight into the tables."""

from django.db import connection
from django.utils import timezone

from talent.categories.models import Category
from talent.records.models import Change, Person, TalentRecord
from talent.records.models import placement as placed

_PEOPLE = """
INSERT INTO records_person SELECT (jsonb_populate_record(first, jsonb_build_object(
    'id', %(person)s + n, 'blind_index', '\\x' || lpad(to_hex(%(person)s + n), 64, '0')
))).* FROM records_person first, generate_series(1, %(n)s) n WHERE first.id = %(person)s
"""
_RECORDS = """
INSERT INTO records_talentrecord SELECT (jsonb_populate_record(first, jsonb_build_object(
    'id', %(record)s + n, 'person_id', %(person)s + n
))).* FROM records_talentrecord first, generate_series(1, %(n)s) n WHERE first.id = %(record)s
"""
_CHANGES = """
INSERT INTO records_change SELECT (jsonb_populate_record(first, jsonb_build_object(
    'id', %(change)s + n, 'record_id', %(record)s + n, 'self_reviewed', (n + 1) %% %(self_reviewed)s = 0
))).* FROM records_change first, generate_series(1, %(n)s) n WHERE first.id = %(change)s
"""
_APPROVE = """
UPDATE records_talentrecord SET approved_id = %(change)s + id - %(record)s, approved_at = now()
WHERE id BETWEEN %(record)s AND %(record)s + %(n)s
"""
_NUMBERS = """
SELECT min(number) FROM (
    SELECT nextval(pg_get_serial_sequence(%s, 'id')) number FROM generate_series(1, %s)
) numbers
"""


def write_records(count, *, unit, category="professional", self_reviewed_every=10, data=None):
    """So many approved records of a unit, every so-manieth a self-review; returns the last number."""
    known = Category.objects.get(key=category)
    with connection.cursor() as cursor:
        first = {}
        for model in (Person, TalentRecord, Change):
            cursor.execute(_NUMBERS, [model._meta.db_table, count])
            first[model] = cursor.fetchone()[0]
        _write_first(first, unit, known, data or {})
        given = {"person": first[Person], "record": first[TalentRecord], "change": first[Change]}
        for statement in (_PEOPLE, _RECORDS, _CHANGES, _APPROVE):
            cursor.execute(statement, {**given, "n": count - 1, "self_reviewed": self_reviewed_every})
        for model in (Person, TalentRecord, Change):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
    return first[TalentRecord] + count - 1


def _write_first(numbers, unit, category, data):
    """The one that the others are copies of, with every column as the models fill it."""
    index = numbers[Person].to_bytes(32)
    person = Person._plain.create(pk=numbers[Person], document_kind="01", blind_index=index)
    place = {"category": category, **placed(unit)}
    record = TalentRecord._plain.create(pk=numbers[TalentRecord], person=person, held=True, **place)
    now = timezone.now()
    Change._plain.create(
        pk=numbers[Change],
        record=record,
        version_id=category.current_id,
        state="accepted",
        source="unit",
        data=data,
        full_name="苏和",
        route=["unit", "banner"],
        step=2,
        submitted_at=now,
        decided_at=now,
        **place,
    )
