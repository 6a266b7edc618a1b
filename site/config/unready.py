"""A command that came before its tables: what to run first, instead of a page of SQL."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import UndefinedColumn, UndefinedTable

ADVICE = (
    "数据库的表还没有建好或不是最新：请先运行 make run，或 manage.py migrate 再 manage.py setup。\n"
    "The database has no tables yet, or older ones: run make run first, or migrate and setup."
)


def advice_for(failed: DatabaseError) -> str:
    """What to do about a table or column that is missing because migrations wait; empty for other faults."""
    if not isinstance(failed.__cause__, UndefinedTable | UndefinedColumn):
        return ""
    connection.close()  # what failed may have left a transaction behind
    executor = MigrationExecutor(connection)
    return ADVICE if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""
