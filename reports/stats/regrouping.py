"""A field is broken anew at most once a year: each new way to break it makes new cells, drawn at once past
the gate, and old and new could be subtracted.

What counts is what releases really showed, withdrawn ones, discarded and refused drafts as well (a refusal
says how people spread); what was only declared told nobody anything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reports.stats.admission import LatticeError
from reports.stats.apart import Sources, related, words
from reports.stats.declared import Declared, DeclaredDimension, read_declared
from reports.stats.enums import DRAFTS, NEVER_PUBLIC
from reports.stats.models import Lattice, SecretRelease

#: What must stay: None where a dimension has no such thing.
type Shape = Callable[[DeclaredDimension], object]


@dataclass(frozen=True)
class Past:
    """What a release showed: its dimensions, those without grouped tables without their groups."""

    number: int
    as_of: date
    never_public: bool
    dimensions: tuple[DeclaredDimension, ...]


@dataclass(frozen=True)
class Run:
    """A way to break, and the release since which all have shown it."""

    shapes: frozenset[object]
    dimension: DeclaredDimension
    since: Past


def check_regrouping(declared: Declared, *, on: date, known: Sources, fixed: Mapping[str, str]) -> None:
    """Raise LatticeError where a field would be broken otherwise than releases show it since less than a year
    before `on`. A first grouping beside fine classes is none: its classes are unions of theirs."""
    past = _past()
    for dimension in declared.dimensions:
        akin = [
            (each, [one for one in each.dimensions if related(dimension, one, known, fixed)]) for each in past
        ]
        for shape in (_fine, _grouping):
            run = _run(akin, shape)
            own = shape(dimension)
            if run and own is not None and own not in run.shapes and on < year_after(run.since.as_of):
                raise LatticeError(_refusal(dimension, run))


def _run(akin: Sequence[tuple[Past, Sequence[DeclaredDimension]]], shape: Shape) -> Run | None:
    """How the newest release with any of these broke it, and since when without another way between."""
    run: Run | None = None
    for each, dimensions in akin:
        shapes = frozenset(shape(one) for one in dimensions) - {None}
        if not shapes:
            continue
        if run and shapes != run.shapes:
            break
        run = Run(shapes, dimensions[0], each)
    return run


def _fine(dimension: DeclaredDimension) -> object:
    return dimension.key, dimension.fields, frozenset(dimension.left_out)


def _grouping(dimension: DeclaredDimension) -> object:
    return frozenset((each.code, frozenset(each.codes)) for each in dimension.groups) or None


def _past() -> list[Past]:
    """Every release that anybody saw, the newest first."""
    made = SecretRelease.objects.exclude(release__state__in=DRAFTS).order_by("-release__number")
    rows = list(made.values_list("release__number", "release__as_of", "release__state", "lattice"))
    contents = Lattice.objects.filter(number__in={number for *_release, number in rows})
    used = {
        number: _used(read_declared(content)) for number, content in contents.values_list("number", "content")
    }
    return [
        Past(number, as_of, state in NEVER_PUBLIC, used.get(lattice, ()))
        for number, as_of, state, lattice in rows
    ]


def _used(declared: Declared) -> tuple[DeclaredDimension, ...]:
    breaks = {each for table in declared.tables for each in table.breaks}
    grouped = {each.key for each in breaks if each.grouped}
    keys = {each.key for each in breaks}
    return tuple(
        each if each.key in grouped else each.without_groups
        for each in declared.dimensions
        if each.key in keys
    )


def year_after(day: date) -> date:
    """The day from which what was shown on `day` may be broken anew."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


def _refusal(dimension: DeclaredDimension, run: Run) -> str:
    public = _(
        "维度“%(dimension)s”与第 %(number)d 号发布(%(since)s)起公开的“%(shown)s”取值或分组不同；"
        "新旧数字相减会得出细分人数，所以一年最多改一次。"
        "请保持原来的代号、字段、不单列的代码和分组，或从 %(free)s 起再改。"
    )
    drafted = _(
        "维度“%(dimension)s”与没有公布的第 %(number)d 号草稿(%(since)s)起算过的“%(shown)s”取值或分组不同；"
        "草稿的数字或不能公布的原因有人看过，新旧数字相减会得出细分人数，所以一年最多改一次。"
        "请保持原来的代号、字段、不单列的代码和分组，或从 %(free)s 起再改。"
    )
    return (drafted if run.since.never_public else public) % {
        "dimension": words(dimension),
        "number": run.since.number,
        "since": run.since.as_of.isoformat(),
        "shown": words(run.dimension),
        "free": year_after(run.since.as_of).isoformat(),
    }
