"""The field-by-field difference that a reviewer sees."""

from collections.abc import Iterator
from typing import Any

from talent.categories.attached import all_attached
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.faces.descriptions import Differing, DifferingFile
from talent.categories.fieldtypes import type_of

Data = dict[str, Any]


def difference(
    definition: Definition, before: Data, after: Data, *, tables: Tables, language: str
) -> list[Differing]:
    """Every field with a value before or after, in the order of the definition; rows paired by place."""
    return [
        _compare(definition.by_key[known.group], known, row, old, new, tables, language)
        for known, row, old, new in _pairs(definition, before, after)
        if old is not None or new is not None
    ]


def _pairs(definition: Definition, before: Data, after: Data) -> Iterator[tuple[Field, int | None, Any, Any]]:
    for group in definition.groups:
        if not group.repeat:
            old, new = before.get(group.key) or {}, after.get(group.key) or {}
            yield from ((known, None, old.get(known.key), new.get(known.key)) for known in group.fields)
            continue
        old_rows, new_rows = before.get(group.key) or [], after.get(group.key) or []
        for place in range(max(len(old_rows), len(new_rows))):
            old = old_rows[place] if place < len(old_rows) else {}
            new = new_rows[place] if place < len(new_rows) else {}
            yield from ((known, place, old.get(known.key), new.get(known.key)) for known in group.fields)


def _compare(
    group: Group, known: Field, row: int | None, old: Any, new: Any, tables: Tables, language: str
) -> Differing:
    kind = type_of(known)
    before = "" if old is None else kind.show(known, old, tables, language)
    after = "" if new is None else kind.show(known, new, tables, language)
    path = known.path if row is None else f"{group.key}.{row}.{known.key}"
    names = group.named(language), known.named(language)
    files = () if kind.in_lists else _files(old, new)
    return Differing(path, *names, row, before, after, _kind(old, new), files)


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
