"""A generated form laid out for the page: what stands beside each field, and where the reader lands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from talent.categories.models import CategoryVersion
from talent.categories.service import (
    GONE,
    Cleaned,
    Definition,
    EntryField,
    EntryForm,
    EntryRow,
    EntrySection,
    Problem,
    definition_of,
    form_for,
    named_place,
)
from talent.collect.blocks import Beside, Box, Layout, Row, Said, Section
from talent.collect.controls import Datalists, control, shown
from talent.collect.posted import MAX_ROWS, Posted
from talent.collect.steps import Step
from talent.records.models import Remark


def lay_out(
    version: CategoryVersion,
    document: Mapping[str, Any],
    *,
    problems: Sequence[Problem] = (),
    blank_rows: Mapping[str, int] | None = None,
    beside: Beside | None = None,
    focus: str = "",
    light: bool = False,
) -> Layout:
    """The page of a document. `focus`: the name of a field, or a group whose last row gets it; `light`: only
    what the light form asks for, and what has something beside it."""
    form = form_for(version, document, problems=problems, blank_rows=blank_rows)
    beside = beside or Beside()
    return lay_out_form(form, beside=beside, said=_said(version, beside), focus=focus, light=light)


def lay_out_form(
    form: EntryForm,
    *,
    beside: Beside | None = None,
    said: Mapping[int, Said] | None = None,
    focus: str = "",
    light: bool = False,
) -> Layout:
    """The page of a form; see `lay_out`. `said`: the remarks beside it with the names of their places."""
    work = _Work(beside or Beside(), said or {}, focus, light)
    shown = [each for each in form.sections if work.shows(each)]
    sections = tuple(work.section(each) for each in shown)
    remarks = tuple(work.said.values())
    return Layout(
        sections=sections,
        problems=(
            *((f"#answer-{each.remark.pk}", each.problem) for each in remarks if each.problem),
            *((anchor(problem.path), problem.located) for problem in form.problems),
        ),
        open_remarks=tuple(each for each in remarks if not each.remark.acted_on),
        loose=tuple(each for each in remarks if each.remark.pk not in work.placed),
        lists=work.lists.html(),
        carried=carried(form, shown),
        light=light,
    )


def lay_out_again(
    version: CategoryVersion,
    posted: Posted,
    cleaned: Cleaned,
    step: Step,
    *,
    problems: Sequence[Problem] = (),
    beside: Beside | None = None,
    light: bool = False,
) -> Layout:
    """The page of a posted form with all that was typed; a step `add` gives its group one more blank row."""
    blank_rows = dict(posted.blank_rows)
    if step.do == "add":
        blank_rows[step.place] = blank_rows.get(step.place, 0) + 1
    return lay_out(
        version,
        with_fixed(definition_of(version), posted.document, cleaned.data),
        problems=problems,
        blank_rows=blank_rows,
        beside=beside,
        focus=step.focus,
        light=light,
    )


def anchor(path: str) -> str:
    """The address of a field, or of a whole group, on its page."""
    return f"#{path}" if "." in path else f"#group-{path}"


def with_fixed(definition: Definition, raw: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the fixed values that follow from it: nobody types those."""
    whole = dict(raw)
    for group in definition.groups:
        fixed = {each.key for each in group.fields if each.fixed}
        if group.repeat:
            derived = dict(enumerate(data.get(group.key, ())))
            rows = enumerate(raw.get(group.key, ()))
            whole[group.key] = [row | _only(derived.get(place, {}), fixed) for place, row in rows]
        elif fixed:
            whole[group.key] = raw.get(group.key, {}) | _only(data.get(group.key, {}), fixed)
    return whole


def _only(row: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: row[key] for key in keys if key in row}


def _said(version: CategoryVersion, beside: Beside) -> dict[int, Said]:
    """Every remark by its number."""
    return {each.pk: said_of(version, each, beside) for each in beside.remarks}


def said_of(version: CategoryVersion, remark: Remark, beside: Beside) -> Said:
    """A remark with what was typed as its answer."""
    return Said(
        remark,
        beside.answers.get(remark.pk, remark.answer),
        named_place(version, remark.path),
        beside.refused.get(remark.pk, ""),
    )


def _in_rows(name: str) -> str:
    """A field as `group.key`, in whichever row it stands."""
    return f"{name.partition('.')[0]}.{name.rpartition('.')[2]}"


class _Work:
    """One laying out: which remarks have found their field, and the lists that fields share."""

    def __init__(self, beside: Beside, said: Mapping[int, Said], focus: str, light: bool) -> None:
        self.light = light
        self.beside = beside
        self.said = said
        self.focus = focus
        self.lists = Datalists()
        self.placed: set[int] = set()

    def shows(self, entry: EntrySection) -> bool:
        """Whether anything of a section is on the page."""
        fields = [each for row in entry.rows for each in row.fields]
        if not self.light or entry.errors or self.said_of(entry):
            return True
        return any(self.shown(each) for each in fields)

    def shown(self, entry: EntryField) -> bool:
        """Of a light form what it asks for, and any field that has something beside it."""
        if _in_rows(entry.name) in self.beside.unasked and not entry.errors:
            return False
        noted = bool(entry.errors) or entry.name in self.beside.theirs
        return not self.light or entry.light or noted or entry.name in self.remarked

    @cached_property
    def remarked(self) -> frozenset[str]:
        return frozenset(each.path for each in self.beside.remarks)

    def section(self, entry: EntrySection) -> Section:
        here = self.focus == entry.key
        rows = tuple(
            self.row(each, focus=here and place == len(entry.rows) - 1)
            for place, each in enumerate(entry.rows)
        )
        said = self.said_of(entry)
        marked = (
            entry.has_errors
            or here
            or bool(said)
            or any(box.remarks or box.theirs is not None for row in rows for box in row.boxes)
        )
        return Section(
            entry=entry,
            rows=rows,
            blank=self.row(entry.blank) if entry.blank else None,
            folded=entry.repeat and not (marked or _typed(entry) or self.invites(entry)),
            takes_rows=len(rows) < MAX_ROWS,
            remarks=said,
            remarked=any(
                not each.remark.acted_on
                for each in (*said, *(each for row in rows for box in row.boxes for each in box.remarks))
            ),
            **self.counts(entry),
        )

    def said_of(self, entry: EntrySection) -> tuple[Said, ...]:
        """What was said of a repeating group as a whole, or of a row of it that is gone."""
        gone = f"{entry.key}.{GONE}."
        here = [each for each in self.beside.remarks if each.path == entry.key or each.path.startswith(gone)]
        self.placed |= {each.pk for each in here}
        return tuple(self.said[each.pk] for each in here)

    def invites(self, entry: EntrySection) -> bool:
        """Whether an empty repeating group stands open: it needs a row, or a condition calls for it."""
        return self.beside.relevant.get(entry.key, bool(entry.expected))

    def counts(self, entry: EntrySection) -> dict[str, int]:
        """How many of the fields that should be filled are; of a light form as far as it shows them."""
        if not self.light:
            return {"filled": entry.filled, "expected": entry.expected}
        real = [row for row in entry.rows if not entry.repeat or any(each.value for each in row.fields)]
        asked = [
            each
            for row in real
            for each in row.fields
            if each.required != "optional" and not each.fixed and self.shown(each)
        ]
        return {"filled": sum(bool(each.value) for each in asked), "expected": len(asked)}

    def row(self, entry: EntryRow, *, focus: bool = False) -> Row:
        shown = [each for each in entry.fields if self.shown(each)]
        boxes = tuple(self.box(each, focus=focus and not place) for place, each in enumerate(shown))
        hidden = [each for each in entry.fields if each not in shown]
        return Row(entry.number + 1, boxes, carried_fields(hidden))

    def box(self, entry: EntryField, *, focus: bool) -> Box:
        remarks = tuple(each for each in self.beside.remarks if each.path == entry.name)
        self.placed |= {each.pk for each in remarks}
        theirs = self.beside.theirs.get(entry.name)
        taken_over = entry.name in self.beside.taken_over
        begun = self.beside.prefilled.get(_in_rows(entry.name))
        entry = replace(entry, value=begun) if begun and not entry.value else entry
        return Box(
            entry=entry,
            control=control(
                entry,
                lists=self.lists,
                described=_described(entry, theirs, remarks, taken_over=taken_over),
                focus=focus or self.focus == entry.name,
            ),
            remarks=tuple(self.said[each.pk] for each in remarks),
            theirs=theirs,
            taken_over=taken_over,
        )


def carried(form: EntryForm, shown: Sequence[EntrySection]) -> SafeString:
    """The values of the sections that a page leaves out, hidden in it."""
    rows = (row for section in form.sections if section not in shown for row in section.rows)
    return carried_fields(each for row in rows for each in row.fields)


def carried_fields(entries: Iterable[EntryField]) -> SafeString:
    """Values that a form posts without showing them. Formulas of the page still find them."""
    return format_html_join(
        "",
        '<span data-field="{}" data-kind="{}"><input type="hidden" name="{}" value="{}"></span>',
        (
            (each.name, each.kind, each.name, value)
            for each in entries
            if not each.fixed
            for value in (each.value if isinstance(each.value, list) else [shown(each)])
            if value
        ),
    )


def _described(
    entry: EntryField, theirs: str | None, remarks: Sequence[Remark], *, taken_over: bool
) -> list[str]:
    """The ids of the texts beside a field; parts/field.html gives them."""
    texts = {"help": entry.help, "error": entry.errors, "remark": remarks, "theirs": theirs is not None}
    texts["taken"] = taken_over
    return [f"{entry.name}-{name}" for name, present in texts.items() if present]


def _typed(entry: EntrySection) -> bool:
    return any(bool(each.value) for row in entry.rows for each in row.fields if not each.fixed)
