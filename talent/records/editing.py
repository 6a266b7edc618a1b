"""A change in the hands of whoever edits it: its person first, then itself, held until a transaction ends.

Asked at every save of a form, and while somebody types: written by the ORM, these statements cost more than
they take to run.
"""

from typing import Any

from django.db import connection

from talent.categories.models import CategoryVersion
from talent.orgs.models import Organisation
from talent.records.models import Change, Person, TalentRecord

#: A definition is read once a process; its schema is large and stays where it is.
_VERSION = ("id", "category_id", "number", "digest")
_RECORD = tuple(field.attname for field in TalentRecord._meta.concrete_fields)
_PERSON_OF = """
SELECT person.* FROM records_change change
JOIN records_talentrecord record ON record.id = change.record_id
JOIN records_person person ON person.id = record.person_id
WHERE change.id = %s FOR NO KEY UPDATE OF person
"""
_CHANGE = f"""
SELECT change.*, {", ".join(f'record.{name} AS "record {name}"' for name in _RECORD)},
    {", ".join(f'version.{name} AS "version {name}"' for name in _VERSION)}
FROM records_change change
JOIN records_talentrecord record ON record.id = change.record_id
JOIN categories_categoryversion version ON version.id = change.version_id
WHERE change.id = %s FOR UPDATE OF change
"""
#: What a save of a document writes.
SAVED = (
    *("version", "data", "sealed", "full_name", "completeness", "blocking", "warnings"),
    *("lock", "updated_at", "updated_by", "source", "name_bigrams", "pinyin", "editors"),
)
_FIELDS = tuple(field for field in Change._meta.concrete_fields if field.name in SAVED)
_UPDATE = f"UPDATE records_change SET {', '.join(f'{each.column} = %s' for each in _FIELDS)} WHERE id = %s"


def held_change(pk: int) -> Change:
    """A change with its version, its record and its person, held. Raises Change.DoesNotExist.

    The person comes first, as in a batch: two who save at once never wait for each other. Only the change
    and the person are locked; who alters a record holds its person.
    """
    person = next(iter(Person._plain.raw(_PERSON_OF, [pk])), None)
    change = next(iter(Change._plain.raw(_CHANGE, [pk])), None)
    if person is None or change is None:
        raise Change.DoesNotExist(pk)
    change.version = CategoryVersion.from_db(change._state.db, _VERSION, _taken(change, "version", _VERSION))
    change.record = TalentRecord.from_db(change._state.db, _RECORD, _taken(change, "record", _RECORD))
    change.record.person = person
    return change


def held_change_of(unit: Organisation, pk: int) -> Change:
    """The same of a unit's own. Raises Change.DoesNotExist for one of another unit, and lets go of it."""
    change = held_change(pk)
    if change.unit_id != unit.pk:
        raise Change.DoesNotExist(pk)
    change.unit = unit
    return change


def save_one(change: Change) -> None:
    """Write what a save of a document writes, of one change that is held."""
    values = [each.get_db_prep_save(getattr(change, each.attname), connection) for each in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [*values, change.pk])


def _taken(change: Change, of: str, names: tuple[str, ...]) -> list[Any]:
    """The columns of another table that came along with a change."""
    return [vars(change).pop(f"{of} {name}") for name in names]
