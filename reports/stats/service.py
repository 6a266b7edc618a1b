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
from reports.stats.patterns import FactPattern, PersonKeys, fact_patterns
from reports.stats.releasing import WrongKey, release
from reports.stats.selecting import Coded, Portion, Wanted, select_portion

__all__ = [
    "PUBLIC",
    "TOTAL",
    "Category",
    "Coded",
    "FactPattern",
    "Figure",
    "OpenTable",
    "PersonKeys",
    "Portion",
    "ReleasedTable",
    "Wanted",
    "WrongKey",
    "fact_patterns",
    "open_table",
    "rebuild",
    "release",
    "released_tables",
    "select_portion",
]
