"""Row numbers before the row: a sealed blob is bound to the number of its row."""

from collections.abc import Mapping

from django.db import connection, models


def allocate(model: type[models.Model], count: int) -> list[int]:
    """Fresh primary keys from the sequence of a table, never given out again."""
    return allocate_each({model: count})[model]


def allocate_each[M: type[models.Model]](wanted: Mapping[M, int]) -> dict[M, list[int]]:
    """The same for several tables in one statement; none where nothing is wanted."""
    found: dict[M, list[int]] = {model: [] for model in wanted}
    asked = [(model, count) for model, count in wanted.items() if count]
    if not asked:
        return found
    one = "SELECT %s::int, nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    given = [
        each for place, (model, count) in enumerate(asked) for each in (place, model._meta.db_table, count)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(asked)), given)
        for place, number in cursor.fetchall():
            found[asked[place][0]].append(number)
    return found
