"""The page of one state of the explorer, written out in the language of the reader. Reads no database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.drawings import Drawings, draw, row_anchor
from portal.explorer import bars as rows_with_bars
from portal.explorer.bars import Bar
from portal.explorer.cube import REGION
from portal.explorer.grid import Grid, Line, grid
from portal.explorer.headlines import Headline, headlines
from portal.explorer.state import AREAS, State
from portal.explorer.words import heading, measure
from portal.figures import share_told, telling_ten_thousands
from portal.wording import label_of
from reports.stats.service import Category

#: Beyond so many columns the table says persons alone, or nobody could read across.
_FEW_COLUMNS = 9


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
    """`href` leads further down; "" where there is nothing below."""

    anchor: str
    label: str
    href: str
    cells: tuple[Cell, ...]
    share: str


@dataclass(frozen=True)
class Page:
    """Everything that the template needs. `drawings` is there for leagues; their bars are ranked."""

    state: State
    title: str
    measure: str
    area: str
    headlines: tuple[Headline, ...]
    first_column: Column
    columns: tuple[Column, ...]
    whole: Row
    rows: tuple[Row, ...]
    drawings: Drawings | None
    bars: tuple[Bar, ...]
    bars_of: str

    @property
    def tells_ten_thousands(self) -> bool:
        """Whether any cell of the table says 万人 as well."""
        return any(cell.ten_thousands for row in (self.whole, *self.rows) for cell in row.cells)

    @property
    def units(self) -> str:
        return _("人、万人") if self.tells_ten_thousands else _("人")

    @property
    def nothing_shown(self) -> bool:
        """Whether no figure of the chosen column may be shown, so that there is nothing to draw. A total
        without parts has no drawing either, and is shown."""
        return bool(self.bars) and not any(bar.width for bar in self.bars)


def present(state: State) -> Page:
    """The page of a state."""
    found = grid(state)
    lines = [line for line in found.lines if state.rows == AREAS]
    by_league = bool(lines) and state.area.level == REGION
    return Page(
        state=state,
        title=heading(state),
        measure=measure(state),
        area=label_of(state.area),
        headlines=headlines(state),
        first_column=Column(
            _rows_of(state), state.at(sort=""), "none" if state.sort else "ascending", chosen=False
        ),
        columns=tuple(_column(state, column) for column in found.columns),
        whole=_row(state, found, found.whole),
        rows=tuple(_row(state, found, line) for line in found.lines),
        drawings=_drawn(state, lines) if by_league else None,
        bars=_bars(state, found, ranked=by_league),
        bars_of=_rows_of(state),
    )


def _rows_of(state: State) -> str:
    axis = state.row_axis
    return axis.label if axis else _("地区")


def _drawn(state: State, lines: Sequence[Line]) -> Drawings:
    figures = {line.name.code: line.figures[state.column] for line in lines}
    return draw([line.name for line in lines], figures, name=measure(state))


def _bars(state: State, found: Grid, *, ranked: bool) -> tuple[Bar, ...]:
    given = [
        (label_of(line.name), _further(state, line.name), line.figures[state.column]) for line in found.lines
    ]
    in_order = rows_with_bars.ranked(given) if ranked else given
    return rows_with_bars.bars(in_order, found.whole.figures[state.column])


def _column(state: State, column: Category) -> Column:
    """A heading leads to the falling order first, and from there to the rising one."""
    falling = state.sort == f"-{column.code}"
    order = "descending" if falling else "ascending" if state.sort == column.code else "none"
    following = column.code if falling else f"-{column.code}"
    return Column(label_of(column), state.at(sort=following), order, chosen=column.code == state.column)


def _row(state: State, found: Grid, line: Line) -> Row:
    few = len(found.columns) <= _FEW_COLUMNS
    return Row(
        anchor=row_anchor(line.name.code),
        label=label_of(line.name),
        href=_further(state, line.name),
        cells=tuple(
            Cell(figure.text, telling_ten_thousands(figure.value) if few else "", code == state.column)
            for code, figure in line.figures.items()
        ),
        share=share_told(line.figures[state.column], found.whole.figures[state.column]),
    )


def _further(state: State, name: Category) -> str:
    """Down to an area; the line of the whole leads nowhere."""
    if state.rows != AREAS or name.code == state.area.code:
        return ""
    return state.at(area=name.code, rows="", columns="", sort="")
