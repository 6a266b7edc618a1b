"""What a state is called, in the language of the reader."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.explorer.cube import BANNER, LEAGUE, Cube
from portal.explorer.state import State
from portal.wording import label_of


def measure(state: State) -> str:
    """What is counted: the chosen classes, or the total."""
    keys = [state.columns, *state.held]
    axes = state.cube.axes
    chosen = [label_of(axes[key].named(state.classes[key])) for key in keys if key in state.classes]
    return joined(chosen) or _("合计")


def heading(state: State) -> str:
    """The title of the page: the table, the area where one is chosen, and what is counted."""
    area = [] if state.area == state.cube.whole else [label_of(state.area)]
    chosen = [measure(state)] if {state.columns, *state.held} & set(state.classes) else []
    return joined([state.cube.title, *area, *chosen])


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
