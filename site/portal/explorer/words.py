"""What a state is called, in the language of the reader."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.explorer.cube import BANNER, LEAGUE, Cube
from portal.explorer.state import AREAS, State
from portal.wording import label_of, within
from reports.stats.service import TOTAL


def measure(state: State) -> str:
    """What is counted: the chosen classes, or the total."""
    keys = [state.columns, *state.held]
    axes = state.cube.axes
    chosen = [label_of(axes[key].named(state.classes[key])) for key in keys if key in state.classes]
    return joined(chosen) or _("合计")


def heading(state: State) -> str:
    """The title of the page, exactly what it shows: of a table that is seen whole its own, else who is
    counted by what; then what holds for all figures, and the class that is drawn."""
    chosen = state.cube.axes.get(state.columns) if state.columns in state.classes else None
    drawn = [label_of(chosen.named(state.column))] if chosen else []
    return joined([_table(state), *_held(state), *drawn])


def _table(state: State) -> str:
    across = set(state.cube.axes) <= {state.rows, state.columns}
    if across and state.area == state.cube.whole:
        return state.cube.title
    keys = [each for each in (state.rows, state.columns) if each in state.cube.axes]
    # Columns of a table of classes are its first dimension, as its own title names it.
    named = " × ".join(within(each.label) for each in state.cube.axes.values() if each.key in keys)
    return _("%(who)s人才：%(dimensions)s") % {"who": _who(state), "dimensions": named}


def _who(state: State) -> str:
    area, below = label_of(state.area), state.cube.below(state.area)
    if state.rows != AREAS:
        return area
    if state.area == state.cube.whole:
        return level(below[0].level)
    return _("%(area)s各旗县") % {"area": area}


def _held(state: State) -> list[str]:
    """The dimensions that are neither down nor across, each with its class or its total."""
    others = [each for each in state.cube.axes.values() if each.key not in (state.rows, state.columns)]
    return [
        _("%(dimension)s：%(name)s")
        % {"dimension": each.label, "name": label_of(each.named(state.classes.get(each.key, TOTAL)))}
        for each in others
    ]


def joined(words: Iterable[str]) -> str:
    return " · ".join(words)


def level(name: str) -> str:
    """A level of areas, as tables are grouped by it."""
    return {LEAGUE: _("各盟市"), BANNER: _("各旗县")}.get(name, _("全区"))


def citation(cube: Cube, address: str) -> str:
    """How the figures are to be quoted: with their release, under which they are found again."""
    return _("内蒙古人才信息库：《%(title)s》，第 %(release)s 号发布，%(day)s，%(address)s") % {
        "title": cube.title,
        "release": cube.release.number,
        "day": date_format(localtime(cube.release.published_at), "DATE_FORMAT"),
        "address": address,
    }
