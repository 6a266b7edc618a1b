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
from reports.stats.selecting import Coded, Portion, Wanted, select_portion

__all__ = [
    "PUBLIC",
    "TOTAL",
    "Category",
    "Coded",
    "Figure",
    "OpenTable",
    "Portion",
    "ReleasedTable",
    "Wanted",
    "WrongKey",
    "open_table",
    "rebuild",
    "release",
    "released_tables",
    "select_portion",
]
