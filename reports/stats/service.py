"""What other parts may use of reports.stats."""

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
from reports.stats.releasing import WrongKey, release

__all__ = [
    "PUBLIC",
    "TOTAL",
    "Category",
    "Figure",
    "OpenTable",
    "ReleasedTable",
    "WrongKey",
    "open_table",
    "rebuild",
    "release",
    "released_tables",
]
