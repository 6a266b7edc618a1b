"""Which figures of a released table are drawn, in which unit and with which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal import charts, shading
from portal.figures import Unit, unit_for
from portal.wording import label_of, short
from reports.stats.service import Category, Figure


@dataclass(frozen=True)
class Drawings:
    """The tile grid with its legend, and the unit that it is drawn in."""

    tiles: SafeString
    legend: tuple[shading.LegendItem, ...]
    unit: str
    #: True when not one figure is shown, so that there is nothing to draw.
    blank: bool


def draw(
    leagues: Sequence[Category], figures: Mapping[str, Figure], *, name: str, lead: str = "#r{}"
) -> Drawings:
    """Draw one figure a league; `figures` are by the code of the league, `name` says what is counted.

    A tile leads to `lead` with the code of its league in it: as it stands to a row of the same page.
    """
    unit = unit_for(figures.values())
    written = [unit.written(figure) for figure in figures.values()]
    numbers = [each for each in written if each is not None]
    limits = shading.limits(numbers, least=unit.least)
    words = {"name": name, "unit": unit.name}
    return Drawings(
        tiles=charts.tile_grid(
            [_tile(league, figures[league.code], unit, lead) for league in leagues],
            limits=limits,
            key="tiles",
            title=_("%(name)s分盟市格网图(%(unit)s)") % words,
            description=_("每格一个盟市，颜色越深数字越大；选一格，到数据表中的那一行。"),
        ),
        legend=(*shading.legend(limits, show=unit.write, least=unit.least), *_unshown(figures)),
        unit=unit.name,
        blank=not numbers,
    )


def _unshown(figures: Mapping[str, Figure]) -> list[shading.LegendItem]:
    """The colour of figures that are not shown, where there are any."""
    hidden = any(figure.value is None for figure in figures.values())
    return [shading.LegendItem(shading.UNKNOWN, _("不显示"))] if hidden else []


def row_anchor(code: str) -> str:
    """The id of a league's row in the table, to which its tile leads."""
    return f"r{code}"


def _tile(league: Category, figure: Figure, unit: Unit, lead: str) -> charts.Datum:
    label, href = short(label_of(league)), lead.format(league.code)
    return charts.Datum(label, unit.text(figure), unit.written(figure), league.code, href)
