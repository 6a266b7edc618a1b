"""Writes the tables of a release, with all their labels, so that reading them needs no other table."""

import json
from collections.abc import Iterator, Mapping
from itertools import batched
from typing import Any

from django.db import connection

from reports.stats.declared import Break, DeclaredTable
from reports.stats.gate import CellState
from reports.stats.lattice import CATEGORY
from reports.stats.models import DrawnCell, Release, ReleaseTable
from reports.stats.resolved import Resolved
from talent.orgs.models import Region

# Not by COPY, which row security has no room for.
_CELLS = """
INSERT INTO stats_releasecell (table_id, area, classes, value, mark)
SELECT %s, area, classes, value, mark
FROM unnest(%s::integer[], %s::jsonb[], %s::integer[], %s::text[]) AS cell (area, classes, value, mark)
"""
_BATCH = 5000
_DRAWN = f"COPY {DrawnCell._meta.db_table} (release_id, cell, last_redraw, value, mark, parts) FROM STDIN"


def freeze(release: Release, resolved: Resolved, states: Mapping[str, CellState]) -> None:
    """Every declared table with the figures that these states show, and the states for the time of
    publishing."""
    regions = Region.objects.in_bulk(resolved.areas_of_all)
    for table in resolved.declared.tables:
        frozen = ReleaseTable.objects.create(
            release=release,
            key=table.key,
            title_zh=table.title_zh,
            title_en=table.title_en,
            level=table.level,
            areas=[_area(regions[code]) for code in resolved.areas_of(table)],
            # As declared: the titles, the lists of choices and the columns of files name them in this order.
            dimensions=[_dimension(each, resolved) for each in table.breaks],
        )
        for rows in batched(_cells(table, resolved, states), _BATCH):
            with connection.cursor() as cursor:
                cursor.execute(_CELLS, [frozen.pk, *map(list, zip(*rows, strict=True))])
    keep_drawn(release, states)


def keep_drawn(release: Release, states: Mapping[str, CellState]) -> None:
    """The states that a draft drew or repeats, for the time when they stand (sets)."""
    _copy(
        _DRAWN,
        (
            (release.pk, cell, state.last_redraw, state.shown.value, state.shown.mark, list(state.parts))
            for cell, state in states.items()
        ),
    )


def _cells(
    table: DeclaredTable, resolved: Resolved, states: Mapping[str, CellState]
) -> Iterator[tuple[Any, ...]]:
    for cell in resolved.cells(table):
        shown = states[cell.id].shown
        yield cell.area, json.dumps(cell.classes, ensure_ascii=False), shown.value, shown.mark


def _copy(statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copied:
        for row in rows:
            copied.write_row(row)


def _area(region: Region) -> dict[str, Any]:
    names = {"label_zh": region.name, "label_en": region.named("en")}
    return {"code": str(region.code), "level": region.level, **names}


def _dimension(each: Break, resolved: Resolved) -> dict[str, Any]:
    names = {"label_zh": "人才类别", "label_en": "Category of talent"}
    if each.key != CATEGORY.key:
        dimension = resolved.declared.by_key[each.key]
        names = {"label_zh": dimension.label_zh, "label_en": dimension.label_en}
    codes = [
        {"code": found.code, "label_zh": found.label_zh, "label_en": found.label_en}
        for found in resolved.classes(each)
    ]
    return {"key": each.key, **names, "codes": codes}
