"""The values of a document for reading: groups with something in them, and the names of those without."""

from collections.abc import Sequence
from dataclasses import dataclass

from talent.categories.service import PrintedForm, PrintedGroup


@dataclass(frozen=True)
class Shown:
    """`rows`: label and text of each value, as the definition orders them; one row unless it repeats."""

    key: str
    label: str
    repeat: bool
    rows: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Reading:
    """`bare`: the groups in which nothing stands."""

    groups: Sequence[Shown]
    bare: Sequence[PrintedGroup]


def reading_of(form: PrintedForm) -> Reading:
    """What a printed form holds; values that are not there are left out."""
    groups = [
        Shown(group.key, group.label, group.repeat, [_pairs(group, row) for row in group.rows])
        for group in form.groups
        if any(group.rows)
    ]
    return Reading(groups, [group for group in form.groups if not any(group.rows)])


def _pairs(group: PrintedGroup, row: dict[str, str]) -> list[tuple[str, str]]:
    return [(each.label, row[each.key]) for each in group.fields if each.key in row]
