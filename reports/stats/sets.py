"""What stands once somebody has read it: the figure of each cell, the set it was drawn from, its snapshot.

Sets and snapshots are kept while a cell still shows a figure of that release, and for two years in any case:
a set that comes back under any name shows what it showed (`twins`). They go together, since a person can be
forgotten in a set only by the rows of its snapshot (`forgetting`).
"""

from datetime import date, timedelta

import polars as pl
from django.db import connection

from reports.stats.disclosure import IMPOSSIBLE
from reports.stats.models import DrawnCell, DrawnSet, PublishedCell, Release, Snapshot
from reports.stats.twins import SETS

KEPT = timedelta(days=2 * 366)
_CELLS, _DRAWN, _SETS = (each._meta.db_table for each in (PublishedCell, DrawnCell, DrawnSet))
_STAND = f"""
INSERT INTO {_CELLS} (cell, last_redraw, value, mark)
SELECT cell, last_redraw, value, mark FROM {_DRAWN} WHERE release_id = %s
ON CONFLICT (cell) DO UPDATE
SET last_redraw = excluded.last_redraw, value = excluded.value, mark = excluded.mark
"""
_KEEP = f"""
INSERT INTO {_SETS} (release, cell, value, mark, parts)
SELECT last_redraw, cell, value, mark, parts FROM {_DRAWN}
WHERE release_id = %s AND last_redraw = %s AND parts <> '{{}}'
"""
_READ = f"COPY (SELECT release, value, mark, array_to_string(parts, ' ') FROM {_SETS}) TO STDOUT (FORMAT csv)"


def let_stand(held: Release) -> None:
    """What a draft drew is what the next one compares itself with: somebody has seen it."""
    PublishedCell.objects.all().delete()
    let_drawn_stand(held)


def let_drawn_stand(held: Release) -> None:
    """The same, of all that is kept as drawn, beside what stands."""
    with connection.cursor() as cursor:
        cursor.execute(_STAND, [held.pk])
        cursor.execute(_KEEP, [held.pk, held.number])
    DrawnCell.objects.filter(release=held).delete()
    _let_go(held.as_of)


def _let_go(today: date) -> None:
    used = PublishedCell.objects.exclude(mark=IMPOSSIBLE.mark).values_list("last_redraw", flat=True)
    recent = Release.objects.filter(as_of__gt=today - KEPT).values_list("number", flat=True)
    kept = {*used.distinct(), *recent}
    Snapshot.objects.exclude(release__in=kept).delete()
    DrawnSet.objects.exclude(release__in=kept).delete()


def public_sets() -> pl.DataFrame:
    """Every set that is kept (twins.SETS): one stream, no row of it a Python object."""
    with connection.cursor() as cursor, cursor.copy(_READ) as copied:
        content = b"".join(copied)
    if not content:
        return pl.DataFrame(schema=SETS)
    raw = pl.read_csv(
        content,
        has_header=False,
        new_columns=list(SETS),
        schema_overrides={"release": pl.Int64, "value": pl.Int64, "mark": pl.String, "parts": pl.String},
    )
    return raw.with_columns(
        pl.col("mark").fill_null(""), pl.col("parts").str.split(" ").list.eval(pl.element().cast(pl.Int64))
    )
