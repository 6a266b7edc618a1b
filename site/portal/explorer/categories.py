"""The page of one category of talent, and the list of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from portal.drawings import Drawings, draw
from portal.explorer import areas as by_area
from portal.explorer.bars import Bar, bars, ranked
from portal.explorer.breakdowns import CATEGORY, Breakdown, breakdowns, smallest
from portal.explorer.cube import LEAGUE, REGION, Cube
from portal.explorer.state import query
from portal.figures import share, telling_ten_thousands
from portal.wording import label_of
from reports.opendata.service import Standing
from reports.stats.service import Category, Figure, PublishedRelease


@dataclass(frozen=True)
class CategoryPage:
    """One category: in the region, in the leagues (None where no table goes down to them), by everything
    else."""

    category: Category
    label: str
    cube: Cube
    figure: Figure
    drawings: Drawings | None
    bars: tuple[Bar, ...]
    breakdowns: list[Breakdown]

    @property
    def release(self) -> PublishedRelease:
        return self.cube.release

    @property
    def ten_thousands(self) -> str:
        return telling_ten_thousands(self.figure.value)

    @property
    def share(self) -> str:
        return share(self.figure, self.cube.figure(self.cube.whole.code, {}))


def address(category: Category, kept: Mapping[str, str] | None = None) -> str:
    """The page of a category; `kept`: what its address carries on, as of which release it is."""
    return reverse("portal:category", args=(category.code,)) + (query(kept) if kept else "")


def known_categories(standing: Standing) -> tuple[Category, ...]:
    """The categories of the release in their order."""
    cube = _cube(standing)
    return cube.axes[CATEGORY].classes if cube else ()


def category_list(
    standing: Standing, *, by_size: bool, kept: Mapping[str, str]
) -> tuple[Cube, tuple[Bar, ...]] | None:
    """The categories with their totals, in their order or the largest first; None where nothing is
    published by category."""
    cube = _cube(standing)
    if cube is None:
        return None
    whole = cube.whole.code
    rows = [
        (label_of(each), address(each, kept), cube.figure(whole, {CATEGORY: each.code}))
        for each in cube.axes[CATEGORY].classes
    ]
    return cube, bars(ranked(rows) if by_size else rows, cube.figure(whole, {}))


def category_page(standing: Standing, key: str, *, kept: Mapping[str, str]) -> CategoryPage | None:
    """None for a category that the release does not have. `kept`: what all links carry on."""
    cube = _cube(standing)
    if cube is None or key not in cube.axes[CATEGORY]:
        return None
    chosen, category = {CATEGORY: key}, cube.axes[CATEGORY].named(key)
    whole = cube.whole.code
    return CategoryPage(
        category=category,
        label=label_of(category),
        cube=cube,
        figure=cube.figure(whole, chosen),
        drawings=_drawn(cube, category, kept),
        bars=_leagues(cube, category, kept),
        breakdowns=breakdowns(standing, whole, chosen, kept),
    )


def _drawn(cube: Cube, category: Category, kept: Mapping[str, str]) -> Drawings | None:
    leagues = cube.below(cube.whole)
    figures = {each.code: cube.figure(each.code, {CATEGORY: category.code}) for each in leagues}
    return draw(leagues, figures, name=label_of(category), lead=_lead(category, kept)) if leagues else None


def _leagues(cube: Cube, category: Category, kept: Mapping[str, str]) -> tuple[Bar, ...]:
    """The leagues by rank, each leading to its page."""
    chosen = {CATEGORY: category.code}
    rows = [
        (label_of(each), by_area.address(each, kept), cube.figure(each.code, chosen))
        for each in cube.below(cube.whole)
    ]
    return bars(ranked(rows), cube.figure(cube.whole.code, chosen))


def _lead(category: Category, kept: Mapping[str, str]) -> str:
    """Where a tile leads to, with a place for the code of its league."""
    return f"{reverse('portal:statistics')}{query({**kept, CATEGORY: category.code})}#r{{}}"


def _cube(standing: Standing) -> Cube | None:
    """The smallest table by category: one with leagues where there is one, or else one of the region."""
    tables = [each for each in standing.tables.values() if each.level == LEAGUE]
    area = next((each["code"] for table in tables for each in table.areas if each["level"] == LEAGUE), "")
    whole = next(
        (
            each["code"]
            for table in standing.tables.values()
            for each in table.areas
            if each["level"] == REGION
        ),
        "",
    )
    return smallest(standing, area, CATEGORY) or smallest(standing, whole, CATEGORY)
