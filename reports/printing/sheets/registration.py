"""The registration form of one person in one category, as a unit keeps it and an office reviews it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.definitions import ON_PAPER, ONE_LINE_KINDS, table_of
from reports.printing.documents import (
    Orientation,
    SheetBox,
    SheetDocument,
    SheetField,
    SheetGrid,
    SheetLine,
    SheetTable,
)
from reports.printing.enums import Kept
from reports.printing.issuing import Official
from reports.printing.photos import picture_of
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from reports.printing.standing import address_in_force, in_draft, in_force, past_of
from talent.categories.service import PrintedField, PrintedForm, PrintedGroup, PrintedKind, printed
from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import FINAL, ChangeState
from talent.records.models import Change
from talent.records.service import changes_visible_to, told_doubt, unit_facts

#: Widths of the columns of a table together, beyond which the form lies: it stands if it possibly can.
WIDEST_FORM = 18


class RegistrationForm(Sheet[Change]):
    """A change under the version that it was filled in under, with its numbers in full.

    What is not approved is marked as a draft on every page, what is not in force says why (`standing`); what
    is doubtful says so at its head, and on every page where it is not counted. For the unit, for the office
    where the change waits, and, once decided, for the offices above.
    """

    key = "change"
    title = gettext_lazy("人才信息登记表")
    about = About.CHANGE
    route = "changes/<int:pk>/"
    action = "print_change"
    subject = "change"

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> Change | None:
        return (
            printable(scope)
            .filter(pk=place["pk"])
            .select_related("record", "version", "category", "unit")
            .defer("category__groups", "category__rules", "version__schema")
            .first()
        )

    def identity(self, subject: Change) -> Identity:
        name = f"{slugify(subject.category.key)}-{subject.pk}"
        return Identity(str(subject.pk), name, (subject.unit_id,), {"record": subject.record_id})

    def official(self, subject: Change) -> Official | None:
        in_force = subject.record.approved_id == subject.pk
        return Official(Kept.RECORD, subject.record_id, subject.pk) if in_force else None

    def category_of(self, subject: Change) -> str:
        return subject.category.key

    def document(self, subject: Change, language: str) -> SheetDocument:
        form = printed(subject.version, subject.document(), language, unit=unit_facts(subject.unit))
        document = _document(subject, form, language)
        told = told_doubt(subject) if subject.record.approved_id == subject.pk else {"doubt": None}
        if told["doubt"] is None:
            return document
        line = SheetLine(_("存疑"), _("经抽查存疑，正在核对改正"))
        return replace(document, head=(*document.head, line), doubted=not told["counted"])


def printable(scope: Scope) -> ScopedQuerySet[Change]:
    """The changes that a scope prints: its units', those that wait at its office, those that were decided."""
    above = scope.as_(Role.HR_REVIEWER)
    here = Q(waiting_office__in=above.organisations(Role.HR_REVIEWER)) | Q(state__in=FINAL)
    whole = changes_visible_to(scope.as_(*UNIT_ROLES)) | changes_visible_to(above).filter(here)
    return whole.exclude(record__person__document_kind="")  # nothing is left of who was erased


def empty_form(form: PrintedForm, language: str) -> SheetDocument:
    """The form without a person, to be filled in by hand or to show how it looks."""
    return SheetDocument(
        title=_("%(category)s登记表") % {"category": form.title},
        head=(SheetLine(_("填报单位")), SheetLine(_("保存日期"), blank=_("　　　年　　月　　日"))),
        tables=tuple(_blocks(form.groups)),
        boxes=_boxes(),
        opening=form.groups[0].label if form.groups else "",
        orientation=_orientation(form.groups),
        language=language,
    )


def filled_form(
    form: PrintedForm, head: Sequence[SheetLine], *, language: str, author: str, as_of: datetime, **marks: Any
) -> SheetDocument:
    """The form with somebody's values under its head; `marks` say what it is not (`draft`, `past` …)."""
    groups = [each for each in form.groups if each.asked or any(each.rows)]
    return SheetDocument(
        title=_("%(category)s登记表") % {"category": form.title},
        head=tuple(head),
        tables=tuple(_blocks(groups)),
        boxes=_boxes(),
        opening=groups[0].label if groups else "",
        orientation=_orientation(groups),
        language=language,
        author=author,
        as_of=as_of,
        **marks,
    )


def _document(change: Change, form: PrintedForm, language: str) -> SheetDocument:
    return filled_form(
        form,
        tuple(_head(change)),
        language=language,
        author=change.unit.name,
        as_of=change.decided_at or change.updated_at,
        draft=in_draft(change),
        past=past_of(change),
        in_force=address_in_force(change, RegistrationForm.key),
    )


def _orientation(groups: Sequence[PrintedGroup]) -> Orientation:
    tables = [each for each in groups if each.repeat]
    widest = max((sum(known.width for known in each.fields) for each in tables), default=0)
    return Orientation.LANDSCAPE if widest > WIDEST_FORM else Orientation.PORTRAIT


def _head(change: Change) -> Iterator[SheetLine]:
    label, at = (
        (_("办结日期"), change.decided_at) if change.decided_at else (_("保存日期"), change.updated_at)
    )
    yield SheetLine(_("填报单位"), change.unit.name)
    if change.state != ChangeState.ACCEPTED:
        yield SheetLine(_("状态"), change.get_state_display())
    if newer := in_force(change, RegistrationForm.key):
        yield newer
    yield SheetLine(label, on_paper(timezone.localtime(at).date()))


def _boxes() -> tuple[SheetBox, ...]:
    """Where the person signs, and unit and office put their seals; a seal is never printed."""
    date = _("　　　年　　月　　日")
    return (
        SheetBox(_("本人签字"), (date,)),
        SheetBox(_("填报单位意见"), (_("(盖章)"), date)),
        SheetBox(_("人力资源社会保障部门意见"), (_("(盖章)"), date)),
    )


def _blocks(groups: Sequence[PrintedGroup]) -> Iterator[SheetGrid | SheetTable]:
    """Single groups as grids, repeating ones as tables; every field once, the photo in its box."""
    for number, group in enumerate(groups):
        if group.repeat:
            yield replace(table_of(group, captioned=True, spare=False), blank_rows=0 if group.rows else 2)
        else:
            yield _grid(group, captioned=number > 0)


def _grid(group: PrintedGroup, *, captioned: bool) -> SheetGrid:
    row = group.rows[0] if group.rows else {}
    boxes = [known for known in group.fields if known.kind is PrintedKind.PHOTO]
    fields = [known for known in group.fields if known not in boxes[:1]]
    attached = group.attached[0] if group.attached else {}
    files = attached.get(boxes[0].key, ()) if boxes else ()
    return SheetGrid(
        fields=tuple(_field(known, row.get(known.key, "")) for known in fields),
        caption=group.label if captioned else "",
        photo=picture_of(files) if boxes else None,
        photo_label=boxes[0].label if boxes else "",
    )


def _field(known: PrintedField, value: str) -> SheetField:
    return SheetField(
        label=known.label,
        value=ON_PAPER.get(value, value) if known.kind is PrintedKind.WORD else value,
        width=known.width,
        one_line=known.kind in ONE_LINE_KINDS,
        address=known.kind is PrintedKind.ADDRESS,
        running=known.kind in (PrintedKind.TEXT, PrintedKind.FILES) and known.width > 1,
    )
