"""Code lists from the database, kept in the process until they change or a day ends."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from django.db import connection
from django.utils.timezone import localdate

from talent.categories.codes.tables import CodeEntry, CodeTable, Tables
from talent.categories.enums import ListState
from talent.categories.models import Code


class _Stamp(NamedTuple):
    """Two equal stamps stand for the same table.

    `written`: the transaction that wrote the list last. A revision alone is given again when the transaction
    that raised it is undone. `day`: on another day other codes may be valid.
    """

    revision: int
    is_open: bool
    in_use: bool
    written: str
    day: date


# Asked at every check: the ORM would take longer to write the statement than it takes to run.
_STAMPS = "SELECT key, revision, is_open, state, xmin::text FROM categories_codelist WHERE key = ANY(%s)"
_COLUMNS = (
    *("code_list__key", "code", "label", "label_en", "aliases", "attributes", "merged_into__code"),
    *("parent__code", "is_retired", "is_heading", "valid_from", "valid_to"),
)

_kept: dict[str, tuple[_Stamp, CodeTable]] = {}


def tables_for(keys: Iterable[str]) -> Tables:
    """The tables of these lists: one small query for the stamps, one more for lists that changed."""
    day = localdate()
    with connection.cursor() as cursor:
        cursor.execute(_STAMPS, [list(frozenset(keys))])
        found = cursor.fetchall()
    stamps = {
        key: _Stamp(revision, is_open, state == ListState.IN_USE, written, day)
        for key, revision, is_open, state, written in found
    }
    stale = {key: stamp for key, stamp in stamps.items() if key not in _kept or _kept[key][0] != stamp}
    if stale:
        _load(stale)
    return {key: _kept[key][1] for key in stamps}


class _Dated(Protocol):
    """What decides whether a code can be chosen: a Code, or a row of its columns."""

    is_retired: bool
    is_heading: bool
    valid_from: date | None
    valid_to: date | None


def _load(stamps: dict[str, _Stamp]) -> None:
    entries: dict[str, list[CodeEntry]] = {key: [] for key in stamps}
    codes = Code.objects.filter(code_list__key__in=stamps).order_by("code_list", "order", "code")
    # Rows of columns, not objects: a list may have thousands.
    for row in codes.values_list(*_COLUMNS, named=True):
        refusal = refusal_of(row, on=stamps[row.code_list__key].day)
        entries[row.code_list__key].append(
            CodeEntry(
                code=row.code,
                label=row.label,
                label_en=row.label_en,
                aliases=tuple(row.aliases),
                choosable=not refusal,
                given=tuple((name, str(value)) for name, value in row.attributes.items()),
                refusal=refusal or "retired_code",
                merged_into=row.merged_into__code or "",
                parent=row.parent__code or "",
            )
        )
    for key, stamp in stamps.items():
        _kept[key] = stamp, CodeTable(key, tuple(entries[key]), stamp.is_open, in_use=stamp.in_use)


def refusal_of(code: _Dated, *, on: date) -> str:
    """The message for whoever chooses a code on a day; "" when it can be chosen."""
    if code.is_retired or (code.valid_to is not None and code.valid_to < on):
        return "retired_code"
    if code.valid_from is not None and code.valid_from > on:
        return "future_code"
    return "heading_code" if code.is_heading else ""
