"""Empty tables without their indexes and references while they are filled, as the owner may do.

What is taken off is put back in the same transaction, which checks it over all rows at once. Nothing of it is
ever committed half: whatever ends the transaction leaves the tables as they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.backends.utils import CursorWrapper

from portal.demo.bulk.tables import AUDIT, COLUMNS, DECISION

#: The log has other rows already; decisions cannot be emptied, by a trigger of their own.
EMPTY = tuple(table for table in COLUMNS if table != AUDIT)
FROZEN = tuple(table for table in EMPTY if table != DECISION)
_OWNED = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])"
_REFERENCES = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND (conrelid = ANY(%(tables)s::regclass[]) OR confrelid = ANY(%(tables)s::regclass[]))
ORDER BY conrelid, conname
"""
_UNIQUE = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'u' AND conrelid = ANY(%(tables)s::regclass[]) ORDER BY conrelid, conname
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY(%(tables)s::regclass[]) AND NOT indisprimary
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
ORDER BY indexrelid
"""
# That a record points at its own change is asked of each statement that writes records (records, migration
# 0012); here it is asked once, of all of them.
_OWN_CHANGE = "records_approved_is_its_own_anew"
_TRIGGER = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass"
_ASTRAY = """
SELECT count(*) FROM records_talentrecord record
LEFT JOIN records_change change ON change.id = record.approved_id AND change.record_id = record.id
WHERE record.approved_id IS NOT NULL AND change.id IS NULL
"""


class NotEmpty(RuntimeError):
    """Rows stand in a table that is to be filled anew; it names the table."""


@dataclass(frozen=True)
class Taken:
    """What was taken off, as statements that put it back."""

    cursor: CursorWrapper
    back: tuple[str, ...]

    @classmethod
    def off(cls, cursor: CursorWrapper) -> Self:
        """Take everything off that is not a check, a primary key or a default. Raises NotEmpty."""
        tables = {"tables": list(EMPTY)}
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked holds a table as it is
        cursor.execute(f"LOCK TABLE {', '.join(EMPTY)} IN ACCESS EXCLUSIVE MODE")
        need_empty(cursor)
        references, unique = _rows(cursor, _REFERENCES, tables), _rows(cursor, _UNIQUE, tables)
        indexes = _rows(cursor, _INDEXES, tables)
        trigger = _rows(cursor, _TRIGGER, [_OWN_CHANGE, "records_talentrecord"])
        for table, name, _definition in (*references, *unique):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for _kept in trigger:
            cursor.execute(f"DROP TRIGGER {_OWN_CHANGE} ON records_talentrecord")
        cursor.execute(f"TRUNCATE {', '.join(FROZEN)}")
        added = (f"ALTER TABLE {table} ADD CONSTRAINT {name} {what}" for table, name, what in
                 (*unique, *references))  # fmt: skip
        return cls(cursor, (*(what for _name, what in indexes), *added, *(what for (what,) in trigger)))

    def put_back(self) -> None:
        """Build every index and check every reference. Raises IntegrityError where a row breaks one."""
        for statement in self.back:
            self.cursor.execute(statement)
        self.cursor.execute(_ASTRAY)
        if astray := self.cursor.fetchone()[0]:
            raise AssertionError(f"{astray} records point at a change that is not theirs")


def may_take_off(cursor: CursorWrapper) -> bool:
    """Whether the login owns the tables."""
    cursor.execute(_OWNED, [list(EMPTY)])
    return bool(cursor.fetchone()[0])


def need_empty(cursor: CursorWrapper) -> None:
    for table in EMPTY:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
        if cursor.fetchone()[0]:
            raise NotEmpty(table)


def _rows(cursor: CursorWrapper, statement: str, given: Any) -> Sequence[tuple[str, ...]]:
    cursor.execute(statement, given)
    return cursor.fetchall()
