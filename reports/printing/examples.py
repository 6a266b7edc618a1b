"""Sheets without anybody on them, to show how a look will be: the fields of the version in force, empty."""

from django.utils.translation import gettext as _

from reports.printing.definitions import sheet_document
from reports.printing.documents import Orientation, SheetColumn, SheetDocument, SheetLine, SheetTable
from reports.printing.sheets import sheet_of
from reports.printing.sheets.registration import empty_form
from talent.categories.service import PrintedForm, live_version, printed

ROWS, MOST_COLUMNS = 8, 10


def example(sheet: str, category: str, language: str) -> SheetDocument:
    """The sheet as it looks by itself, in the active language."""
    form = printed(live_version(category), {}, language) if category else None
    if form and sheet == "change":
        return empty_form(form, language)
    if form and sheet == "sheet":
        return sheet_document(form, draft=False, language=language, author="", as_of=None)
    return _list(sheet, form, language)


def _list(sheet: str, form: PrintedForm | None, language: str) -> SheetDocument:
    title = str(sheet_of(sheet).title)
    if form:
        fields = [field for group in form.groups for field in group.fields][:MOST_COLUMNS]
        named = _("%(category)s花名册") if sheet == "roster" else _("%(category)s汇总表")
        title = named % {"category": form.title.removesuffix("登记表")}
        columns = tuple(SheetColumn(field.label, field.width) for field in fields)
    else:
        columns = tuple(SheetColumn(_("第 %(number)d 栏") % {"number": number}) for number in range(1, 6))
    return SheetDocument(
        title=title,
        head=(SheetLine(_("单位"), ""),),
        tables=(SheetTable(columns, blank_rows=ROWS),),
        orientation=Orientation.LANDSCAPE if form else Orientation.PORTRAIT,
        language=language,
    )
