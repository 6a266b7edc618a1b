"""What other parts may use of reports.stats."""

from reports.stats.divisions import Division, divisions
from reports.stats.facts import rebuild
from reports.stats.opentables import (
    PUBLIC,
    TOTAL,
    Category,
    Figure,
    OpenTable,
    ReleasedTable,
    open_table,
    released_tables,
)
from reports.stats.patterns import FactPattern, PersonKeys, fact_patterns
from reports.stats.reading import (
    PublishedRelease,
    PublishedTable,
    ReleasedFigure,
    published_release,
    published_releases,
    published_tables,
    released_figures,
)
from reports.stats.releasing import WrongKey, release
from reports.stats.selecting import Coded, Portion, Wanted, select_portion

__all__ = [
    "PUBLIC",
    "TOTAL",
    "Category",
    "Coded",
    "Division",
    "FactPattern",
    "Figure",
    "OpenTable",
    "PersonKeys",
    "Portion",
    "PublishedRelease",
    "PublishedTable",
    "ReleasedFigure",
    "ReleasedTable",
    "Wanted",
    "WrongKey",
    "divisions",
    "fact_patterns",
    "open_table",
    "published_release",
    "published_releases",
    "published_tables",
    "rebuild",
    "release",
    "released_figures",
    "released_tables",
    "select_portion",
]
