"""The bar of choices above the figures: what the release has, the chosen marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.explorer.cube import BANNER, Area, Axis, lies_in, total
from portal.explorer.state import AREAS, State, usual_layout
from portal.explorer.subjects import subjects, title
from portal.wording import label_of
from reports.opendata.service import Standing
from reports.stats.service import PublishedRelease


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Options:
    """Options under a heading of their own; "" for none."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Control:
    """One list to choose from, by the name that it has in the address."""

    name: str
    label: str
    groups: tuple[Options, ...]


def controls(state: State, standing: Standing, releases: Sequence[PublishedRelease]) -> list[Control]:
    """All choices of a state; one that leaves nothing to choose is not offered."""
    found = [
        _tables(state, standing),
        *(_axis(state, axis) for axis in state.cube.axes.values()),
        _areas(state),
        *_layout(state),
        _order(state),
        _releases(state, releases),
    ]
    return [each for each in found if sum(len(group.options) for group in each.groups) > 1]


def _tables(state: State, standing: Standing) -> Control:
    groups = (
        Options(
            each.heading,
            tuple(
                Option("" if one.key == state.usual_table else one.key, title(one), one.key == state.cube.key)
                for one in each.tables
            ),
        )
        for each in subjects(standing.tables.values())
    )
    return Control("table", _("数据表"), tuple(groups))


def _axis(state: State, axis: Axis) -> Control:
    chosen = state.classes.get(axis.key, "")
    options = [Option("", _("合计"), not chosen)]
    options += [Option(each.code, label_of(each), each.code == chosen) for each in axis.classes]
    return _single(axis.key, axis.label, options)


def _areas(state: State) -> Control:
    """The region, its leagues, and the banners around the chosen area."""
    cube = state.cube
    around = state.area != cube.whole
    near = [each for each in cube.areas.values() if each.level == BANNER and lies_in(each, state.area)]
    parts = (("", [cube.whole]), (_("盟市"), cube.below(cube.whole)), (_("旗县"), near if around else []))

    def option(area: Area) -> Option:
        return Option("" if area == cube.whole else area.code, label_of(area), area == state.area)

    groups = [Options(name, tuple(option(each) for each in areas)) for name, areas in parts if areas]
    return Control("area", _("地区"), tuple(groups))


def _layout(state: State) -> list[Control]:
    """Which dimension goes down and which across; what is usual says nothing: another table has another."""
    axes = list(state.cube.axes.values())
    usual_rows, usual_columns = usual_layout(state.cube, state.area)
    down = [_unless(usual_rows, AREAS, _("地区"), state.rows)] if state.cube.below(state.area) else []
    down += [_unless(usual_rows, each.key, each.label, state.rows) for each in axes]
    across = [_unless(usual_columns, each.key, each.label, state.columns) for each in axes]
    return [_single("rows", _("行"), down), _single("columns", _("列"), across)]


def _unless(usual: str, key: str, label: str, chosen: str) -> Option:
    return Option("" if key == usual else key, label, key == chosen)


def _order(state: State) -> Control:
    """The order of the rows: as the table lists them, or by a column; headings give the rising one too."""
    axis = state.cube.axes.get(state.columns)
    columns = (total(), *(axis.classes if axis else ()))
    options = [Option("", _("按目录次序"), not state.sort)]
    for each in columns:
        words = {"name": label_of(each)}
        options.append(Option(f"-{each.code}", _("%(name)s从多到少") % words, state.sort == f"-{each.code}"))
        if state.sort == each.code:
            options.append(Option(each.code, _("%(name)s从少到多") % words, chosen=True))
    return _single("sort", _("排序"), options)


def _releases(state: State, releases: Sequence[PublishedRelease]) -> Control:
    newest = releases[0].number if releases else 0
    options = [Option("", _("最新一次"), not state.pinned)]
    options += [
        Option(str(each.number), _release(each), state.pinned and each.number == state.cube.release.number)
        for each in releases
        if each.number != newest or state.pinned
    ]
    return _single("release", _("发布"), options)


def _release(each: PublishedRelease) -> str:
    return _("第 %(number)s 号(%(day)s)") % {
        "number": each.number,
        "day": date_format(each.as_of, "Y-m-d"),
    }


def _single(name: str, label: str, options: Iterable[Option]) -> Control:
    return Control(name, label, (Options("", tuple(options)),))
