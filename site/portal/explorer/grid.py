"""The rows and columns that a state shows: which figures, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.explorer.cube import total
from portal.explorer.state import AREAS, State
from reports.stats.service import TOTAL, Category, Figure


@dataclass(frozen=True)
class Line:
    """One row: its name, its figures by the code of the column."""

    name: Category
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Grid:
    """The table of a state: the line of the whole first, then the others in the order that was asked for."""

    columns: tuple[Category, ...]
    whole: Line
    lines: tuple[Line, ...]


def grid(state: State) -> Grid:
    """Read the figures of a state."""
    axis = state.cube.axes.get(state.columns)
    columns = (total(), *(axis.classes if axis else ()))
    names: Sequence[Category] = (
        state.cube.below(state.area)
        if state.rows == AREAS
        else (state.row_axis.classes if state.row_axis else ())
    )
    lines = [Line(name, _figures(state, columns, name)) for name in names]
    whole = Line(_whole(state), _figures(state, columns, total()))
    return Grid(columns, whole, tuple(_sorted(lines, state.sort)))


def _whole(state: State) -> Category:
    """The line above the others: the chosen area, or the total of the dimension in rows."""
    if state.rows == AREAS:
        return Category(state.area.code, state.area.label_zh, state.area.label_en)
    return total()


def _figures(state: State, columns: Sequence[Category], name: Category) -> dict[str, Figure]:
    area, classes = state.area.code, dict(state.held)
    if state.rows != AREAS:
        classes[state.rows] = name.code
    elif name.code != TOTAL:
        area = name.code
    across = [(column.code, {state.columns: column.code} if state.columns else {}) for column in columns]
    return {code: state.cube.figure(area, classes | more) for code, more in across}


def _sorted(lines: Sequence[Line], sort: str) -> list[Line]:
    """By a column, or as the table lists them; a figure that is not shown comes last in either direction."""
    if not sort:
        return list(lines)
    code, sign = sort.removeprefix("-"), -1 if sort.startswith("-") else 1

    def place(line: Line) -> tuple[bool, int]:
        value = line.figures[code].value
        return value is None, sign * (value or 0)

    return sorted(lines, key=place)
