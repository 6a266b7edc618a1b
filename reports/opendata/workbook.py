"""A table as a workbook: as people read it, as programs read it, and what it is and how to quote it."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from reports.opendata.books import Book, Row
from reports.opendata.crosstab import USUAL, Crosstab, Layout, crosstab
from reports.opendata.csvtable import heads, lines
from reports.opendata.licence import licence
from reports.opendata.wording import LABEL_EN, LABEL_ZH, citation, iso, moment, sentence
from reports.stats.service import Note

TABLE, FIGURES, ABOUT = ("统计表", "Table"), ("数据", "Figures"), ("说明", "About")
SHARE = ("占比", "Share")
MARKS = (
    "“<10”：人数很少，不公开；“–”：按定义不会出现。各项之和可能不等于合计。",
    "“<10”: too few to be shown; “–”: impossible by definition. Rows need not add up.",
)
#: The file says nothing of when it was fetched: the same question gives the same bytes.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # the library writes it as it stands
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 16
_LANGUAGES = ("zh", "en")


def as_workbook(
    book: Book,
    rows: Sequence[Row],
    notes: Sequence[Note] = (),
    *,
    address: str,
    language: str,
    layout: Layout = USUAL,
) -> bytes:
    """The xlsx; numbers are numbers, codes and marks text. `layout`: of the first sheet."""
    place = _LANGUAGES.index(language)
    stream = io.BytesIO()
    with Workbook(stream, _PLAIN) as file:
        file.set_properties({"title": book.table.title_zh, "created": _MADE})
        table, figures, about = (file.add_worksheet(each[place]) for each in (TABLE, FIGURES, ABOUT))
        head = file.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2", "text_wrap": True})
        told = crosstab(book, rows, layout=layout, place=place)
        above = [*_above(book, notes, place), *_of_shares(told, place)]
        _write_table(file, table, told, above, head)
        _write_shares(file, table, told, len(above) + 2, head, place)
        _write_figures(figures, book, rows, notes, head)
        about.set_column(0, 0, _WIDTH)
        about.set_column(1, 1, 6 * _WIDTH)
        for line, words in enumerate(_about(book, notes, address, place)):
            about.write_row(line, 0, words)
    return stream.getvalue()


def _write_table(file: Any, sheet: Any, told: Crosstab, above: Sequence[str], head: Any) -> None:
    """Title and what is to be known above the table, so that nobody can overlook it."""
    sheet.write_string(0, 0, told.title, file.add_format({"bold": True, "font_size": 14}))
    for line, words in enumerate(above, start=1):
        sheet.write_string(line, 0, words)
    top = len(above) + 2
    sheet.write_row(top, 0, told.heads, head)
    figure = file.add_format({"num_format": "#,##0", "align": "right"})
    for line, cells in enumerate(told.lines, start=top + 1):
        sheet.write_row(line, 0, cells[: told.named])
        sheet.write_row(line, told.named, cells[told.named :], figure)
    sheet.set_column(0, max(len(told.heads) - 1, 0), _WIDTH)
    sheet.freeze_panes(top + 1, told.named)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _write_shares(file: Any, sheet: Any, told: Crosstab, top: int, head: Any, place: int) -> None:
    """Numbers in per cent, behind the last figure."""
    if not told.shares:
        return
    column = len(told.heads)
    sheet.write_string(top, column, SHARE[place], head)
    # Of few persons they have no decimals, as on the page.
    in_tenths = any(not isinstance(each, str) and round(each * 1000) % 10 for each in told.shares)
    share = file.add_format({"num_format": "0.0%" if in_tenths else "0%", "align": "right"})
    sheet.write_column(top + 1, column, told.shares, share)
    sheet.set_column(column, column, _WIDTH)


def _of_shares(told: Crosstab, place: int) -> list[str]:
    part, whole = told.shared
    words = f"占比按“{part}”占“{whole}”计算。", f"Shares are of “{part}” in “{whole}”."
    return [words[place]] if told.shares else []


def _above(book: Book, notes: Sequence[Note], place: int) -> list[str]:
    release = book.table.release
    of_release = (
        f"第 {release.number} 号发布 · 统计时点 {iso(release.as_of)} · 单位：人",
        f"Release {release.number} · as of {iso(release.as_of)} · unit: persons",
    )
    beside = [sentence(each)[_LANGUAGES[place]] for each in notes]
    return [of_release[place], (LABEL_ZH, LABEL_EN)[place], MARKS[place], *beside]


def _write_figures(sheet: Any, book: Book, rows: Sequence[Row], notes: Sequence[Note], head: Any) -> None:
    names = heads(book)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(names) - 1, _WIDTH)
    sheet.write_row(0, 0, names, head)
    for number, line in enumerate(lines(book, rows, notes), start=1):
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
        (("标记", MARKS[0]), ("Marks", MARKS[1])),
        (("使用许可", f"{terms.name_zh} {terms.url}"), ("Licence", f"{terms.name_en} {terms.url}")),
        (("引用", quoted["zh"]), ("Cite as", quoted["en"])),
    )
    beside = [sentence(each)[_LANGUAGES[place]] for each in notes]
    return [*(each[place] for each in told), *((("说明", "Note")[place], each) for each in beside)]
