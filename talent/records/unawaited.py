"""Work and the database at the same time: statements on their way while the next ones are made."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unawaited() -> Iterator[None]:
    """What is executed within is sent without waiting for the answer; at the end all answers are in.

    Raises the DatabaseError of a statement at a later one or at the end.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
