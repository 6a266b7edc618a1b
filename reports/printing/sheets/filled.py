"""What an organisation has filled in on a sheet that a definition describes; 负责人员登记表 is the first."""

from typing import Any

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from reports.printing.definitions import sheet_document
from reports.printing.documents import SheetDocument
from reports.printing.enums import Kept
from reports.printing.issuing import Official
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from talent.categories.service import printed
from talent.orgs.enums import Role
from talent.orgs.service import Scope
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.records.service import unit_facts

#: The audit administrator reads no values, not even of the own organisation.
OWN = frozenset(Role) - {Role.AUDIT_ADMIN}


class FilledSheet(Sheet[SheetEntry]):
    """The sheet with its numbers in full, as offices hand it in; one that was only saved says 草稿.

    For the own organisation, and, once handed in, for the offices that review the organisation.
    """

    key = "sheet"
    title = _("登记表")
    about = About.ORGANISATION
    route = "sheets/<slug:key>/<int:organisation_id>/"
    action = "print_sheet"
    subject = "sheet"

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> SheetEntry | None:
        if place["organisation_id"] in scope.organisations(*OWN):
            entries = SheetEntry.objects.unscoped(reason="one's own organisation")
        else:
            above = SheetEntry.objects.visible_to(scope.as_(Role.HR_REVIEWER))
            entries = above.filter(state=SheetState.SUBMITTED)
        return (
            entries.filter(category__key=place["key"], organisation_id=place["organisation_id"])
            .select_related("organisation", "version", "category")
            .first()
        )

    def identity(self, subject: SheetEntry) -> Identity:
        name = f"{slugify(subject.category.key)}-{subject.organisation.code}"
        return Identity(str(subject.pk), name, (subject.organisation_id,))

    def official(self, subject: SheetEntry) -> Official | None:
        handed_in = subject.state == SheetState.SUBMITTED
        return Official(Kept.ENTRY, subject.pk, subject.lock) if handed_in else None

    def category_of(self, subject: SheetEntry) -> str:
        return subject.category.key

    def document(self, subject: SheetEntry, language: str) -> SheetDocument:
        unit = unit_facts(subject.organisation)
        return sheet_document(
            printed(subject.version, subject.document(), language, unit=unit),
            draft=subject.state == SheetState.DRAFT,
            language=language,
            author=subject.organisation.name,
            as_of=subject.updated_at,
        )
