"""The empty form of a category or of an organisation's sheet, to be filled in by hand."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from reports.printing.definitions import sheet_document
from reports.printing.documents import SheetDocument, SheetLine
from reports.printing.looks import look_of
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from reports.printing.sheets.registration import empty_form
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import live_version, printed
from talent.orgs.service import Scope


class BlankForm(Sheet[Category]):
    """The form in force with every field and nothing in them, without a number; for everybody, as it says no
    more than the published definition."""

    key = "blank"
    title = gettext_lazy("空白登记表")
    about = About.CATEGORY
    route = "blank/<slug:key>/"
    action = "print_blank"
    subject = "category"
    open = True

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> Category | None:
        in_use = Category.objects.published().filter(is_retired=False).defer("groups", "rules", "moves")
        return in_use.filter(key=place["key"]).first()

    def identity(self, subject: Category) -> Identity:
        return Identity(str(subject.pk), f"{slugify(subject.key)}-blank")

    def category_of(self, subject: Category) -> str:
        return subject.key

    def in_look(self, subject: Category, language: str) -> SheetDocument:
        """The form that is filled in lends its look."""
        with override(language):
            document = self.document(subject, language)
        look = look_of("change" if subject.subject == Subject.PEOPLE else "sheet", subject.key)
        return replace(document, look=look) if look else document

    def document(self, subject: Category, language: str) -> SheetDocument:
        form = printed(live_version(subject.key), {}, language)
        if subject.subject != Subject.PEOPLE:
            whole = replace(form, groups=tuple(replace(each, asked=True) for each in form.groups))
            return sheet_document(whole, draft=False, language=language, author="", as_of=None)
        day = SheetLine(_("填表日期"), blank=_("　　　年　　月　　日"))
        document = empty_form(form, language)
        return replace(document, head=(document.head[0], day))
