"""What a page of a generated form is made of: boxes in rows in sections, and what people said beside them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from talent.categories.service import (
    Condition,
    EntryField,
    EntrySection,
)
from talent.collect.controls import shown
from talent.records.models import Remark


@dataclass(frozen=True)
class Beside:
    """What people said about fields: remarks of reviewers, answers to them, and what somebody else saved.

    `prefilled`: what an empty field begins with, by `group.key`; `taken_over`: the fields that still hold
    what the form began with, to be checked; `relevant`: of repeating groups under a condition, whether it
    holds; `refused`: why an answer to a remark cannot be taken, by the number of the remark;
    `unasked`: fields that nobody types, by `group.key`.
    """

    remarks: Sequence[Remark] = ()
    answers: Mapping[int, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    prefilled: Mapping[str, str] = field(default_factory=dict)
    taken_over: Sequence[str] = ()
    relevant: Mapping[str, bool] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    unasked: Sequence[str] = ()


@dataclass(frozen=True)
class Said:
    """A remark with the name of its place ("" for the whole) and what stands in its answer box; `problem`:
    why that cannot be taken."""

    remark: Remark
    answer: str
    label: str
    problem: str = ""


@dataclass(frozen=True)
class Box:
    """One field. `theirs` is None where nobody else saved something different."""

    entry: EntryField
    control: SafeString
    remarks: tuple[Said, ...]
    theirs: str | None
    taken_over: bool = False

    @property
    def grouped(self) -> bool:
        return self.entry.input.control == "checkboxes"

    @property
    def facts(self) -> SafeString:
        """What a script needs to show, mark and fill in the field while somebody types."""
        entry = self.entry
        facts = {"field": entry.name, "kind": entry.kind, "value": entry.value if entry.fixed else None}
        trees = {"shown-if": entry.shown_if, "required-if": entry.required_if}
        facts |= {name: _tree(each) for name, each in trees.items()}
        facts["derived"] = json.dumps(entry.derived) if entry.derived else None
        facts["asked"] = "1" if entry.required != "optional" and not entry.fixed else None
        if entry.fixed and entry.derived:
            facts["words"] = json.dumps({each.value: each.label for each in entry.input.choices})
        return _data(facts)

    @property
    def text(self) -> str:
        return self.entry.shown or shown(self.entry)


def _tree(condition: Condition | None) -> str | None:
    return json.dumps(condition.tree) if condition and condition.tree else None


def _data(facts: Mapping[str, Any]) -> SafeString:
    said = ((name, value) for name, value in facts.items() if isinstance(value, str))
    return format_html_join("", ' data-{}="{}"', said)


@dataclass(frozen=True)
class Row:
    """`carried`: what stands in fields that this form does not show, so that saving it loses nothing."""

    number: int
    boxes: tuple[Box, ...]
    carried: SafeString = field(default_factory=SafeString)


@dataclass(frozen=True)
class Section:
    entry: EntrySection
    rows: tuple[Row, ...]
    blank: Row | None
    folded: bool
    takes_rows: bool
    filled: int
    expected: int
    remarks: tuple[Said, ...] = ()
    remarked: bool = False

    @property
    def facts(self) -> SafeString:
        return _data({"shown-if": _tree(self.entry.shown_if)})

    @property
    def needs_work(self) -> bool:
        """Something in it is wrong, or a reviewer's remark waits."""
        return self.entry.has_errors or self.remarked

    @property
    def is_full(self) -> bool:
        return self.filled >= self.expected and not self.needs_work


@dataclass(frozen=True)
class Layout:
    """`problems`: (address, text) for the summary; `open_remarks`: what still has to be acted on; `loose`:
    remarks that belong to no field of the page; `carried`: values of sections that are not shown at all;
    `light`: only a part of the fields is shown."""

    sections: tuple[Section, ...]
    problems: tuple[tuple[str, str], ...]
    open_remarks: tuple[Said, ...]
    loose: tuple[Said, ...]
    lists: SafeString
    carried: SafeString = field(default_factory=SafeString)
    light: bool = False

    @property
    def waiting(self) -> int:
        """How many sections need work."""
        return sum(each.needs_work for each in self.sections)

    @property
    def takes_files(self) -> bool:
        """Whether the form has a field for files, so that it has to be sent in parts."""
        rows = (row for each in self.sections for row in (*each.rows, each.blank) if row is not None)
        return any(box.entry.input.control == "files" for row in rows for box in row.boxes)
