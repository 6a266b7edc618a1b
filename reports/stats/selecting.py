"""Finding approved records in portions: the narrow facts first, then what their documents say.

However rare what is asked for is, one portion looks at so many candidates and no more, in the order of their
numbers; whoever asks decides whether to go on behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from talent.categories.models import Category
from talent.orgs.service import ScopedQuerySet
from talent.records.models import TalentRecord
from talent.records.service import counted

# Facts and documents are read by their keys, candidate after candidate: any other way would begin with all of
# them (OFFSET 0 keeps the planner from it), and conditions would be tried on rows of nobody's scope.
_SELECT = """
WITH candidate (id, approved_id) AS MATERIALIZED ({candidates}),
kept (id, approved_id) AS MATERIALIZED ({kept}),
found AS (
    SELECT kept.id, change.version_id FROM kept CROSS JOIN LATERAL (
        SELECT version_id, data, pinyin FROM records_change WHERE id = kept.approved_id OFFSET 0
    ) change
    {wanted} ORDER BY kept.id LIMIT %s
)
SELECT (SELECT count(*) FROM candidate), (SELECT max(id) FROM candidate),
    (SELECT coalesce(array_agg(id ORDER BY id), '{{}}') FROM found),
    (SELECT coalesce(array_agg(version_id ORDER BY id), '{{}}') FROM found)
"""
_ALL = "SELECT id, approved_id FROM candidate"
_CODED = """
SELECT candidate.id, candidate.approved_id FROM candidate CROSS JOIN LATERAL (
    SELECT codes FROM stats_fact WHERE record_id = candidate.id OFFSET 0
) fact
WHERE {conditions}
"""
# The place of a field in the array and the numbers of its codes, each looked up once a statement.
_AT = """fact.codes[(SELECT slot + 1 FROM stats_breakdown WHERE path = %s)] = ANY (ARRAY (
    SELECT known.number FROM stats_breakdowncode known
    JOIN stats_breakdown field ON field.id = known.breakdown_id
    WHERE field.path = %s AND known.code = ANY(%s)
)::smallint[])"""


@dataclass(frozen=True)
class Coded:
    """Any of some codes of a field, under whichever of these names statistics keep it."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """A condition in SQL on `change.data`, `.version_id` and `.pinyin`, with its parameters."""

    sql: str
    parameters: tuple[Any, ...]


@dataclass(frozen=True)
class Portion:
    """`found`: (record, version of its document). `last`: the number behind which to go on, None where
    nothing is left. `looked_at`: how many candidates this took."""

    found: tuple[tuple[int, int], ...]
    last: int | None
    looked_at: int


def select_portion(
    records: ScopedQuerySet[TalentRecord],
    *,
    category: Category,
    coded: Sequence[Coded] = (),
    wanted: Sequence[Wanted] = (),
    after: int = 0,
    most: int,
    candidates: int,
) -> Portion:
    """At most so many approved records of a category behind a number, of the next so many candidates.

    Raises Unscoped for records that nobody gave a scope for.
    """
    try:
        inner, parameters = _candidates(records, category, after, candidates)
    except EmptyResultSet:  # what the scope says can be true of no row
        return Portion((), None, 0)
    kept, numbers = _kept(coded)
    conditions = " AND ".join(f"({each.sql})" for each in wanted)
    sql = _SELECT.format(candidates=inner, kept=kept, wanted=f"WHERE {conditions}" if conditions else "")
    asked = [*parameters, *numbers, *(value for each in wanted for value in each.parameters), most]
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        looked_at, furthest, ids, versions = cursor.fetchone()
    found = tuple(zip(ids, versions, strict=True))
    if len(found) == most:
        return Portion(found, ids[-1], looked_at)
    return Portion(found, furthest if looked_at == candidates else None, looked_at)


def _candidates(
    records: ScopedQuerySet[TalentRecord], category: Category, after: int, most: int
) -> tuple[str, Sequence[Any]]:
    approved = counted(records).filter(category=category, approved__isnull=False, pk__gt=after).order_by("pk")
    sql, parameters = approved.values_list("pk", "approved_id")[:most].query.sql_with_params()
    return sql, parameters


def _kept(coded: Sequence[Coded]) -> tuple[str, list[Any]]:
    """What the facts say of the candidates: a place of their array for each name of a field."""
    if not coded:
        return _ALL, []
    conditions = " AND ".join(f"({' OR '.join([_AT] * len(each.names)) or 'false'})" for each in coded)
    asked = [[name, name, list(each.codes)] for each in coded for name in each.names]
    return _CODED.format(conditions=conditions), [value for values in asked for value in values]
