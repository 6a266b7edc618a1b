"""What a browser sends for a generated form, as a raw document. Pure: no query, no check of any value.

Names are `group.key`, in repeating groups `group.row.key`. Rows keep their order and are counted anew from 0,
without those in which nothing was typed: so they have the numbers that the check of the document gives them.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict

from talent.categories.service import Definition, Field

#: Rows that one repeating group of a form may have; longer lists come as a workbook.
MAX_ROWS = 100
_MAX_UNKNOWN = 20
_ROW = re.compile("[0-9]{1,6}")

Data = dict[str, Any]


@dataclass(frozen=True)
class Posted:
    """`blank_rows`: rows without content by group; `unknown`: names that the definition does not have (the
    first 20, cut to 60 characters); `crowded`: groups of which only the first MAX_ROWS rows were read."""

    document: Data
    blank_rows: dict[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    crowded: tuple[str, ...] = ()


def read(definition: Definition, post: MultiValueDict[str, str], *, removed: str = "") -> Posted:
    """The document of a posted form; `removed` is the row (`group.row`) that its reader takes out."""
    document: Data = {}
    blank_rows: dict[str, int] = {}
    crowded: list[str] = []
    rows, unknown = _sorted_out(definition, post, removed)
    for group, numbered in rows.items():
        if not definition.by_key[group].repeat:
            document[group] = numbered[0]
            continue
        kept = [numbered[number] for number in sorted(numbered)[:MAX_ROWS]]
        filled = [row for row in kept if not _is_blank(definition, group, row)]
        document[group], blank_rows[group] = filled, len(kept) - len(filled)
        crowded += [group] if len(numbered) > MAX_ROWS else []
    return Posted(document, blank_rows, tuple(unknown[:_MAX_UNKNOWN]), tuple(crowded))


def _sorted_out(
    definition: Definition, post: MultiValueDict[str, str], removed: str
) -> tuple[dict[str, dict[int, Data]], list[str]]:
    """Rows by group and posted number (a single group is its own row 0), and the names of no field."""
    rows: dict[str, dict[int, Data]] = {}
    unknown = []
    for name in post:
        if "." not in name:
            continue  # a button, the token, the lock
        known, row = place(definition, name)
        if known is None:
            unknown.append(name[:60])
        elif not known.fixed and not (known.repeat and f"{known.group}.{row}" == removed):
            rows.setdefault(known.group, {}).setdefault(row, {})[known.key] = _value(known, post, name)
    return rows, unknown


def place(definition: Definition, name: str) -> tuple[Field | None, int]:
    """The field of a name and its row; no field for a name that the definition does not have."""
    above, _dot, key = name.rpartition(".")
    group_key, *row = above.split(".")
    group = definition.by_key.get(group_key)
    if group is None or len(row) != int(group.repeat) or not all(_ROW.fullmatch(each) for each in row):
        return None, 0
    return group.by_key.get(key), int(row[0]) if row else 0


def _value(known: Field, post: MultiValueDict[str, str], name: str) -> str | list[str]:
    values = post.getlist(name)
    if known.type in ("multichoice", "file"):
        return list(values)
    return values[-1] if values else ""


def _is_blank(definition: Definition, group: str, row: Data) -> bool:
    """A row is blank when it holds nothing but what the form itself put there."""
    fields = definition.by_key[group].by_key
    return all(
        _is_empty(value) or value == fields[key].default or fields[key].derive == "unit_name"
        for key, value in row.items()
    )


def _is_empty(value: str | list[str]) -> bool:
    return not any(each.strip() for each in ([value] if isinstance(value, str) else value))
