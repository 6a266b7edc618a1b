"""The registration form of oneself: of the record in force as units print it, and of what was filled in."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.documents import SheetDocument, SheetLine
from reports.printing.enums import Past
from reports.printing.issuing import Official
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from reports.printing.sheets.registration import RegistrationForm, filled_form
from talent.categories.service import printed
from talent.individuals.enums import EntryState
from talent.individuals.models import PersonAccount, SelfEntry
from talent.individuals.service import account_of, own_entries, own_records
from talent.orgs.service import Scope
from talent.records.models import Change
from talent.records.service import unit_facts
from talent.security.models import User

_FORM = RegistrationForm()


@dataclass(frozen=True, slots=True)
class OwnChange:
    """What is in force of the holder of an account."""

    account: PersonAccount
    change: Change


class OwnRecordForm(Sheet[OwnChange]):
    """What is in force of oneself, nothing masked: the sheet that the unit prints, under the same number."""

    key = "own_record"
    title = gettext_lazy("人才信息登记表")
    about = About.ACCOUNT
    route = "me/records/<slug:key>/"
    action = "export_own"
    subject = "individual"
    like = RegistrationForm.key

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> OwnChange | None:
        account = account_behind(scope)
        if account is None:
            return None
        found = own_records(account).filter(category__key=place["key"]).first()
        if found is None or found.approved is None:
            return None
        change = found.approved
        change.record, change.category, change.unit = found, found.category, found.unit
        return OwnChange(account, change)

    def identity(self, subject: OwnChange) -> Identity:
        name = f"{slugify(subject.change.category.key)}-{subject.change.pk}"
        return Identity(str(subject.account.pk), name, detail={"form": "record", "change": subject.change.pk})

    def official(self, subject: OwnChange) -> Official | None:
        return _FORM.official(subject.change)

    def category_of(self, subject: OwnChange) -> str:
        return _FORM.category_of(subject.change)

    def document(self, subject: OwnChange, language: str) -> SheetDocument:
        return _FORM.document(subject.change, language)


class OwnEntryForm(Sheet[SelfEntry]):
    """What one has filled in, to look through or to take to the unit: always a draft, without a number."""

    key = "own_entry"
    title = gettext_lazy("人才信息登记表")
    about = About.ACCOUNT
    route = "me/entries/<int:pk>/"
    action = "export_own"
    subject = "individual"
    like = RegistrationForm.key

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> SelfEntry | None:
        account = account_behind(scope)
        if account is None:
            return None
        entries = own_entries(account).select_related("category", "version", "unit")
        return entries.filter(pk=place["pk"]).first()

    def identity(self, subject: SelfEntry) -> Identity:
        name = f"{slugify(subject.category.key)}-entry-{subject.pk}"
        return Identity(str(subject.account_id), name, detail={"form": "entry", "entry": subject.pk})

    def category_of(self, subject: SelfEntry) -> str:
        return subject.category.key

    def document(self, subject: SelfEntry, language: str) -> SheetDocument:
        facts = unit_facts(subject.unit) if subject.unit else None
        withdrawn = subject.state == EntryState.WITHDRAWN
        head = (
            SheetLine(_("填报单位"), subject.unit.name if subject.unit else ""),
            SheetLine(_("状态"), str(subject.get_state_display())),
            SheetLine(_("保存日期"), on_paper(timezone.localtime(subject.updated_at).date())),
        )
        return filled_form(
            printed(subject.version, subject.document(), language, unit=facts),
            head,
            language=language,
            author=subject.full_name,
            as_of=subject.updated_at,
            draft=not withdrawn,
            past=Past.WITHDRAWN if withdrawn else None,
        )


def account_behind(scope: Scope) -> PersonAccount | None:
    """The individual's account of whoever has a scope; none for everybody else."""
    user = User.objects.filter(pk=scope.user_id).first() if scope.user_id else None
    return account_of(user) if user else None
