"""Sheets without anybody on them, to show how a look will be: the fields of the version in force, empty or
with made-up values that nobody could take for a person's.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.printing.definitions import sheet_document
from reports.printing.documents import Orientation, SheetColumn, SheetDocument, SheetLine, SheetTable
from reports.printing.sheets import sheet_of
from reports.printing.sheets.registration import empty_form
from talent.categories.service import PrintedForm, PrintedGroup, PrintedKind, live_version, printed

ROWS, MOST_COLUMNS, FILLED_ROWS = 8, 10, 3
#: What stands above a registration form.
HEAD = (PrintedKind.UNIT, PrintedKind.DATE)


def example(sheet: str, category: str, language: str, *, filled: bool = False) -> SheetDocument:
    """The sheet as it looks by itself, in the active language; `filled` with made-up values in its fields."""
    form = printed(live_version(category), {}, language) if category else None
    if form and filled:
        form = replace(form, groups=tuple(_filled(group) for group in form.groups))
    if form and sheet == "change":
        document = empty_form(form, language)
        head = tuple(
            replace(line, value=_value(kind)) for line, kind in zip(document.head, HEAD, strict=True)
        )
        return replace(document, head=head) if filled else document
    if form and sheet == "sheet":
        return sheet_document(form, draft=False, language=language, author="", as_of=None)
    return _list(sheet, form, language, filled=filled)


def _list(sheet: str, form: PrintedForm | None, language: str, *, filled: bool) -> SheetDocument:
    title = str(sheet_of(sheet).title)
    if form:
        fields = [field for group in form.groups for field in group.fields][:MOST_COLUMNS]
        row = tuple(_value(field.kind) for field in fields)
        named = _("%(category)s花名册") if sheet == "roster" else _("%(category)s汇总表")
        title = named % {"category": form.title.removesuffix("登记表")}
        columns = tuple(SheetColumn(field.label, field.width) for field in fields)
    else:
        columns = tuple(SheetColumn(_("第 %(number)d 栏") % {"number": number}) for number in range(1, 6))
        row = (_value(PrintedKind.WORD),) * len(columns)
    rows = (row,) * FILLED_ROWS if filled else ()
    return SheetDocument(
        title=title,
        head=(SheetLine(_("单位"), _value(PrintedKind.UNIT) if filled else ""),),
        tables=(SheetTable(columns, rows, blank_rows=ROWS - len(rows)),),
        orientation=Orientation.LANDSCAPE if form else Orientation.PORTRAIT,
        language=language,
    )


def _filled(group: PrintedGroup) -> PrintedGroup:
    row = {known.key: _value(known.kind) for known in group.fields}
    return replace(group, rows=(row,) * (FILLED_ROWS if group.repeat else 1), asked=True)


def _value(kind: PrintedKind) -> str:
    """As long as such a value usually is, and clearly nobody's."""
    values = {
        PrintedKind.UNIT: _("某某旗某某单位(样例)"),
        PrintedKind.DATE: _("2026年1月1日"),
        PrintedKind.LINE: "000-0000000",
        PrintedKind.ADDRESS: "name@example.cn",
        PrintedKind.NUMBER: "0",
        PrintedKind.WORD: _("样例"),
        PrintedKind.WORDS: _("样例一、样例二"),
        PrintedKind.TEXT: _("样例文字"),
        PrintedKind.FILES: _("样例附件.pdf"),
    }
    return values.get(kind, "")
