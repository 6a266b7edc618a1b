"""The page of one area, and the list of the leagues."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from portal.explorer.bars import Bar, bars, ranked
from portal.explorer.breakdowns import CATEGORY, Breakdown, breakdowns, smallest
from portal.explorer.cube import BANNER, LEAGUE, REGION, Area, Cube
from portal.explorer.headlines import Headline, headlines
from portal.explorer.state import query, resolve
from portal.wording import label_of
from reports.opendata.service import Standing, book_of
from reports.stats.service import PublishedRelease, PublishedTable


@dataclass(frozen=True)
class AreaPage:
    """One area: its figures by category, by everything else, and the areas below it.

    `above`: the league of a banner. `cube`: a table that the area is in, for its history.
    """

    area: Area
    label: str
    cube: Cube
    above: Area | None
    headlines: tuple[Headline, ...]
    breakdowns: list[Breakdown]
    below: tuple[Bar, ...]
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def release(self) -> PublishedRelease:
        return self.cube.release

    @property
    def above_label(self) -> str:
        return label_of(self.above) if self.above else ""

    @property
    def above_href(self) -> str:
        return address(self.above, self.kept) if self.above else ""

    @property
    def is_league(self) -> bool:
        return self.area.level == LEAGUE


def address(area: Area, kept: Mapping[str, str] | None = None) -> str:
    """The page of an area; `kept`: what its address carries on, as of which release it is."""
    return reverse("portal:area", args=(area.code,)) + (query(kept) if kept else "")


def known_areas(standing: Standing) -> dict[str, Area]:
    """Every area of the release below the region, by code."""
    found = (Cube(book_of(table)).areas for table in _by_depth(standing))
    return {code: area for areas in found for code, area in areas.items() if area.level != REGION}


def _by_depth(standing: Standing) -> list[PublishedTable]:
    """One table of each level is enough: tables of a level have the same areas."""
    return [*{table.level: table for table in standing.tables.values()}.values()]


def area_list(
    standing: Standing, *, by_size: bool, kept: Mapping[str, str]
) -> tuple[Cube, tuple[Bar, ...]] | None:
    """The leagues with their totals, by code or the largest first; None where no table goes down to them."""
    cube = _deep(standing, LEAGUE)
    if cube is None:
        return None
    return cube, _below(cube, cube.whole, kept, by_size=by_size)


def area_page(standing: Standing, code: str, *, by_size: bool, kept: Mapping[str, str]) -> AreaPage | None:
    """None for an area that the release does not have. `by_size`: the areas below, the largest first.
    `kept`: what all links carry on."""
    cube = smallest(standing, code, CATEGORY) or smallest(standing, code)
    if cube is None or code == cube.whole.code:
        return None
    area, deeper = cube.areas[code], _deep(standing, BANNER)
    asked = {"table": cube.key, "area": code, "columns": CATEGORY}
    state = resolve(asked, standing, pinned=bool(kept))
    return AreaPage(
        area=area,
        label=label_of(area),
        cube=cube,
        above=next((each for each in cube.below(cube.whole) if each.code[:4] == code[:4]), None)
        if area.level == BANNER
        else None,
        headlines=headlines(state),
        breakdowns=[each for each in breakdowns(standing, code, {}, kept) if each.key != CATEGORY],
        below=_below(deeper, area, kept, by_size=by_size) if deeper and area.level == LEAGUE else (),
        kept=kept,
    )


def _below(cube: Cube, area: Area, kept: Mapping[str, str], *, by_size: bool) -> tuple[Bar, ...]:
    rows = [(label_of(each), address(each, kept), cube.figure(each.code, {})) for each in cube.below(area)]
    return bars(ranked(rows) if by_size else rows, cube.figure(area.code, {}))


def _deep(standing: Standing, level: str) -> Cube | None:
    """The table with the fewest dimensions of a level, or of one below it."""
    levels = (LEAGUE, BANNER) if level == LEAGUE else (level,)
    fitting = [table for table in standing.tables.values() if table.level in levels]
    found = min(
        fitting, key=lambda each: (levels.index(each.level), len(each.dimensions), each.key), default=None
    )
    return Cube(book_of(found)) if found else None
