"""The registration form of one person in one category, as a unit keeps it and an office reviews it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import batched
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.definitions import WIDEST_UPRIGHT, table_of
from reports.printing.documents import (
    Align,
    Orientation,
    SheetColumn,
    SheetDocument,
    SheetLine,
    SheetTable,
)
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from talent.categories.service import PrintedForm, PrintedGroup, printed
from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope
from talent.records.enums import FINAL, ChangeState
from talent.records.models import Change
from talent.records.service import changes_visible_to, told_doubt, unit_facts


class RegistrationForm(Sheet[Change]):
    """A change under the version that it was filled in under, with its numbers in full.

    What is not approved is marked as a draft on every page; what is doubtful says so at its head, and on
    every page where it is not counted. For the unit, for the office where the change waits, and, once
    decided, for the offices above.
    """

    key = "change"
    title = gettext_lazy("人才信息登记表")
    about = About.CHANGE
    route = "changes/<int:pk>/"
    action = "print_change"
    subject = "change"

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> Change | None:
        above = scope.as_(Role.HR_REVIEWER)
        here = Q(waiting_office__in=above.organisations(Role.HR_REVIEWER)) | Q(state__in=FINAL)
        whole = changes_visible_to(scope.as_(*UNIT_ROLES)) | changes_visible_to(above).filter(here)
        return (
            whole.filter(pk=place["pk"])
            .exclude(record__person__document_kind="")  # nothing is left of who was erased
            .select_related("version", "category", "unit")
            .defer("category__groups", "category__rules", "version__schema")
            .first()
        )

    def identity(self, subject: Change) -> Identity:
        name = f"{slugify(subject.category.key)}-{subject.pk}"
        return Identity(str(subject.pk), name, (subject.unit_id,), {"record": subject.record_id})

    def document(self, subject: Change, language: str) -> SheetDocument:
        form = printed(subject.version, subject.document(), language, unit=unit_facts(subject.unit))
        document = _document(subject, form, language)
        told = told_doubt(subject) if subject.state == ChangeState.ACCEPTED else {"doubt": None}
        if told["doubt"] is None:
            return document
        line = SheetLine(_("存疑"), _("经抽查存疑，正在核对改正"))
        return replace(document, head=(*document.head, line), doubted=not told["counted"])


def _document(change: Change, form: PrintedForm, language: str) -> SheetDocument:
    groups = [shown for each in form.groups if (shown := _filled(each)).fields]
    tables = [each for each in groups if each.repeat]
    widest = max((sum(known.width for known in each.fields) for each in tables), default=0)
    return SheetDocument(
        title=_("%(category)s登记表") % {"category": form.title},
        head=tuple(_head(change)),
        tables=tuple(_table(each) for each in groups),
        orientation=Orientation.LANDSCAPE if widest > WIDEST_UPRIGHT else Orientation.PORTRAIT,
        draft=change.state != ChangeState.ACCEPTED,
        language=language,
        author=change.unit.name,
        as_of=change.decided_at or change.updated_at,
    )


def _head(change: Change) -> Iterator[SheetLine]:
    label, at = (
        (_("办结时间"), change.decided_at) if change.decided_at else (_("保存时间"), change.updated_at)
    )
    yield SheetLine(_("单位"), change.unit.name)
    yield SheetLine(_("状态"), change.get_state_display())
    yield SheetLine(label, timezone.localtime(at).strftime("%Y-%m-%d"))


def _filled(group: PrintedGroup) -> PrintedGroup:
    """A group with only the fields that somebody filled in: a definition asks for a hundred of them."""
    fields = tuple(known for known in group.fields if any(row.get(known.key) for row in group.rows))
    return PrintedGroup(group.key, group.label, group.repeat, fields, tuple(filter(None, group.rows)))


def _table(group: PrintedGroup) -> SheetTable:
    return table_of(group, captioned=True, spare=False) if group.repeat else _pairs(group)


def _pairs(group: PrintedGroup) -> SheetTable:
    """A single group as labels and values, two of each in a row."""
    columns = (SheetColumn(_("项目"), 2, Align.LEFT), SheetColumn(_("内容"), 3, Align.LEFT))
    said = [(known.label, row[known.key]) for row in group.rows for known in group.fields]
    rows = (tuple(text for pair in pairs for text in pair) for pairs in batched(said, 2))
    return SheetTable(columns * 2, tuple(row + ("",) * (4 - len(row)) for row in rows), caption=group.label)
