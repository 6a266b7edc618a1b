"""The figures at the head of a page: the total of the chosen area, and its classes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from portal.explorer.cube import total
from portal.explorer.state import State
from portal.figures import telling_ten_thousands
from portal.wording import label_of
from reports.stats.service import TOTAL, Category

#: Of more classes the chosen one stands alone beside the total.
_MOST = 8


@dataclass(frozen=True)
class Headline:
    """One figure, in 万人 where that says anything; `href` leads to its class."""

    label: str
    text: str
    ten_thousands: str
    href: str
    chosen: bool


def headlines(state: State) -> tuple[Headline, ...]:
    """The total first, then one for each class across, or down where nothing is across."""
    key = state.columns or state.rows
    axis = state.cube.axes.get(key)
    classes = axis.classes if axis else ()
    if len(classes) > _MOST:
        classes = tuple(each for each in classes if each.code == state.classes.get(key))
    others = {name: code for name, code in state.held.items() if name != key}
    return tuple(_headline(state, key, each, others) for each in (total(), *classes))


def _headline(state: State, key: str, name: Category, others: Mapping[str, str]) -> Headline:
    code = "" if name.code == TOTAL else name.code
    figure = state.cube.figure(state.area.code, {**others, key: code} if code else others)
    return Headline(
        label=label_of(name),
        text=figure.text,
        ten_thousands=telling_ten_thousands(figure.value),
        href=reverse("portal:statistics") + state.at(**{key: code}),
        chosen=state.classes.get(key, "") == code,
    )
