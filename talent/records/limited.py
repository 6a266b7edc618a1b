"""Counting over all records of a category, for so long as a page can wait."""

from collections.abc import Sequence
from typing import Any

from django.db import OperationalError, connection, transaction

#: Milliseconds before whoever counts has to do without.
LIMIT = 3000


def within_limit(sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
    """The one row of a statement; None when it takes too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(LIMIT)])
            cursor.execute(sql, parameters)
            row: tuple[Any, ...] = cursor.fetchone()
            transaction.set_rollback(True)  # nothing was written, and the limit ends with it
    except OperationalError:
        return None
    return row
