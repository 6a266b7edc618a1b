"""The registration form of one person in one category, as a unit keeps it and an office reviews it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.printing.definitions import WIDEST_UPRIGHT, table_of
from reports.printing.render import render_sheet
from reports.printing.sheets import (
    Align,
    Orientation,
    RenderedSheet,
    SheetColumn,
    SheetDocument,
    SheetLine,
    SheetTable,
)
from talent.categories.service import PrintedForm, PrintedGroup, printed
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.service import told_doubt, unit_facts


def render_change(change: Change, *, language: str) -> RenderedSheet:
    """The PDF of a change under the version that it was filled in under, with its numbers in full.

    The caller lets only those in who may see them. What is not approved is marked as a draft on every page;
    what is doubtful says so at its head, and on every page where it is not counted.
    """
    form = printed(change.version, change.document(), language, unit=unit_facts(change.unit))
    told = told_doubt(change) if change.state == ChangeState.ACCEPTED else {"doubt": None}
    with override(language):
        if told["doubt"] is None:
            return render_sheet(_document(change, form, language))
        document = _document(change, form, language)
        line = SheetLine(_("存疑"), _("经抽查存疑，正在核对改正"))
        return render_sheet(replace(document, head=(*document.head, line), doubted=not told["counted"]))


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
