"""Which part of a release the reader looks at. All of it stands in the address: a state is a link.

What the address asks for and the release does not have falls back to what is usual, and is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from portal.explorer.cube import LEAGUE, Area, Axis, Cube
from reports.opendata.service import Standing, book_of
from reports.stats.service import TOTAL

#: In place of a dimension's key: a row for each area below the chosen one.
AREAS = "area"
#: Names the table for which rows, columns and order were chosen: of another table they say nothing.
CHOSEN_FOR = "was"
_USUAL_TABLE = "league_category"
_CATEGORY = "category"
#: An address is read up to here; no code is as long.
_MOST = 80


@dataclass(frozen=True)
class State:
    """One view of one table; whatever it names, the table has.

    `rows`: AREAS or the key of a dimension. `columns`: the key of another dimension, "" for the totals alone.
    `classes`: the chosen class by dimension, without those of which the total is chosen. `sort`: "" or the
    code of a column, with a minus for falling figures. `pinned`: the address names the release.
    """

    cube: Cube
    area: Area
    rows: str
    columns: str
    usual_table: str
    classes: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    pinned: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The chosen column."""
        return self.classes.get(self.columns, TOTAL)

    @property
    def held(self) -> dict[str, str]:
        """The chosen classes of what is neither in rows nor in columns: they hold for the whole table."""
        return {key: code for key, code in self.classes.items() if key not in (self.rows, self.columns)}

    @property
    def row_axis(self) -> Axis | None:
        return self.cube.axes.get(self.rows)

    def at(self, **changes: str) -> str:
        """The query of this state with changes to `release`, `table`, `area`, `rows`, `columns`, `sort` or a
        dimension; "" takes a choice back."""
        return query(self.asked() | changes)

    def pinned_at(self) -> str:
        """The query that shows the same figures for ever."""
        return replace(self, pinned=True).at()

    def asked(self) -> dict[str, str]:
        """What an address says to come here; what is as usual is left out."""
        usual_rows, usual_columns = usual_layout(self.cube, self.area)
        said = {
            "release": str(self.cube.release.number) if self.pinned else "",
            "table": "" if self.cube.key == self.usual_table else self.cube.key,
            "area": "" if self.area == self.cube.whole else self.area.code,
            "rows": "" if self.rows == usual_rows else self.rows,
            "columns": "" if self.columns == usual_columns else self.columns,
            **self.classes,
            "sort": self.sort,
        }
        return {key: value for key, value in said.items() if value}


def query(asked: Mapping[str, str]) -> str:
    """The query of what an address asks for, without what is empty."""
    return f"?{urlencode({key: value for key, value in asked.items() if value})}"


def usual_layout(cube: Cube, area: Area) -> tuple[str, str]:
    """Rows and columns where the address says nothing: areas by what the table is there for, its first
    dimension beside the category, which nearly every table has; else by the category, or the first."""
    keys = sorted(cube.axes, key=lambda key: key != _CATEGORY)
    others = [key for key in keys if key != _CATEGORY]
    if cube.below(area) or not keys:
        return AREAS, next(iter(others or keys), "")
    return (keys[1], keys[0]) if len(keys) > 1 else (keys[0], "")


def usual_table(standing: Standing) -> str:
    """What the plain page shows: the areas right below the region by category, where that is published."""
    leagues = [key for key, table in standing.tables.items() if table.level == LEAGUE]
    return _USUAL_TABLE if _USUAL_TABLE in standing.tables else next(iter([*leagues, *standing.tables]))


def resolve(given: Mapping[str, str], standing: Standing, *, pinned: bool = False) -> State:
    """The state that an address asks for. The release must have a table."""
    usual = usual_table(standing)
    asked = {key: value[:_MOST] for key, value in given.items()}
    unknown = []
    if asked.get("table", usual) not in standing.tables:
        unknown.append(_("这次发布没有数据表“%(code)s”。") % {"code": asked["table"]})
    cube = Cube(book_of(standing.tables.get(asked.get("table", usual)) or standing.tables[usual]))
    if asked.get(CHOSEN_FOR, cube.key) != cube.key:
        asked = {key: value for key, value in asked.items() if key not in ("rows", "columns", "sort")}
    area = cube.areas.get(asked.get("area") or cube.whole.code)
    if area is None:
        unknown.append(_("这张表没有地区“%(code)s”，下面是全区。") % {"code": asked["area"]})
        area = cube.whole
    classes, strange = _classes(cube, asked)
    rows, columns = _layout(cube, area, asked)
    found = State(cube, area, rows, columns, usual, classes, pinned=pinned, unknown=(*unknown, *strange))
    return replace(found, sort=_sort(found, asked.get("sort", "")))


def _classes(cube: Cube, asked: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The chosen classes, and what was asked for that no dimension has."""
    wanted = {key: asked[key] for key in cube.axes if asked.get(key, TOTAL) not in ("", TOTAL)}
    strange = [
        _("“%(dimension)s”没有“%(code)s”这一类，下面是合计。")
        % {"dimension": cube.axes[key].label, "code": code}
        for key, code in wanted.items()
        if code not in cube.axes[key]
    ]
    return {key: code for key, code in wanted.items() if code in cube.axes[key]}, strange


def _layout(cube: Cube, area: Area, asked: Mapping[str, str]) -> tuple[str, str]:
    """Rows first: a dimension cannot be in both, and areas only where there are some below."""
    usual_rows, usual_columns = usual_layout(cube, area)
    rows = asked.get("rows", "")
    if rows not in cube.axes and not (rows == AREAS and cube.below(area)):
        rows = usual_rows
    columns = asked.get("columns", "")
    if columns not in cube.axes or columns == rows:
        columns = next((key for key in (usual_columns, *cube.axes) if key != rows), "")
    return rows, columns


def _sort(state: State, asked: str) -> str:
    axis = state.cube.axes.get(state.columns)
    code = asked.removeprefix("-")
    return asked if code == TOTAL or (axis and code in axis) else ""
