"""What other parts may use of reports.stats."""

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
from reports.stats.releasing import NotPossible, WrongKey, draft, release
from reports.stats.selecting import Coded, Portion, Wanted, select_portion

__all__ = [
    "PUBLIC",
    "TOTAL",
    "Category",
    "Coded",
    "FactPattern",
    "Figure",
    "Method",
    "NotPossible",
    "Note",
    "OpenTable",
    "PersonKeys",
    "Portion",
    "ReleasedTable",
    "Wanted",
    "WrongKey",
    "adopt_recommended",
    "draft",
    "fact_patterns",
    "method",
    "notes",
    "open_table",
    "rebuild",
    "release",
    "released_tables",
    "select_portion",
]
