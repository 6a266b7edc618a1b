"""Changes on their way: locked in one order, moved in one statement, however many there are."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.base import ModelState
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.orgs.models import Organisation
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.refusal import NotAllowed

#: Where a change stands, which every step of the walk writes.
STANDING = ("state", "waiting_office_id", "deadline", "waiting_since", "step", "asked", "forwarded")
# What gets the same values travels as one entry with its numbers: mostly there are few.
_MOVE = """
UPDATE records_change SET {values}, lock = records_change.lock + 1
FROM jsonb_to_recordset(%s) AS moved (ids bigint[], {columns}), unnest(moved.ids) AS each (id)
WHERE records_change.id = each.id
"""
#: No step of the walk reads them.
_UNREAD = (
    *("data", "sealed", "warnings", "name_bigrams", "pinyin", "completeness"),
    *("seat_code", "region_code", "industry", "system", "created_at", "updated_at", "updated_by"),
)
_UNREAD_OF_CATEGORIES = ("groups", "rules", "moves")
#: Of more changes than this, units and categories are statements of their own.
_MANY = 20


class Numbered(Protocol):
    """What is known of a change by its number alone."""

    @property
    def pk(self) -> Any: ...


def locked(changes: Iterable[Numbered]) -> list[Change]:
    """The rows of these changes as they stand, in the order given; locked in the order of their numbers.

    Everybody locks in that order, so nobody waits in a ring. With units and categories, each read once: of a
    category it is the name that people are told.
    """
    wanted = list(dict.fromkeys(change.pk for change in changes))
    rows = Change._plain.select_for_update(of=("self",)).filter(pk__in=wanted).defer(*_UNREAD).order_by("pk")
    if len(wanted) > _MANY:
        held = {change.pk: change for change in _made(rows)}
        _join(held.values())
    else:
        unread = (f"category__{name}" for name in _UNREAD_OF_CATEGORIES)
        held = {
            change.pk: change for change in rows.select_related("unit", "category").defer(*_UNREAD, *unread)
        }
    return [held[pk] for pk in wanted]


def _made(rows: QuerySet[Change]) -> Iterator[Change]:
    """The same changes as iterating gives: of thousands, `from_db` with its signals takes longer than SQL."""
    names = [each.attname for each in Change._meta.concrete_fields if each.name not in _UNREAD]
    for values in rows.values_list(*names):
        change = Change.__new__(Change)
        change.__dict__.update(zip(names, values, strict=True))
        change._state = ModelState()
        change._state.adding, change._state.db = False, rows.db
        yield change


def _join(changes: Collection[Change]) -> None:
    """The units and categories of many changes: read once each, not once a row."""
    units = Organisation.objects.in_bulk({change.unit_id for change in changes})
    lean = Category.objects.defer(*_UNREAD_OF_CATEGORIES)
    categories = lean.in_bulk({change.category_id for change in changes})
    for change in changes:
        change.unit, change.category = units[change.unit_id], categories[change.category_id]


def need_waiting(change: Change, locks: Mapping[int, int] | None) -> None:
    """Raises NotAllowed where it does not wait, or not in the state that was looked at."""
    changed = locks is not None and locks.get(change.pk, change.lock) != change.lock
    if change.state != ChangeState.WAITING or changed:
        raise NotAllowed(
            change.pk, _("“%(name)s”在此期间已被他人处理或修改，请刷新后再看。") % {"name": change.full_name}
        )


def one_waiting(change: Change, lock: int | None) -> Change:
    """The row of one change that waits, locked, in the state that was looked at. Raises NotAllowed."""
    held = locked([change])[0]
    need_waiting(held, {held.pk: lock} if lock is not None else None)
    return held


def save_moved(changes: Sequence[Change], names: Sequence[str]) -> None:
    """Write these columns of changes that are locked; each counts as one more modification."""
    if not changes:
        return
    alike: dict[str, list[Change]] = {}
    for change in changes:
        alike.setdefault(repr([getattr(change, name) for name in names]), []).append(change)
    moved = [
        {"ids": [each.pk for each in same], **{name: getattr(same[0], name) for name in names}}
        for same in alike.values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(names), [json.dumps(moved, default=str)])
    for change in changes:
        change.lock += 1


def _statement(names: Sequence[str]) -> str:
    columns = {field.attname: str(field.db_type(connection)) for field in Change._meta.concrete_fields}
    return _MOVE.format(
        values=", ".join(f"{name} = moved.{name}" for name in names),
        columns=", ".join(f"{name} {columns[name]}" for name in names),
    )
