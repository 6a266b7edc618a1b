"""Any sheet that a definition describes, as a document for printing.

Nothing here knows a particular sheet: a repeating group becomes a table, and the fields of single groups
become lines of entries, units and dates above the tables, the others under them. So a field or a sheet that
an administrator adds prints without code; 内蒙古人才信息库负责人员登记表 (annex of the notice) is the first.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from reports.printing.documents import Align, Orientation, SheetColumn, SheetDocument, SheetLine, SheetTable
from talent.categories.service import PrintedField, PrintedForm, PrintedGroup, PrintedKind

HEAD_KINDS = frozenset({PrintedKind.UNIT, PrintedKind.DATE})
ONE_LINE_KINDS = frozenset({PrintedKind.DATE, PrintedKind.LINE, PrintedKind.NUMBER})
#: The national list says 男性, paper has always said 男; parties have short names in GB/T 4762 as well.
ON_PAPER = {
    "男性": "男",
    "女性": "女",
    "中国共产党党员": "中共党员",
    "中国共产党预备党员": "中共预备党员",
    "中国共产主义青年团团员": "共青团员",
    "中国国民党革命委员会会员": "民革党员",
    "中国民主同盟盟员": "民盟盟员",
    "中国民主建国会会员": "民建会员",
    "中国民主促进会会员": "民进会员",
    "中国农工民主党党员": "农工党党员",
    "中国致公党党员": "致公党党员",
    "台湾民主自治同盟盟员": "台盟盟员",
    "无党派民主人士": "无党派人士",
}
NARROW_KINDS = frozenset({PrintedKind.NUMBER, PrintedKind.WORD})
WIDEST_UPRIGHT = 9  # of the widths of all columns together: more need the page to lie
ROWS_OF_AN_EMPTY_TABLE = 8
FEWEST_ROWS = 6


def sheet_document(
    form: PrintedForm, *, draft: bool, language: str, author: str, as_of: datetime | None
) -> SheetDocument:
    """The sheet that `form` describes, with the words of the active language where the program adds any.

    An empty group that this sheet is not asked for is left out: nobody is to fill it in by hand.
    """
    shown = [group for group in form.groups if group.asked or any(group.rows)]
    single = [group for group in shown if not group.repeat]
    tables = [group for group in shown if group.repeat]
    widest = max((sum(known.width for known in group.fields) for group in tables), default=0)
    return SheetDocument(
        title=form.title,
        annex=_("附件"),
        head=_lines(single, head=True),
        foot=_lines(single, head=False),
        tables=tuple(table_of(group, captioned=len(tables) > 1) for group in tables),
        orientation=Orientation.LANDSCAPE if widest > WIDEST_UPRIGHT else Orientation.PORTRAIT,
        draft=draft,
        language=language,
        author=author,
        as_of=as_of,
    )


def _lines(groups: list[PrintedGroup], *, head: bool) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(known.label, row.get(known.key, ""), blank=_blank(known))
        for group in groups
        for row in group.rows
        for known in group.fields
        if (known.kind in HEAD_KINDS) is head
    )


def _blank(known: PrintedField) -> str:
    return _("　　　年　　月　　日") if known.kind is PrintedKind.DATE else ""


def table_of(group: PrintedGroup, *, captioned: bool, spare: bool = True) -> SheetTable:
    """A repeating group as a table; with empty rows to write into unless `spare` is off."""
    rows = tuple(tuple(_text(known, row) for known in group.fields) for row in group.rows)
    return SheetTable(
        columns=tuple(_column(known) for known in group.fields),
        rows=rows,
        blank_rows=_blank_rows(len(rows)) if spare else 0,
        caption=group.label if captioned else "",
    )


def _blank_rows(filled: int) -> int:
    return max(1, FEWEST_ROWS - filled) if filled else ROWS_OF_AN_EMPTY_TABLE


def _text(known: PrintedField, row: Mapping[str, str]) -> str:
    text = row.get(known.key, "")
    return ON_PAPER.get(text, text) if known.kind is PrintedKind.WORD else text


def _column(known: PrintedField) -> SheetColumn:
    running = known.kind is PrintedKind.TEXT and known.width > 1
    return SheetColumn(
        label=known.label,
        weight=known.width / (2 if known.kind in NARROW_KINDS else 1),
        align=Align.LEFT if running else Align.CENTRE,
        one_line=known.kind in ONE_LINE_KINDS,
        address=known.kind is PrintedKind.ADDRESS,
    )
