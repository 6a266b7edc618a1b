"""One area or one category by every dimension that a release publishes for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.explorer.bars import Bar, bars
from portal.explorer.cube import BANNER, LEAGUE, REGION, Cube
from portal.explorer.state import query
from portal.explorer.words import joined
from portal.figures import IMPOSSIBLE
from portal.wording import label_of, within
from reports.opendata.service import Standing, book_of
from reports.stats.service import PublishedTable

CATEGORY = "category"
#: So many classes stand one below the other, with all their marks.
_FEW = 9
_DEPTH = {REGION: 0, LEAGUE: 1, BANNER: 2}


@dataclass(frozen=True)
class Breakdown:
    """The classes of one dimension; `href` leads to the same in the explorer, shares are of `base`.

    Of many classes those whose figure is hidden stand in `hidden`, by name, so that the others are seen.
    """

    key: str
    label: str
    bars: tuple[Bar, ...]
    hidden: tuple[str, ...]
    href: str
    base: str = ""

    @property
    def has_shares(self) -> bool:
        return any(bar.share for bar in self.bars)

    @property
    def within(self) -> str:
        """The label inside of a sentence."""
        return within(self.label)


def smallest(standing: Standing, area: str, *keys: str) -> Cube | None:
    """The table with these dimensions that has the area: of several the one with the fewest figures.

    Which one makes no difference to the figures: a cell is the same in every table.
    """
    fitting = [
        table
        for table in standing.tables.values()
        if set(keys) <= {each["key"] for each in table.dimensions}
        and any(each["code"] == area for each in table.areas)
    ]
    return Cube(book_of(min(fitting, key=_size))) if fitting else None


def _size(table: PublishedTable) -> tuple[int, int, str]:
    return len(table.dimensions), _DEPTH[table.level], table.key


def breakdowns(
    standing: Standing, area: str, fixed: Mapping[str, str], kept: Mapping[str, str]
) -> list[Breakdown]:
    """By every dimension but those in `fixed`, in the order in which the tables bring them up. `kept`: what
    their links carry on."""
    return [*_breakdowns(standing, area, fixed, kept)]


def _breakdowns(
    standing: Standing, area: str, fixed: Mapping[str, str], kept: Mapping[str, str]
) -> Iterator[Breakdown]:
    keys = {each["key"]: None for table in standing.tables.values() for each in table.dimensions}
    for key in keys:
        cube = None if key in fixed else smallest(standing, area, key, *fixed)
        if cube is not None and _can_be(cube, area, key, fixed):
            yield _breakdown(cube, area, key, fixed, kept)


def _can_be(cube: Cube, area: str, key: str, fixed: Mapping[str, str]) -> bool:
    """Not where the definitions leave nobody in any class, as of titles outside of who has some."""
    figures = (cube.figure(area, {**fixed, key: each.code}) for each in cube.axes[key].classes)
    return any(figure.text != IMPOSSIBLE for figure in figures)


def _breakdown(
    cube: Cube, area: str, key: str, fixed: Mapping[str, str], kept: Mapping[str, str]
) -> Breakdown:
    axis = cube.axes[key]
    figures = [(each, cube.figure(area, {**fixed, key: each.code})) for each in axis.classes]
    hidden = [
        label_of(each) for each, figure in figures if figure.value is None and figure.text != IMPOSSIBLE
    ]
    folded = len(figures) > _FEW
    rows = [
        (label_of(each), "", figure) for each, figure in figures if not folded or figure.value is not None
    ]
    across = next((each for each in cube.axes if each != key), "")
    asked = {**kept, "table": cube.key, "area": area, "rows": key, "columns": across, **fixed}
    return Breakdown(
        key,
        axis.label,
        bars(rows, cube.figure(area, fixed)),
        tuple(hidden) if folded else (),
        reverse("portal:statistics") + query({**asked, "area": "" if area == cube.whole.code else area}),
        base=within(joined(label_of(cube.axes[each].named(code)) for each, code in fixed.items()))
        or _("全部人才"),
    )
