"""Pages of the admin that list what is declared public, and its history."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.stats.admission import LatticeError
from reports.stats.apart import field_words
from reports.stats.declared import (
    Break,
    Declared,
    DeclaredDimension,
    DeclaredTable,
    read_declared,
    shipped,
    uses,
)
from reports.stats.lattice import CATEGORY
from reports.stats.lattices import newest
from reports.stats.leading import name_of, ways
from reports.stats.models import Lattice
from reports.stats.pages import in_english, show
from reports.stats.resolved import Resolved, cells_of, resolve
from reports.stats.room import room
from reports.stats.sources import sources
from talent.categories.service import for_administrators
from talent.orgs.enums import Level
from talent.security.service import row_number

PAGE = 30
type _TableRow = tuple[DeclaredTable, str, int | None]


@require_safe
@for_administrators
def tables(request: HttpRequest) -> HttpResponse:
    """What is declared now: each table with its dimensions, each dimension with its classes."""
    number, declared = newest()
    problem, resolved = resolved_or_refused(declared)
    known = resolved.sources if resolved else sources()
    context = {
        "number": number,
        "problem": problem,
        "ways": ways(problem, declared) if problem else (),
        "room": room(resolved) if resolved else None,
        "levels": _by_level(declared, resolved),
        "dimensions": [
            (
                each,
                len(resolved.classes(Break(each.key))) if resolved else None,
                "、".join(field_words(name, known) for name in each.fields),
                len(uses(declared, each.key)),
                resolved.held.get(each.key) if resolved else None,
            )
            for each in declared.dimensions
        ],
        "english": in_english(),
    }
    return show(request, "lattice", _("公开的统计表"), context)


def resolved_or_refused(declared: Declared) -> tuple[LatticeError | None, Resolved | None]:
    """What is declared with the lists of today, or why it may not be public any more."""
    try:
        return None, resolve(declared)
    except LatticeError as refused:
        return refused, None


def _by_level(declared: Declared, resolved: Resolved | None) -> list[tuple[str, list[_TableRow]]]:
    """The tables with their dimensions and so many cells, by the level down to which they are public."""
    rows = [
        (each, _breaks(each, declared), cells_of(each, resolved) if resolved else None)
        for each in declared.tables
    ]
    levels = (Level.REGION, Level.LEAGUE, Level.BANNER)
    found = [(level.label, [row for row in rows if row[0].level == level]) for level in levels]
    return [(str(label), of_level) for label, of_level in found if of_level]


@require_safe
@for_administrators
def history(request: HttpRequest) -> HttpResponse:
    """Every version, the newest first by keyset, with what it added and took away."""
    before = row_number(request.GET.get("before", ""), digits=9)
    found = Lattice.objects.select_related("by")
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found[: PAGE + 1])
    lines = []
    for place, each in enumerate(rows[:PAGE]):
        older = read_declared(rows[place + 1].content) if place + 1 < len(rows) else shipped()
        lines.append((each, _changed(read_declared(each.content), older)))
    next_href = f"?before={rows[PAGE - 1].number}" if len(rows) > PAGE else ""
    context = {"lines": lines, "next_href": next_href, "english": in_english()}
    return show(request, "lattice_history", _("修改历史"), context, above=above())


def above() -> tuple[str, str]:
    """The list, for the way back from the pages below it."""
    return "releases:tables", _("公开的统计表")


def _breaks(table: DeclaredTable, declared: Declared) -> str:
    return " × ".join(_break(each, declared) for each in table.breaks) or _("合计")


def _break(each: Break, declared: Declared) -> str:
    if each.key == CATEGORY.key:
        return _("人才类别")
    name = name_of(declared.by_key[each.key])
    return _("%(name)s(分组)") % {"name": name} if each.grouped else name


def _changed(now: Declared, older: Declared) -> dict[str, list[str]]:
    """The names of what was added, taken away, or is declared otherwise."""
    known, standing = _by_kind(older), _by_kind(now)
    altered = (key for key in standing if key in known and standing[key] != known[key])
    return {
        "added": [name_of(each) for key, each in standing.items() if key not in known],
        "removed": [name_of(each) for key, each in known.items() if key not in standing],
        "altered": [name_of(standing[key]) for key in altered],
    }


def _by_kind(declared: Declared) -> dict[tuple[type, str], DeclaredDimension | DeclaredTable]:
    """A dimension and a table may have one key."""
    every: list[DeclaredDimension | DeclaredTable] = [*declared.dimensions, *declared.tables]
    return {(type(each), each.key): each for each in every}
