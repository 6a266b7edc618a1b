"""The values of a document for reading: groups with something in them, and the names of those without."""

from collections.abc import Sequence
from dataclasses import dataclass

from talent.categories.service import Attached, PrintedForm, PrintedGroup


@dataclass(frozen=True)
class Value:
    """One value as text; of a field for files also the files."""

    label: str
    text: str
    files: Sequence[Attached] = ()


@dataclass(frozen=True)
class Shown:
    """`rows`: the values as the definition orders them; one row unless it repeats."""

    key: str
    label: str
    repeat: bool
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Reading:
    """`bare`: the groups that are asked for and in which nothing stands."""

    groups: Sequence[Shown]
    bare: Sequence[PrintedGroup]


def reading_of(form: PrintedForm) -> Reading:
    """What a printed form holds; values that are not there are left out."""
    groups = [
        Shown(group.key, group.label, group.repeat, _rows(group)) for group in form.groups if any(group.rows)
    ]
    return Reading(groups, [group for group in form.groups if group.asked and not any(group.rows)])


def _rows(group: PrintedGroup) -> list[list[Value]]:
    return [
        [
            Value(each.label, row[each.key], files.get(each.key, ()))
            for each in group.fields
            if each.key in row
        ]
        for row, files in zip(group.rows, group.attached, strict=True)
    ]
