"""Where a refusal leads: the dimensions and tables that stand in the way, by name, with their pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from reports.stats.admission import LatticeError
from reports.stats.declared import Declared, DeclaredDimension, DeclaredTable, uses
from reports.stats.pages import in_english


@dataclass(frozen=True)
class Link:
    words: str
    href: str


@dataclass(frozen=True)
class Way:
    """A dimension with the tables that use it; without one, tables alone."""

    dimension: Link | None
    tables: tuple[Link, ...]


def name_of(what: DeclaredDimension | DeclaredTable) -> str:
    """As the reader reads."""
    if isinstance(what, DeclaredTable):
        return what.title_en if in_english() else what.title_zh
    return what.label_en if in_english() else what.label_zh


def ways(refused: LatticeError, declared: Declared) -> list[Way]:
    """What the refusal names, as far as it is declared, what is easiest to clear away first; what was only
    typed has no page yet."""
    known = declared.by_key
    found = [dimension_way(known[key], declared) for key in refused.dimensions if key in known]
    found.sort(key=lambda way: len(way.tables))
    tables = [declared.table_by_key[key] for key in refused.tables if key in declared.table_by_key]
    return [*found, Way(None, table_links(tables))] if tables else found


def dimension_way(dimension: DeclaredDimension, declared: Declared) -> Way:
    href = reverse("releases:dimension", args=[dimension.key])
    return Way(Link(name_of(dimension), href), table_links(uses(declared, dimension.key)))


def table_links(tables: Iterable[DeclaredTable]) -> tuple[Link, ...]:
    return tuple(Link(name_of(each), reverse("releases:table", args=[each.key])) for each in tables)
