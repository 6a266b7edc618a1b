"""Faces that others render: entry form, printed form, import columns, dimensions, filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from talent.categories.attached import Attached, all_attached
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.enums import Accepts
from talent.categories.faces.descriptions import (
    ColumnSpec,
    Condition,
    DimensionSpec,
    FilterSpec,
    Input,
    PrintedField,
    PrintedForm,
    PrintedGroup,
    PrintedKind,
)
from talent.categories.fieldtypes import type_of
from talent.categories.formulas.formula import formula
from talent.categories.formulas.nodes import as_json
from talent.categories.formulas.vetting import KINDS, TEXT, Place
from talent.categories.formulas.wording import in_words
from talent.categories.problems import Problem
from talent.categories.wording import in_language
from talent.security.service import mask

Data = Mapping[str, Any]


@dataclass(frozen=True)
class EntryField:
    """One field of the entry form with what stands in it. `name` is its path with the row, as posted.

    `light`: the light form asks for it.
    `kind`: what its value is to a formula (number, text, truth, texts). `derived`: the tree of the formula
    that a browser can work out for it, else None.
    """

    name: str
    label: str
    help: str
    required: str
    input: Input
    value: str | list[str]
    errors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    fixed: bool = False
    wide: bool = False
    light: bool = False
    shown: str = ""
    kind: str = "text"
    derived: Any = None
    shown_if: Condition | None = None
    required_if: Condition | None = None


@dataclass(frozen=True)
class EntryRow:
    """The fields of one row (of the group itself when it does not repeat). `number` counts from 0."""

    number: int
    fields: tuple[EntryField, ...]


@dataclass(frozen=True)
class EntrySection:
    key: str
    label: str
    repeat: bool
    rows: tuple[EntryRow, ...]
    blank: EntryRow | None
    filled: int
    expected: int
    errors: tuple[str, ...] = ()
    shown_if: Condition | None = None

    @property
    def complete(self) -> bool:
        return self.filled >= self.expected and not self.has_errors

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or any(each.errors for row in self.rows for each in row.fields)


@dataclass(frozen=True)
class EntryForm:
    sections: tuple[EntrySection, ...]
    problems: tuple[Problem, ...] = ()


@dataclass
class _Marks:
    """Sentences by path, and where formulas find the fields that they speak of."""

    place: Place
    remarks: dict[str, list[str]]
    errors: dict[str, list[str]] = field(default_factory=dict)

    def condition(self, text: str, group: Group, language: str) -> Condition | None:
        if not text:
            return None
        said, place = formula(text), replace(self.place, own=group)
        tree = as_json(said.node) if said.runs_in_browsers else None
        return Condition(in_words(said.node, place, language), tree)


def entry_form(
    definition: Definition,
    data: Data,
    *,
    tables: Tables,
    language: str,
    problems: Sequence[Problem] = (),
    remarks: Mapping[str, Sequence[str]] | None = None,
    blank_rows: Mapping[str, int] | None = None,
) -> EntryForm:
    """The form of a document of typed or stored values; what was typed stands in it again, right or wrong.

    `blank_rows`: further empty rows for each repeating group (1 where the group has no row yet).
    """
    marks = _Marks(
        Place(definition.by_key, tables), {path: list(texts) for path, texts in (remarks or {}).items()}
    )
    worded = tuple(
        in_language(each, definition=definition, tables=tables, language=language) for each in problems
    )
    for problem in worded:
        marks.errors.setdefault(problem.path, []).append(problem.text)
    sections = tuple(
        _section(group, data.get(group.key), tables, language, marks, (blank_rows or {}).get(group.key, 0))
        for group in definition.groups
    )
    return EntryForm(sections, worded)


def _section(
    group: Group, content: Any, tables: Tables, language: str, marks: _Marks, blanks: int
) -> EntrySection:
    contents = list(content or []) if group.repeat else [content or {}]
    if group.repeat:
        contents += [{}] * (blanks or (0 if contents else 1))
    rows = tuple(_row(group, number, row, tables, language, marks) for number, row in enumerate(contents))
    blank = _row(group, -1, {}, tables, language, marks) if group.repeat else None
    asked = [known for known in group.fields if known.required != "optional"]
    real = [row for row in contents if row]
    return EntrySection(
        key=group.key,
        label=group.named(language),
        repeat=group.repeat,
        rows=rows,
        blank=blank,
        filled=sum(row.get(known.key) not in (None, "", []) for row in real for known in asked),
        expected=len(asked) * max(len(real), int(group.needs_row or not group.repeat)),
        errors=tuple(marks.errors.get(group.key, ())),
        shown_if=marks.condition(group.shown_if, group, language),
    )


def _row(group: Group, number: int, row: Data, tables: Tables, language: str, marks: _Marks) -> EntryRow:
    at = group.key if not group.repeat else f"{group.key}.{'__row__' if number < 0 else number}"
    return EntryRow(
        number,
        tuple(
            _entry(known, group, f"{at}.{known.key}", row.get(known.key), tables, language, marks)
            for known in group.fields
        ),
    )


def _entry(
    known: Field, group: Group, name: str, value: Any, tables: Tables, language: str, marks: _Marks
) -> EntryField:
    kind = type_of(known)
    typed: str | list[str] = "" if value is None else kind.typed(known, value)
    if value is None and known.default and not known.fixed:
        typed = known.default
    return EntryField(
        name=name,
        label=known.named(language),
        help=known.helped(language),
        required=known.required,
        input=_input(known, value, tables, language),
        value=typed,
        errors=tuple(marks.errors.get(name, ())),
        remarks=tuple(marks.remarks.get(name, ())),
        fixed=known.fixed,
        wide=known.type in ("longtext", "file"),
        light=known.in_light_form,
        shown="" if value is None or not known.fixed else kind.show(known, value, tables, language),
        kind=KINDS.get(known.type, TEXT),
        derived=_derived(known),
        shown_if=marks.condition(known.shown_if, group, language),
        required_if=marks.condition(known.required_if, group, language),
    )


def _derived(known: Field) -> Any:
    said = formula(known.derive) if known.derive else None
    return as_json(said.node) if said and said.runs_in_browsers else None


def _input(known: Field, value: Any, tables: Tables, language: str) -> Input:
    kind = type_of(known)
    asked = kind.input(known, tables, language)
    kept = () if value is None else kind.kept_choices(known, value, tables, language)
    return replace(asked, kept=kept) if kept else asked


def printed_form(
    definition: Definition,
    data: Data,
    *,
    tables: Tables,
    language: str,
    skipped: frozenset[str] = frozenset(),
) -> PrintedForm:
    """Every value as text for paper; every field of the definition stands in it exactly once.

    `skipped`: keys of the groups that this document is not asked for.
    """
    groups = (_printed(group, data.get(group.key), tables, language) for group in definition.groups)
    return PrintedForm(
        definition.named(language),
        tuple(replace(each, asked=each.key not in skipped) for each in groups),
    )


def _printed(group: Group, content: Any, tables: Tables, language: str) -> PrintedGroup:
    contents: list[Data] = list(content or []) if group.repeat else [content or {}]
    return PrintedGroup(
        key=group.key,
        label=group.named(language),
        repeat=group.repeat,
        fields=tuple(
            PrintedField(each.key, each.named(language), each.width, printed_kind(each))
            for each in group.fields
        ),
        rows=tuple(_shown(group, row, tables, language) for row in contents),
        attached=tuple(_attached(group, row) for row in contents),
    )


def masked_form(form: PrintedForm, known: Mapping[str, Field]) -> PrintedForm:
    """The same with every sensitive value masked, and without files. `known`: the fields by their paths."""
    return replace(form, groups=tuple(_masked(each, known) for each in form.groups))


def _masked(group: PrintedGroup, known: Mapping[str, Field]) -> PrintedGroup:
    def said(key: str, text: str) -> str:
        field = known[f"{group.key}.{key}"]
        return mask(kind=field.type, text=text) if field.is_sensitive else text

    rows = tuple({key: said(key, text) for key, text in row.items()} for row in group.rows)
    return replace(group, rows=rows, attached=())


def printed_kind(known: Field) -> PrintedKind:
    """What a field is on paper: that of its type, but for the photo of a person."""
    return PrintedKind.PHOTO if known.accepts == Accepts.PORTRAIT else type_of(known).printed


def _attached(group: Group, row: Data) -> dict[str, tuple[Attached, ...]]:
    files = (each for each in group.fields if not type_of(each).in_lists and row.get(each.key))
    return {each.key: all_attached(row[each.key]) for each in files}


def _shown(group: Group, row: Data, tables: Tables, language: str) -> dict[str, str]:
    return {
        each.key: type_of(each).show(each, row[each.key], tables, language)
        for each in group.fields
        if row.get(each.key) is not None
    }


def columns(definition: Definition, *, tables: Tables, language: str, reader: str = "") -> list[ColumnSpec]:
    """The columns of the import template, in the order of the definition. `reader`: the language of help."""
    return [
        ColumnSpec(
            path=each.path,
            heading=each.named(language),
            group_heading=group.named(language),
            aliases=each.aliases,
            required=each.required == "submit"
            and not (each.derive or each.default or each.shown_if or each.required_if or group.shown_if),
            kind=each.type,
            repeat=group.repeat,
            choices=type_of(each).choices(each, tables, language),
            cell=type_of(each).cell(each, tables),
            help=each.helped(reader or language),
        )
        for group in definition.groups
        for each in group.fields
        if each.in_template and not each.fixed and type_of(each).in_lists
    ]


def dimensions(definition: Definition, *, tables: Tables) -> list[DimensionSpec]:
    """The breaks of the statistics that this definition offers; what is sealed is counted by nobody."""
    asked = (each for each in definition.all_fields() if each.dimension and not each.is_sensitive)
    found = (type_of(each).dimension(each, tables) for each in asked)
    return [each for each in found if each is not None]


def filters(definition: Definition, *, tables: Tables, language: str) -> list[FilterSpec]:
    """The conditions that a query offers, in the order of the definition.

    What is sensitive is sealed row by row: there is nothing to compare, so it is left out.
    """
    asked = (each for each in definition.all_fields() if each.filterable and not each.is_sensitive)
    found = (type_of(each).filter(each, tables, language) for each in asked)
    return [each for each in found if each is not None]
