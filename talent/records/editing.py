"""A change in the hands of whoever edits it: its person first, then itself, held until a transaction ends.

Asked at every save of a form, and while somebody types: written by the ORM, these statements cost more than
they take to run.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from talent.categories.models import CategoryVersion
from talent.orgs.models import Organisation
from talent.records.models import Change, Person, TalentRecord

type Column = Field[Any, Any]
type Fields = Sequence[Column]


def _all_of(model: type[Model]) -> Fields:
    return tuple(model._meta.concrete_fields)


def _listed(of: str, fields: Fields) -> str:
    return ", ".join(f"{of}.{each.column}" for each in fields)


_CHANGE, _RECORD, _PERSON = _all_of(Change), _all_of(TalentRecord), _all_of(Person)
#: A definition is read once a process; its schema is large and stays where it is.
_VERSION = tuple(each for each in _all_of(CategoryVersion) if each.name != "schema")
_HOLD_PERSON = """
SELECT person.id FROM records_change change
JOIN records_talentrecord record ON record.id = change.record_id
JOIN records_person person ON person.id = record.person_id
WHERE change.id = %s FOR NO KEY UPDATE OF person
"""
_HOLD = f"""
SELECT {_listed("change", _CHANGE)}, {_listed("record", _RECORD)}, {_listed("person", _PERSON)},
    {_listed("version", _VERSION)}
FROM records_change change
JOIN records_talentrecord record ON record.id = change.record_id
JOIN records_person person ON person.id = record.person_id
JOIN categories_categoryversion version ON version.id = change.version_id
WHERE change.id = %s FOR UPDATE OF change
"""
#: What a save of a document writes.
SAVED = (
    *("version", "data", "sealed", "full_name", "completeness", "blocking", "warnings"),
    *("lock", "updated_at", "updated_by", "source", "import_run", "name_bigrams", "pinyin", "editors"),
)
_SAVED = tuple(each for each in _CHANGE if each.name in SAVED)
_UPDATE = f"UPDATE records_change SET {', '.join(f'{each.column} = %s' for each in _SAVED)} WHERE id = %s"


def held_change(pk: int) -> Change:
    """A change with its version, its record and its person, held. Raises Change.DoesNotExist.

    The person comes first, as in a batch: two who save at once never wait for each other. Only the change
    and the person are locked; who alters a record holds its person.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_PERSON, [pk])
        cursor.execute(_HOLD, [pk])
        found = cursor.fetchone()
    if found is None:
        raise Change.DoesNotExist(pk)
    columns = iter(found)
    change, record = _row(Change, _CHANGE, columns), _row(TalentRecord, _RECORD, columns)
    record.person = _row(Person, _PERSON, columns)
    change.record, change.version = record, _row(CategoryVersion, _VERSION, columns)
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
    values = [each.get_db_prep_save(getattr(change, each.attname), connection) for each in _SAVED]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [*values, change.pk])


def _row[M: Model](model: type[M], fields: Fields, columns: Iterator[Any]) -> M:
    """A row from the next columns, as the ORM would read it."""
    values = [_read(field, value) for field, value in zip(fields, islice(columns, len(fields)), strict=True)]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def _read(field: Column, value: Any) -> Any:
    convert = getattr(field, "from_db_value", None)
    return convert(value, None, connection) if convert else value
