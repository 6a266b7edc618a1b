"""What still stands under an earlier version of its category.

Whoever edits definitions sees units and numbers, and nobody's name; a unit sees its own people.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F

from talent.categories.models import Category
from talent.orgs.service import ScopedQuerySet
from talent.records.enums import OPEN, RunState
from talent.records.limited import within_limit
from talent.records.models import Change, MoveProblem, MoveRun
from talent.records.movewords import why

PAGE = 50
_BEHIND = """
SELECT unit.id, unit.name, sum(drafts), sum(waiting), sum(failing) FROM (
    SELECT unit_id, count(*) FILTER (WHERE state <> 'waiting') AS drafts,
        count(*) FILTER (WHERE state = 'waiting') AS waiting, 0 AS failing
    FROM records_change
    WHERE state = ANY(%(open)s) AND category_id = %(category)s AND version_id <> %(version)s
    GROUP BY unit_id
    UNION ALL
    SELECT record.unit_id, 0, 0, count(DISTINCT record.id)
    FROM records_moveproblem problem
    JOIN records_talentrecord record ON record.id = problem.record_id
    JOIN records_change change ON change.id = record.approved_id
    WHERE problem.run_id = %(run)s AND change.version_id <> %(version)s
    GROUP BY record.unit_id
) AS found JOIN orgs_organisation unit ON unit.id = found.unit_id
WHERE unit.id > %(after)s GROUP BY unit.id, unit.name ORDER BY unit.id LIMIT %(limit)s
"""
_MOVABLE = """
SELECT EXISTS (
    SELECT FROM records_talentrecord record JOIN records_change change ON change.id = record.approved_id
    WHERE record.category_id = %s AND change.version_id <> %s
        AND NOT EXISTS (
            SELECT FROM records_change other WHERE other.record_id = record.id AND other.state = ANY(%s)
        )
        AND NOT EXISTS (
            SELECT FROM records_moveproblem known WHERE known.record_id = record.id AND known.run_id = %s
        )
)
"""


@dataclass(frozen=True)
class Behind:
    """One unit. Under an earlier version stand so many changes that are being filled in, so many under
    review, and so many approved records with a value that the last run could not convert (`failing`)."""

    unit_id: int
    unit: str
    drafts: int
    waiting: int
    failing: int


def behind(category: Category, run: MoveRun | None, *, after: int = 0, most: int = PAGE) -> list[Behind]:
    """The units with anything left behind, beginning after a unit; one more than `most` where more follow."""
    given = {
        "category": category.pk, "version": category.current_id, "run": run.pk if run else None,
        "open": sorted(OPEN), "after": after, "limit": most + 1,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, given)
        return [Behind(*row) for row in cursor.fetchall()]


def can_move_more(category: Category, run: MoveRun | None) -> bool:
    """Whether another run would move anything: an approved record under an earlier version, without an open
    change, that `run` did not find to fail. Yes where that takes too long to find out."""
    given = [category.pk, category.current_id, sorted(OPEN), run.pk if run else None]
    row = within_limit(_MOVABLE, given)
    return row is None or bool(row[0])


def failures_by_unit(run: MoveRun) -> Iterator[tuple[int, str, str, str, str, int]]:
    """(unit, its name, path, name of the field, why, records) of what a run could not convert and what
    still stands so, in the order of units; no value and no person."""
    still = run.problems.exclude(record__approved__version=run.version_id)
    rows = still.values_list("record__unit", "record__unit__name", "path", "label", "why")
    return iter(rows.annotate(count=Count("record", distinct=True)).order_by("record__unit", "path", "why"))


def last_run(category_key: str) -> MoveRun | None:
    """The newest run of a category that came to its end."""
    done = MoveRun.objects.filter(category__key=category_key, state=RunState.DONE)
    return done.select_related("version").order_by("-pk").first()


@dataclass(frozen=True)
class Stayed:
    """An approved change that could not be moved, and at which fields why."""

    change: Change
    reasons: tuple[tuple[str, str], ...]


def stayed(changes: ScopedQuerySet[Change], run: MoveRun, *, after: int = 0) -> list[Stayed]:
    """Of these changes those in force that a run left behind, by their records; one more than a page where
    more follow."""
    known = MoveProblem.objects.filter(run=run)
    left = changes.filter(record__in=known.values("record"), pk=F("record__approved"), record__gt=after)
    left = left.exclude(version=run.version_id).select_related("record", "category").order_by("record")
    found = list(left.defer("data", "sealed", "category__groups", "category__rules")[: PAGE + 1])
    reasons: dict[int, list[tuple[str, str]]] = defaultdict(list)
    said = known.filter(record__in=[each.record_id for each in found]).order_by("path")
    for record_id, label, key in said.values_list("record", "label", "why"):
        reasons[record_id].append((label, why(key)))
    return [Stayed(each, tuple(reasons[each.record_id])) for each in found]
