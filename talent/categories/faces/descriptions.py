"""Neutral descriptions: what a face of a field needs to know, without any library of those who render it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from talent.categories.attached import Attached


@dataclass(frozen=True)
class Choice:
    """`above`: the names of the headings that it stands under in a tree, the topmost first."""

    value: str
    label: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Input:
    """How a form asks for a value. control: text, textarea, select, checkboxes, combo (a text with hints),
    files.

    `kept`: choices of this document alone, since they stand in it and nobody may choose them anew.
    """

    control: str
    attributes: dict[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    kept: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Condition:
    """When a field or a group is shown, or must be filled in.

    `words`: the formula as a sentence in the active language. `tree`: as lists (formulas/nodes.py), for a
    browser to work out while somebody types; None where only the server can.
    """

    words: str
    tree: Any = None


@dataclass(frozen=True)
class Cell:
    """How a cell of an import template is filled in, in a few words of the active language.

    `is_closed`: nothing is taken there but one of the column's choices.
    """

    hint: str
    is_closed: bool = False


@dataclass(frozen=True)
class ColumnSpec:
    """One column of an import template or a list that somebody else made.

    Heading, group and choices are in the language that was asked for, `cell` and `help` in the reader's.
    """

    path: str
    heading: str
    group_heading: str
    aliases: tuple[str, ...]
    required: bool
    kind: str
    repeat: bool
    choices: tuple[str, ...] = ()
    cell: Cell = Cell("")
    help: str = ""


@dataclass(frozen=True)
class DimensionSpec:
    """A break of the statistics: its classes are the codes of a closed list. `repeat`: every row has one.

    `own`: code, name and English name of the field's own choices, where it has no code list.
    """

    path: str
    label: str
    code_list: str
    codes: tuple[str, ...]
    repeat: bool = False
    own: tuple[tuple[str, str, str], ...] = ()
    label_en: str = ""


class FilterKind(StrEnum):
    """How a query compares: the whole value, any of several codes, from and to, or a part of the text."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    RANGE = "range"
    CONTAINS = "contains"


@dataclass(frozen=True)
class FilterSpec:
    """A condition that a query offers. `choices` are all that can be asked for; empty where anything can.

    `is_number`: a range of numbers; every other one is of dates. `is_open`: besides the choices any words.
    """

    path: str
    label: str
    kind: FilterKind
    choices: tuple[Choice, ...] = ()
    is_number: bool = False
    is_open: bool = False


class PrintedKind(StrEnum):
    """What a value is on paper: how much room it needs, and whether it may be broken.

    FILES are names; a PHOTO is a picture wherever the paper has a place for one, and else its name.
    """

    UNIT = "unit"
    DATE = "date"
    LINE = "line"
    ADDRESS = "address"
    NUMBER = "number"
    WORD = "word"
    WORDS = "words"
    TEXT = "text"
    FILES = "files"
    PHOTO = "photo"


@dataclass(frozen=True)
class PrintedField:
    key: str
    label: str
    width: int
    kind: PrintedKind


@dataclass(frozen=True)
class PrintedGroup:
    """A single group has exactly one row; a repeating group as many as were filled in.

    `attached`: for each row the files of its fields, by key. `asked`: whether this document is asked for the
    group; one that is not is not unfilled.
    """

    key: str
    label: str
    repeat: bool
    fields: tuple[PrintedField, ...]
    rows: tuple[dict[str, str], ...]
    attached: tuple[dict[str, tuple[Attached, ...]], ...] = ()
    asked: bool = True


@dataclass(frozen=True)
class PrintedForm:
    title: str
    groups: tuple[PrintedGroup, ...]

    def group(self, key: str) -> PrintedGroup:
        return next(group for group in self.groups if group.key == key)


@dataclass(frozen=True)
class DifferingFile:
    """One file of a field before and after. kind: same, added, removed."""

    file: Attached
    kind: str


@dataclass(frozen=True)
class Differing:
    """One line of a review: a value before and after, as text. kind: same, added, changed, removed.

    `files`: of a field for files each one that stands before or after. `row_kind`: what became of its row
    as a whole (same, added, removed, moved; "" outside repeating groups), `row_before` where it stood. The
    path of a removed row is that of where it stood.
    """

    path: str
    group_label: str
    label: str
    row: int | None
    before: str
    after: str
    kind: str
    files: tuple[DifferingFile, ...] = ()
    row_kind: str = ""
    row_before: int | None = None


JsonSchema = dict[str, Any]
