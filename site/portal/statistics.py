"""From one released table to what the page of public statistics shows. Pure: no query, no request.

Only figures of the release come in, so nothing else can be shown; shares follow from shown figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.drawings import Drawings, draw, row_anchor
from portal.figures import share, telling_ten_thousands
from portal.wording import in_language, label_of
from reports.stats.service import Category, OpenTable

TOTAL = "total"
BY_REGION = "region"


@dataclass(frozen=True)
class Headline:
    """One figure at the head of the page, in 万人 where that says anything; `href` leads to its category."""

    label: str
    text: str
    ten_thousands: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class Column:
    """A heading that sorts by its column; `order` is the value of aria-sort."""

    label: str
    href: str
    order: str
    chosen: bool


@dataclass(frozen=True)
class Cell:
    text: str
    ten_thousands: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    anchor: str
    label: str
    cells: tuple[Cell, ...]
    share: str


@dataclass(frozen=True)
class Choice:
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Statistics:
    """Everything that the template needs, written out in the language of the reader."""

    table: OpenTable
    title: str
    category_label: str
    sort: str
    #: What was asked for and does not exist, to be said on the page.
    unknown_category: str
    headlines: tuple[Headline, ...]
    choices: tuple[Choice, ...]
    region_column: Column
    columns: tuple[Column, ...]
    whole: Row
    rows: tuple[Row, ...]
    drawings: Drawings
    citation: str

    @property
    def tells_ten_thousands(self) -> bool:
        """Whether any cell of the table says 万人 as well."""
        return any(cell.ten_thousands for row in (self.whole, *self.rows) for cell in row.cells)

    @property
    def units(self) -> str:
        return _("人、万人") if self.tells_ten_thousands else _("人")


def headlines(table: OpenTable, *, chosen: str = TOTAL) -> tuple[Headline, ...]:
    """The figures of the whole region: the total first, then one for each category."""
    page = reverse("portal:statistics")
    return tuple(
        Headline(
            label=label_of(column),
            text=figure.text,
            ten_thousands=telling_ten_thousands(figure.value),
            href=page + query(category=column.code),
            chosen=column.code == chosen,
        )
        for column in _columns(table)
        for figure in [table.cells[TOTAL, column.code]]
    )


def present(table: OpenTable, *, category: str = TOTAL, sort: str = BY_REGION) -> Statistics:
    """The page of one category in one order; what does not exist falls back to the total, by region.

    `sort` is `region`, or the code of a column for rising and the code after a minus for falling figures.
    """
    columns = {column.code: column for column in _columns(table)}
    chosen = category if category in columns else TOTAL
    order = sort if sort.removeprefix("-") in columns else BY_REGION
    leagues = [row for row in table.rows if row.code != TOTAL]
    name = label_of(columns[chosen])
    return Statistics(
        table=table,
        title=in_language(table.title),
        category_label=name,
        sort="" if order == BY_REGION else order,
        unknown_category="" if category in columns else category,
        headlines=headlines(table, chosen=chosen),
        choices=tuple(Choice(code, label_of(column), code == chosen) for code, column in columns.items()),
        region_column=_region_column(chosen=chosen, order=order),
        columns=tuple(_column(column, chosen=chosen, order=order) for column in columns.values()),
        whole=_row(table, Category(TOTAL, _("全区"), _("全区")), chosen=chosen),
        rows=tuple(_row(table, league, chosen=chosen) for league in _sorted(table, leagues, order)),
        drawings=draw(leagues, {row.code: table.cells[row.code, chosen] for row in leagues}, name=name),
        citation=_citation(table),
    )


def query(*, category: str = TOTAL, sort: str = BY_REGION) -> str:
    """The query of one state of the page; what is as usual is left out, so the plain page is `?`."""
    chosen = {} if category == TOTAL else {"category": category}
    order = {} if sort == BY_REGION else {"sort": sort}
    return f"?{urlencode(chosen | order)}"


def _columns(table: OpenTable) -> list[Category]:
    """The total first, whether the table lists it or not."""
    total = Category(TOTAL, _("合计"), _("合计"))
    return [total, *(column for column in table.columns if column.code != TOTAL)]


def _sorted(table: OpenTable, leagues: Sequence[Category], order: str) -> list[Category]:
    """By code, or by a column; leagues whose figure is not shown come last in either direction."""
    code, sign = order.removeprefix("-"), -1 if order.startswith("-") else 1
    if order == BY_REGION:
        return sorted(leagues, key=lambda league: league.code)

    def place(league: Category) -> tuple[bool, int, str]:
        value = table.cells[league.code, code].value
        return value is None, sign * (value or 0), league.code

    return sorted(leagues, key=place)


def _region_column(*, chosen: str, order: str) -> Column:
    return Column(
        _("地区"), query(category=chosen), "ascending" if order == BY_REGION else "none", chosen=False
    )


def _column(column: Category, *, chosen: str, order: str) -> Column:
    """A heading leads to the falling order first, and from there to the rising one."""
    falling = order == f"-{column.code}"
    state = "descending" if falling else "ascending" if order == column.code else "none"
    following = column.code if falling else f"-{column.code}"
    return Column(label_of(column), query(category=chosen, sort=following), state, column.code == chosen)


def _row(table: OpenTable, row: Category, *, chosen: str) -> Row:
    figures = [(column.code, table.cells[row.code, column.code]) for column in _columns(table)]
    return Row(
        anchor=row_anchor(row.code),
        label=label_of(row),
        cells=tuple(
            Cell(each.text, telling_ten_thousands(each.value), code == chosen) for code, each in figures
        ),
        share=share(table.cells[row.code, chosen], table.cells[TOTAL, chosen]),
    )


def _citation(table: OpenTable) -> str:
    return _("内蒙古人才信息库：《%(title)s》，第 %(release)s 号发布，%(day)s。") % {
        "title": in_language(table.title),
        "release": table.release,
        "day": date_format(localtime(table.published_at), "DATE_FORMAT"),
    }
