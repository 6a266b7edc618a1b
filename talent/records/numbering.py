"""Row numbers before the row: a sealed blob is bound to the number of its row."""

from django.db import connection, models


def allocate(model: type[models.Model], count: int) -> list[int]:
    """Fresh primary keys from the sequence of a table, never given out again."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
