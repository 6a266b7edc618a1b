"""The form that an individual fills in: the unit's own form, about nobody but the holder of the account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from talent.categories.models import CategoryVersion
from talent.categories.service import (
    Cleaned,
    EntryField,
    EntryForm,
    EntryRow,
    Problem,
    definition_of,
    form_for,
)
from talent.collect.blocks import Beside, Layout
from talent.collect.layout import lay_out_form, said_of, with_fixed
from talent.collect.me.access import Own
from talent.collect.posted import Posted
from talent.collect.steps import Step
from talent.individuals.models import SelfEntry
from talent.individuals.service import checked, is_acted_on, with_own_number
from talent.orgs.models import Organisation
from talent.records.models import Change, Remark
from talent.records.service import carried, followed

#: Nobody registers somebody else: the number is that of the account.
_OWN_NUMBER = frozenset({"identity.id_type", "identity.id_number"})


@dataclass(frozen=True)
class OwnPaper:
    """`entry`: the draft that it edits; `base`: the record in force that it corrects; neither: a new one."""

    own: Own
    version: CategoryVersion
    unit: Organisation
    entry: SelfEntry | None = None
    base: Change | None = None

    @property
    def url(self) -> str:
        """Where the form posts to."""
        if self.entry is not None:
            return reverse("me:entry", args=(self.entry.pk,))
        return reverse("me:new", args=(definition_of(self.version).key,))

    @property
    def begin_url(self) -> str:
        """Where the form is opened."""
        return self.url if self.entry is not None else f"{self.url}?unit={self.unit.pk}"

    def standing(self) -> dict[str, Any]:
        """What stands in it before anybody types; the number and the name of the account from the start."""
        if self.entry is not None:
            return self.entry.document()
        if self.base is not None:
            return with_own_number(self.own.account, carried(self.base, to=self.version).document)
        return dict(self.check({}).data)

    def check(self, raw: Mapping[str, Any]) -> Cleaned:
        known = self.standing() if self.entry or self.base else None
        return checked(
            account=self.own.account, version=self.version, raw=raw, unit=self.unit, standing=known
        )

    def layout(
        self,
        document: Mapping[str, Any],
        *,
        problems: Sequence[Problem] = (),
        blank_rows: Mapping[str, int] | None = None,
        answers: Mapping[int, str] | None = None,
        refused: Mapping[int, str] | None = None,
        focus: str = "",
        follow: Callable[[str], str] = str,
    ) -> Layout:
        """The page of a document, with what the unit said beside its fields. `follow`: where their paths lead
        in this document, if it is not the standing one."""
        form = form_for(self.version, document, problems=problems, blank_rows=blank_rows)
        remarks = remarks_of(self.entry) if self.entry else []
        for remark in remarks:
            remark.path = follow(remark.path)
        beside = Beside(remarks, answers or {}, refused=refused or {})
        said = {each.pk: said_of(self.version, each, beside) for each in remarks}
        return lay_out_form(_with_own(form), beside=beside, said=said, focus=focus)

    def again(
        self,
        posted: Posted,
        cleaned: Cleaned,
        step: Step,
        problems: Sequence[Problem],
        answers: Mapping[int, str],
        refused: Mapping[int, str] | None = None,
    ) -> Layout:
        """The page of a posted form with all that was typed; `add` gives its group one more row. `refused`:
        why an answer cannot be taken, by its remark."""
        blank_rows = dict(posted.blank_rows)
        if step.do == "add":
            blank_rows[step.place] = blank_rows.get(step.place, 0) + 1
        typed = with_own_number(self.own.account, posted.document)
        document = with_fixed(definition_of(self.version), typed, cleaned.data)
        return self.layout(
            document,
            problems=problems,
            blank_rows=blank_rows,
            answers=answers,
            refused=refused,
            focus=step.focus,
            follow=followed(self.standing(), cleaned.data),
        )


def remarks_of(entry: SelfEntry) -> list[Remark]:
    """What the unit said, in the shape of a reviewer's remarks; they are numbered by their place."""
    return [
        Remark(
            pk=place,
            path=each["path"],
            text=each["text"],
            answer=each.get("answer", ""),
            acted_on=is_acted_on(each),
        )
        for place, each in enumerate(entry.remarks)
    ]


def _with_own(form: EntryForm) -> EntryForm:
    sections = tuple(
        replace(section, rows=tuple(_row(row) for row in section.rows))
        if section.key == "identity"
        else section
        for section in form.sections
    )
    return replace(form, sections=sections)


def _row(row: EntryRow) -> EntryRow:
    return replace(row, fields=tuple(_fixed(each) for each in row.fields))


def _fixed(entry: EntryField) -> EntryField:
    if entry.name not in _OWN_NUMBER:
        return entry
    words = (choice.label for choice in entry.input.choices if choice.value == entry.value)
    return replace(entry, fixed=True, shown=next(words, str(entry.value)))
