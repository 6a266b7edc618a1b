"""Areas beside each other: figures and shares by class, and one line each over the releases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.explorer.cube import Area, in_short, total
from portal.explorer.state import State
from portal.figures import share_told
from portal.shading import MOST_LINES
from portal.wording import label_of
from reports.stats.service import TOTAL, Category, Figure


@dataclass(frozen=True)
class ComparedCell:
    """One figure of one area, and the figure of all classes there, of which it is a share."""

    figure: Figure
    whole: Figure

    @property
    def text(self) -> str:
        return self.figure.text

    @property
    def share(self) -> str:
        return share_told(self.figure, self.whole)


@dataclass(frozen=True)
class ComparedRow:
    """One class in every area, or the total; `href` chooses it."""

    code: str
    label: str
    href: str
    chosen: bool
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True)
class Comparison:
    """`unknown` says what was asked for and cannot be shown."""

    areas: tuple[Area, ...]
    labels: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    dimension: str
    unknown: tuple[str, ...]


def compare(state: State, codes: Iterable[str]) -> Comparison:
    """The areas of these codes, in this order; without any the largest ones."""
    wanted = [each for each in dict.fromkeys(codes) if each]
    known = [state.cube.areas[code] for code in wanted if code in state.cube.areas]
    strange = [
        _("这张表没有地区“%(code)s”。") % {"code": code[:20]}
        for code in wanted
        if code not in state.cube.areas
    ]
    if len(known) > MOST_LINES:
        strange.append(_("一次最多比较 %(most)s 个地区，下面是前 %(most)s 个。") % {"most": MOST_LINES})
    areas = tuple(known[:MOST_LINES]) or _largest(state)
    axis = state.cube.axes.get(state.columns)
    classes: Sequence[Category] = (total(), *(axis.classes if axis else ()))
    return Comparison(
        areas=areas,
        labels=tuple(label_of(in_short(each)) for each in areas),
        rows=tuple(_row(state, areas, each) for each in classes),
        dimension=axis.label if axis else "",
        unknown=tuple(strange),
    )


def _largest(state: State) -> tuple[Area, ...]:
    """The three areas right below the region with the largest figures."""
    below = state.cube.below(state.cube.whole)
    ranked = sorted(below, key=lambda each: -(state.cube.figure(each.code, state.classes).value or 0))
    return tuple(sorted(ranked[:3], key=lambda each: each.code))


def _row(state: State, areas: Sequence[Area], name: Category) -> ComparedRow:
    held = {key: code for key, code in state.classes.items() if key != state.columns}
    classes = held if name.code == TOTAL else held | {state.columns: name.code}
    cells = [(state.cube.figure(area.code, classes), state.cube.figure(area.code, held)) for area in areas]
    return ComparedRow(
        name.code,
        label_of(name),
        state.at(**{state.columns: classes.get(state.columns, "")}) if state.columns else "",
        name.code == state.column,
        tuple(ComparedCell(figure, whole) for figure, whole in cells),
    )
