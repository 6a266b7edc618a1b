"""A table of the newest release of statistics on paper, with bars; what was suppressed stays suppressed."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.documents import (
    Align,
    Orientation,
    Paper,
    SheetColumn,
    SheetDocument,
    SheetLine,
    SheetTable,
)
from reports.printing.enums import Kept
from reports.printing.issuing import Official
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from reports.printing.verifying import OfRelease, withdrawn_release
from reports.stats.service import TOTAL, Category, Figure, Note, OpenTable, open_table
from talent.orgs.service import Scope
from talent.security.service import row_number

#: Columns of figures that have room on an upright page, on one that lies, and on A3; more are set in blocks.
MOST_UPRIGHT, MOST_LYING, MOST_WIDE = 6, 12, 16
NOTHING = Figure(None, "—")


class StatisticsReport(Sheet[OpenTable]):
    """For everybody, as it says what the public pages say. `release` asks for an earlier one."""

    key = "statistics"
    title = gettext_lazy("统计报表")
    about = About.RELEASE
    route = "statistics/<slug:key>/"
    action = "print_statistics"
    subject = "release"
    open = True

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> OpenTable | None:
        given, number = _release(asked)
        return None if given and number is None else open_table(place["key"], number)

    def withdrawn(self, asked: QueryDict) -> OfRelease | None:
        _given, number = _release(asked)
        return None if number is None else withdrawn_release(number)

    def identity(self, subject: OpenTable) -> Identity:
        return Identity(str(subject.release), f"{slugify(subject.key)}-{subject.release}")

    def official(self, subject: OpenTable) -> Official | None:
        return Official(Kept.RELEASE, subject.release, subject.release)

    def document(self, subject: OpenTable, language: str) -> SheetDocument:
        english = language.startswith("en")
        return SheetDocument(
            title=subject.title["en" if english else "zh"],
            head=tuple(_head(subject, english=english)),
            tables=tuple(_tables(subject, english=english)),
            orientation=Orientation.LANDSCAPE
            if len(subject.columns) > MOST_UPRIGHT
            else Orientation.PORTRAIT,
            paper=Paper.A3 if len(subject.columns) > MOST_LYING else Paper.A4,
            language=language,
            as_of=subject.published_at,
        )


def _release(asked: QueryDict) -> tuple[str, int | None]:
    """What is asked for, and the number that it is."""
    given = asked.get("release", "")
    return given, row_number(given, digits=9)


def _head(table: OpenTable, *, english: bool) -> Iterator[SheetLine]:
    yield SheetLine(_("统计时点"), on_paper(table.as_of))
    yield SheetLine(_("发布日期"), on_paper(timezone.localtime(table.published_at).date()))
    yield SheetLine(_("发布号"), str(table.release))
    said = _("经保密处理的近似数，单位：人；各项之和可能不等于合计。")
    yield SheetLine(_("说明"), said, passing=True)
    yield SheetLine(_("标记"), _("“<10”：大约不到 10 人，不公开；“–”：按定义不会出现。"), passing=True)
    # Said after the figures were printed for the first time: the sheet keeps its number.
    yield from (_remark(each, english=english) for each in table.notes)


def _remark(note: Note, *, english: bool) -> SheetLine:
    text, day = _text(note, english=english), on_paper(timezone.localtime(note.at).date())
    if note.ends is None:
        return SheetLine(_("更正说明"), f"{text} ({day})", passing=True)
    since = on_paper(timezone.localtime(note.ends.at).date())
    why = _text(note.ends, english=english)
    said = _("%(since)s撤回(%(why)s)，%(day)s恢复公开：%(text)s")
    told = said % {"since": since, "why": why, "day": day, "text": text}
    return SheetLine(_("曾撤回"), told, passing=True)


def _text(note: Note, *, english: bool) -> str:
    return (note.text["en"] if english else "") or note.text["zh"]


def _tables(table: OpenTable, *, english: bool) -> Iterator[SheetTable]:
    def named(category: Category) -> str:
        return category.label_en if english else category.label_zh

    for block in batched(table.columns, MOST_WIDE):
        yield SheetTable(
            (
                SheetColumn(_("地区"), 2, Align.LEFT),
                *(SheetColumn(named(each), 1, Align.FIGURES, one_line=True) for each in block),
            ),
            tuple(
                (named(row), *(table.cells.get((row.code, each.code), NOTHING).text for each in block))
                for row in table.rows
            ),
        )
    areas = [row for row in table.rows if row.code != TOTAL and ":" not in row.code]
    charts = {
        _("各地区合计"): [(named(row), table.cells.get((row.code, TOTAL), NOTHING)) for row in areas],
        _("各类别合计"): [
            (named(each), table.cells.get((TOTAL, each.code), NOTHING))
            for each in table.columns
            if each.code != TOTAL
        ],
    }
    yield from (_chart(caption, figures) for caption, figures in charts.items() if figures)


def _chart(caption: str, figures: list[tuple[str, Figure]]) -> SheetTable:
    """Each figure with a bar as long as its share of the largest; a suppressed one has none."""
    largest = max((figure.value or 0 for _name, figure in figures), default=0) or 1
    columns = (
        SheetColumn(_("名称"), 1, Align.LEFT),
        SheetColumn(_("人数"), 1, Align.FIGURES, one_line=True),
        SheetColumn(_("图示"), 6),
    )
    rows = tuple((name, figure.text, "") for name, figure in figures)
    bars = tuple((figure.value or 0) / largest for _name, figure in figures)
    return SheetTable(columns, rows, caption=caption, bars=bars)
