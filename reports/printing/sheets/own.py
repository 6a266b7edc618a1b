"""One's own data on paper: what an individual takes along, as tables of labels and values."""

from collections.abc import Iterator
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
from talent.categories.service import PrintedForm, printed
from talent.individuals.models import PersonAccount
from talent.individuals.service import account_of, own_entries, own_records
from talent.orgs.service import Scope
from talent.security.models import User


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
        user = User.objects.filter(pk=scope.user_id).first() if scope.user_id else None
        return account_of(user) if user else None

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
        yield from _of_form(printed(entry.version, entry.document(), language), heading)


def _of_form(form: PrintedForm, heading: str) -> Iterator[SheetTable]:
    """Single groups as label and value, repeating ones as they are; what is empty is left out."""
    pairs = [
        (field.label, row[field.key])
        for group in form.groups
        if not group.repeat
        for row in group.rows
        for field in group.fields
        if row.get(field.key)
    ]
    columns = (SheetColumn(_("项目"), 1, Align.LEFT), SheetColumn(_("内容"), 2, Align.LEFT))
    yield SheetTable(columns=columns, rows=tuple(pairs), caption=f"{form.title} · {heading}")
    for group in form.groups:
        if group.repeat and any(group.rows):
            yield table_of(group, captioned=True, spare=False)
