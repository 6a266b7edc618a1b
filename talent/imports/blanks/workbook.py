"""The empty list as a workbook. Every cell is text: no office program makes a number or a formula of it."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from talent.imports.blanks.contents import BlankColumn, BlankList
from talent.imports.lists import INSTRUCTIONS

#: Names of the sheets. The last one only feeds the drop-downs.
PEOPLE, OPTIONS = "人员", "选项"
#: So many rows have drop-downs; formats hold for the whole column.
_ROWS = 5000
#: Number 49 of the standard's formats is text.
_TEXT = {"num_format": 49, "valign": "top"}
_HEAD = {**_TEXT, "bold": True, "text_wrap": True, "border": 1, "quote_prefix": True}
_NEEDED, _OTHER = {"bg_color": "#FFF2CC"}, {"bg_color": "#F2F2F2"}
_NARROWEST, _WIDEST = 12, 36
#: The file says nothing of when or by whom it was fetched: the same definition gives the same bytes.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # the library writes it as it stands
_AS_TYPED = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def as_workbook(blank: BlankList) -> bytes:
    """The xlsx: a sheet of people with headings, drop-downs and notes, and one on how to fill it in."""
    stream = io.BytesIO()
    with Workbook(stream, _AS_TYPED) as book:
        book.set_properties({"title": blank.title, "created": _MADE})
        people, instructions, options = (book.add_worksheet(name) for name in (PEOPLE, INSTRUCTIONS, OPTIONS))
        options.very_hidden()
        _write_people(book, people, blank.columns)
        _offer_choices(people, options, blank.columns)
        _write_instructions(book, instructions, blank)
    return stream.getvalue()


def _write_people(book: Any, sheet: Any, columns: Sequence[BlankColumn]) -> None:
    text = book.add_format(_TEXT)
    needed, other = (book.add_format(_HEAD | colour) for colour in (_NEEDED, _OTHER))
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 36)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column.title), text)
        sheet.write_string(0, place, column.title, needed if column.spec.required else other)
        sheet.write_comment(0, place, column.note, {"x_scale": 2, "author": ""})
    if columns:
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(columns))}{_ROWS + 1}"})


def _width(title: str) -> int:
    """A Chinese character is two columns wide."""
    return min(max(_NARROWEST, 2 * len(title) + 2), _WIDEST)


def _offer_choices(people: Any, options: Any, columns: Sequence[BlankColumn]) -> None:
    """Lists stand on a sheet of their own: those written into a cell have 255 characters and no comma."""
    lists: dict[tuple[str, ...], str] = {}
    for place, column in enumerate(columns):
        choices = column.spec.choices
        if not choices:
            continue
        if choices not in lists:
            at = len(lists)
            for row, choice in enumerate(choices):
                options.write_string(row, at, choice)
            letters = _letters(at + 1)
            lists[choices] = f"='{OPTIONS}'!${letters}$1:${letters}${len(choices)}"
        people.data_validation(1, place, _ROWS, place, _choosing(lists[choices], column))


def _choosing(source: str, column: BlankColumn) -> dict[str, Any]:
    """Words that the reader also knows (男 for 男性) are asked about and not refused."""
    return {
        "validate": "list",
        "source": source,
        "show_error": column.spec.cell.is_closed,
        "error_type": "warning",
        "error_title": _("不在列表中"),
        "error_message": _("这一列应从下拉列表中选择。仍要保留所填内容吗？"),
    }


def _write_instructions(book: Any, sheet: Any, blank: BlankList) -> None:
    text, head = (book.add_format(each | {"text_wrap": True}) for each in (_TEXT, _HEAD | _OTHER))
    bold = book.add_format(_TEXT | {"bold": True, "font_size": 14})
    heads = (_("列名"), _("要求"), _("怎样填"), _("说明"))
    for place, width in enumerate((30, 16, 44, 60)):
        sheet.set_column(place, place, width, text)
    sheet.write_string(0, 0, f"{blank.title} · {INSTRUCTIONS}", bold)
    start = len(blank.advice) + 2
    for row, sentence in enumerate(blank.advice, start=1):
        sheet.merge_range(row, 0, row, len(heads) - 1, "", text)
        sheet.write_string(row, 0, f"{row}. {sentence}", text)
        sheet.set_row(row, 32)
    for place, each in enumerate(heads):
        sheet.write_string(start, place, each, head)
    for row, column in enumerate(blank.columns, start=start + 1):
        said = (column.title, column.obligation, column.spec.cell.hint, column.spec.help)
        for place, each in enumerate(said):
            sheet.write_string(row, place, each, text)


def _letters(column: int) -> str:
    """ "AB" for column 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
