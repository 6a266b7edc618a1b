"""A table as a workbook: the figures on one sheet, what they are and how to quote them on the other."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from reports.opendata.books import Book, Row
from reports.opendata.csvtable import heads, lines
from reports.opendata.licence import licence
from reports.opendata.wording import LABEL_EN, LABEL_ZH, citation, iso, moment, sentence
from reports.stats.service import Note

FIGURES, ABOUT = ("数据", "Figures"), ("说明", "About")
#: The file says nothing of when it was fetched: the same question gives the same bytes.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # the library writes it as it stands
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 16


def as_workbook(
    book: Book, rows: Sequence[Row], notes: Sequence[Note] = (), *, address: str, language: str
) -> bytes:
    """The xlsx; numbers are numbers, codes and marks are text."""
    place = 1 if language == "en" else 0
    stream = io.BytesIO()
    with Workbook(stream, _PLAIN) as file:
        file.set_properties({"title": book.table.title_zh, "created": _MADE})
        figures, about = file.add_worksheet(FIGURES[place]), file.add_worksheet(ABOUT[place])
        head = file.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"})
        _write_figures(figures, book, rows, head)
        about.set_column(0, 0, _WIDTH)
        about.set_column(1, 1, 6 * _WIDTH)
        for line, words in enumerate(_about(book, notes, address, place)):
            about.write_row(line, 0, words)
    return stream.getvalue()


def _write_figures(sheet: Any, book: Book, rows: Sequence[Row], head: Any) -> None:
    names = heads(book)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(names) - 1, _WIDTH)
    sheet.write_row(0, 0, names, head)
    for number, line in enumerate(lines(book, rows), start=1):
        sheet.write_row(number, 0, ["" if each is None else each for each in line])
    if rows:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


def _about(book: Book, notes: Sequence[Note], address: str, place: int) -> list[tuple[str, str]]:
    table, terms = book.table, licence()
    quoted = citation(table, address)
    told = (
        (("标题", table.title_zh), ("Title", table.title_en)),
        (("发布号", str(table.release.number)), ("Release", str(table.release.number))),
        (("统计时点", iso(table.release.as_of)), ("As of", iso(table.release.as_of))),
        (("发布时间", moment(table.release)), ("Published", moment(table.release))),
        (("数字说明", LABEL_ZH), ("Figures", LABEL_EN)),
        (
            ("标记", "“<10”：人数很少，不公开；“–”：按定义不会出现。各项之和可能不等于合计。"),
            ("Marks", "“<10”: too few to be shown; “–”: impossible by definition. Rows need not add up."),
        ),
        (("使用许可", f"{terms.name_zh} {terms.url}"), ("Licence", f"{terms.name_en} {terms.url}")),
        (("引用", quoted["zh"]), ("Cite as", quoted["en"])),
    )
    beside = [sentence(each)[("zh", "en")[place]] for each in notes]
    return [*(each[place] for each in told), *((("说明", "Note")[place], each) for each in beside)]
