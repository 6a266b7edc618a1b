"""The field-by-field difference that a reviewer sees."""

from collections.abc import Iterator, Sequence
from typing import Any

from talent.categories.attached import all_attached
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.faces.descriptions import Differing, DifferingFile
from talent.categories.faces.pairing import Paired, paired
from talent.categories.fieldtypes import type_of

Data = dict[str, Any]


def difference(
    definition: Definition,
    before: Data,
    after: Data,
    *,
    tables: Tables,
    language: str,
    follow_rows: bool = False,
) -> list[Differing]:
    """Every field with a value before or after, in the order of the definition.

    Rows are paired by place, or with `follow_rows` found again wherever they stand (pairing).
    """
    return [
        _compare(definition.by_key[known.group], known, rows, old, new, tables, language)
        for known, rows, old, new in _pairs(definition, before, after, follow_rows)
        if old is not None or new is not None
    ]


def _pairs(
    definition: Definition, before: Data, after: Data, follow_rows: bool
) -> Iterator[tuple[Field, Paired | None, Any, Any]]:
    for group in definition.groups:
        if not group.repeat:
            old, new = before.get(group.key) or {}, after.get(group.key) or {}
            yield from ((known, None, old.get(known.key), new.get(known.key)) for known in group.fields)
            continue
        old_rows, new_rows = before.get(group.key) or [], after.get(group.key) or []
        for rows in paired(old_rows, new_rows) if follow_rows else _by_place(old_rows, new_rows):
            old = old_rows[rows.before] if rows.before is not None else {}
            new = new_rows[rows.after] if rows.after is not None else {}
            yield from ((known, rows, old.get(known.key), new.get(known.key)) for known in group.fields)


def _by_place(old_rows: Sequence[Data], new_rows: Sequence[Data]) -> list[Paired]:
    return [
        Paired(
            place if place < len(old_rows) else None,
            place if place < len(new_rows) else None,
        )
        for place in range(max(len(old_rows), len(new_rows)))
    ]


def _compare(
    group: Group, known: Field, rows: Paired | None, old: Any, new: Any, tables: Tables, language: str
) -> Differing:
    kind = type_of(known)
    before = "" if old is None else kind.show(known, old, tables, language)
    after = "" if new is None else kind.show(known, new, tables, language)
    row = None if rows is None else rows.before if rows.after is None else rows.after
    path = known.path if row is None else f"{group.key}.{row}.{known.key}"
    names = group.named(language), known.named(language)
    files = () if kind.in_lists else _files(old, new)
    return Differing(
        path,
        *names,
        row,
        before,
        after,
        _kind(old, new),
        files,
        row_kind=_row_kind(rows),
        row_before=rows.before if rows else None,
    )


def _row_kind(rows: Paired | None) -> str:
    if rows is None:
        return ""
    if rows.before is None:
        return "added"
    if rows.after is None:
        return "removed"
    return "moved" if rows.moved else "same"


def _files(old: Any, new: Any) -> tuple[DifferingFile, ...]:
    """Those that stand in both, then what is gone, then what came."""
    before, after = ({each.id: each for each in all_attached(value)} for value in (old, new))
    kept = [DifferingFile(each, "same") for each in after.values() if each.id in before]
    gone = [DifferingFile(each, "removed") for each in before.values() if each.id not in after]
    come = [DifferingFile(each, "added") for each in after.values() if each.id not in before]
    return *kept, *gone, *come


def _kind(old: Any, new: Any) -> str:
    if old == new:
        return "same"
    if old is None:
        return "added"
    return "removed" if new is None else "changed"
