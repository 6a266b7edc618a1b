"""One's own data on paper: what an individual takes along, as tables of labels and values."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.definitions import table_of
from reports.printing.documents import (
    Align,
    Orientation,
    SheetColumn,
    SheetDocument,
    SheetLine,
    SheetTable,
)
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from reports.printing.sheets.ownforms import account_behind
from talent.categories.service import PrintedForm, printed
from talent.individuals.enums import EntryState
from talent.individuals.models import PersonAccount
from talent.individuals.service import own_entries, own_records
from talent.orgs.service import Scope


class OwnData(Sheet[PersonAccount]):
    """The records in force and what was filled in, for the holder of the account alone."""

    key = "own"
    title = gettext_lazy("本人资料")
    about = About.ACCOUNT
    route = "me/"
    action = "export_own"
    subject = "individual"
    kept = True

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> PersonAccount | None:
        return account_behind(scope)

    def identity(self, subject: PersonAccount) -> Identity:
        return Identity(str(subject.pk), "my-data", detail={"form": "pdf"})

    def document(self, subject: PersonAccount, language: str) -> SheetDocument:
        return _document(subject, language)


def _document(account: PersonAccount, language: str) -> SheetDocument:
    about = account.about()
    name = about.get("name", "")
    now = timezone.now()
    return SheetDocument(
        title=_("本人资料"),
        head=(
            SheetLine(_("姓名"), name),
            SheetLine(_("证件号码"), about.get("number", "")),
        ),
        foot=(
            SheetLine(_("注意"), _("含完整证件号码，仅供本人保存")),
            SheetLine(_("导出日期"), on_paper(timezone.localdate(now))),
        ),
        tables=tuple(_tables(account, language)),
        orientation=Orientation.PORTRAIT,
        language=language,
        author=name,
        as_of=now,
    )


def _tables(account: PersonAccount, language: str) -> Iterator[SheetTable]:
    for record in own_records(account):
        if record.approved is not None:
            heading = _("已入库 · %(unit)s") % {"unit": record.unit.name}
            form = printed(record.approved.version, record.approved.document(), language)
            yield from _of_form(form, heading)
    for entry in own_entries(account).select_related("version", "unit").order_by("pk"):
        heading = _("本人填报 · %(state)s") % {"state": entry.get_state_display()}
        if entry.state != EntryState.TAKEN:
            heading = _("%(heading)s，未入库") % {"heading": heading}
        yield from _of_form(printed(entry.version, entry.document(), language), heading)


def _of_form(form: PrintedForm, heading: str) -> Iterator[SheetTable]:
    """Each group under its name: single ones as label and value, repeating ones as they are; what is empty is
    left out. The first caption says of which form it is, and how it stands."""
    columns = (SheetColumn(_("项目"), 1, Align.LEFT), SheetColumn(_("内容"), 2, Align.LEFT))
    named = f"{form.title} · {heading}"
    for group in form.groups:
        table = table_of(group, captioned=True, spare=False) if group.repeat else None
        if table is None:
            texts = [(each.label, row.get(each.key, "")) for row in group.rows for each in group.fields]
            pairs = tuple((label, text) for label, text in texts if text)
            table = SheetTable(columns=columns, rows=pairs, caption=group.label)
        if table.rows:
            yield replace(table, caption=f"{named} · {group.label}" if named else group.label)
            named = ""
