"""What other parts may use of reports.stats."""

from reports.stats.divisions import Division, divisions
from reports.stats.facts import rebuild
from reports.stats.lattices import adopt_recommended
from reports.stats.method import Method, method
from reports.stats.opentables import (
    PUBLIC,
    TOTAL,
    Category,
    Figure,
    Note,
    OpenTable,
    ReleasedTable,
    notes,
    open_table,
    released_tables,
)
from reports.stats.patterns import FactPattern, PersonKeys, fact_patterns
from reports.stats.reading import (
    PublishedRelease,
    PublishedTable,
    ReleasedFigure,
    ReleasedPoint,
    published_release,
    published_releases,
    published_tables,
    released_figures,
    released_series,
)
from reports.stats.rekeying import renew_key
from reports.stats.releasing import NotPossible, NotPublic, WrongKey, draft, release
from reports.stats.selecting import Coded, Portion, Wanted, select_portion
from reports.stats.shares import percent

__all__ = [
    "PUBLIC",
    "TOTAL",
    "Category",
    "Coded",
    "Division",
    "FactPattern",
    "Figure",
    "Method",
    "NotPossible",
    "NotPublic",
    "Note",
    "OpenTable",
    "PersonKeys",
    "Portion",
    "PublishedRelease",
    "PublishedTable",
    "ReleasedFigure",
    "ReleasedPoint",
    "ReleasedTable",
    "Wanted",
    "WrongKey",
    "adopt_recommended",
    "divisions",
    "draft",
    "fact_patterns",
    "method",
    "notes",
    "open_table",
    "percent",
    "published_release",
    "published_releases",
    "published_tables",
    "rebuild",
    "release",
    "released_figures",
    "released_series",
    "released_tables",
    "renew_key",
    "select_portion",
]
