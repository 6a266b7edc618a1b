"""What a draft of a definition would do to the approved records: counts in the database, and a sample moved.

Nothing is written, and nothing sealed is opened. Whoever edits definitions sees no person's data: of values
only codes of open fields. However many records there are, the database counts for a few seconds at most and a
sample has to do for the rest; the outcome says which figure is which.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from talent.categories.models import Category
from talent.categories.service import Failure, Mover, Route, UnionField, codes_named, draft_mover, join
from talent.records.limited import within_limit

#: Records that are really moved, to see what fails; a smaller category is moved as a whole.
SAMPLE = 2000
#: Drawn are so many times the sample, so that it is spread over all that was drawn.
_DRAWN = 4
_EXAMPLES = 5
_APPROVED = (
    "FROM records_talentrecord record {} WHERE record.category_id = %s AND record.approved_id IS NOT NULL"
)
# Of all that was drawn every so-and-so-many-th, as many as the sample is large.
_SPREAD = """
SELECT spread.id, change.version_id, change.data::text FROM (
    SELECT drawn.id, drawn.approved_id, row_number() OVER () AS place, count(*) OVER () AS size
    FROM (SELECT record.id, record.approved_id {} LIMIT %s) AS drawn
) AS spread JOIN records_change change ON change.id = spread.approved_id
WHERE ((place - 1) * %s + size - 1) / size <> (place * %s + size - 1) / size ORDER BY change.id
"""


@dataclass(frozen=True)
class Example:
    """A value that would fail: the number of its record, masked; the value only if anybody may see it."""

    record: str
    value: str
    why: str


@dataclass(frozen=True)
class Touched:
    """One field that does not simply stay. `records` is None where only the sample can tell.

    Of a sealed field nothing is counted or tried. `merged`: code and name of each that is merged, and of the
    one that it becomes.
    """

    path: str
    label: str
    becomes: str
    how: str
    records: int | None
    sampled: int
    failed: int
    examples: tuple[Example, ...]
    sealed: bool = False
    merged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DryRun:
    """`exact`: the total was counted, else the database estimates it. `counted`: the counts of fields are of
    all records, else of the sample of `sampled` records.
    """

    total: int
    exact: bool
    counted: bool
    sampled: int
    touched: tuple[Touched, ...]

    @property
    def whole(self) -> bool:
        """Whether the sample is every record there is."""
        return self.exact and self.sampled >= self.total

    @property
    def failing(self) -> int:
        return sum(each.failed for each in self.touched)


@dataclass
class _Sample:
    size: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    failed: dict[str, list[tuple[int, Failure]]] = field(default_factory=dict)


def dry_run(category: Category) -> DryRun:
    """What publishing this draft of a published category would do. Raises NotCompiled."""
    mover = draft_mover(category)
    if mover.draft is None:
        raise ValueError(category.key)
    routes = [each for each in mover.draft.all_routes() if not each.stays]
    fields = {each.path: each for each in mover.fields if each.in_force}
    numbers = {each.number: each.pk for each in mover.versions}
    total, counts = _counts(category, [(fields[each.source.path], each.merged) for each in routes], numbers)
    exact = total is not None
    if total is None:
        total, exact = _total(category)
    sample = _sampled(category, mover, routes, fields, numbers, total) if routes else _Sample(total)
    return DryRun(
        total,
        exact,
        counts is not None,
        sample.size,
        tuple(
            _touched(route, (counts or {}).get(route.source.path), sample, _merged(route, mover))
            for route in routes
        ),
    )


def _total(category: Category) -> tuple[int, bool]:
    """How many approved records there are, and whether they were counted; else what the planner expects."""
    approved = _APPROVED.format("")
    row = within_limit(f"SELECT count(*) {approved}", [category.pk])
    if row is not None:
        return int(row[0]), True
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT {approved}", [category.pk])
        (plan,) = cursor.fetchone()
    return int(plan[0]["Plan"]["Plan Rows"]), False


def _counts(
    category: Category, fields: Sequence[tuple[UnionField, Iterable[str]]], numbers: dict[int, int]
) -> tuple[int | None, dict[str, int] | None]:
    """How many records there are, and how many of them say something at each open field, under whatever path;
    None when it takes too long."""
    opened = [(known, codes) for known, codes in fields if not known.field.is_sensitive]
    said = [_says(known, numbers, codes) for known, codes in opened]
    columns = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {condition})" for condition, _ in said)])
    sql = (
        f"SELECT {columns} FROM records_talentrecord record"
        " JOIN records_change change ON change.id = record.approved_id WHERE record.category_id = %s"
    )
    row = within_limit(sql, [*(one for _, values in said for one in values), category.pk])
    if row is None:
        return None, None
    return row[0], {known.path: count for (known, _codes), count in zip(opened, row[1:], strict=True)}


def _says(known: UnionField, numbers: dict[int, int], codes: Iterable[str] = ()) -> tuple[str, list[Any]]:
    """SQL: whether a change states a field, by the path that its version has it at; with its parameters.

    `codes`: only one of these, where they are what a move is about.
    """
    pieces: list[str] = []
    values: list[Any] = []
    named = " || ".join(f"@ == {json.dumps(code, ensure_ascii=False)}" for code in codes)
    one_of = f" ? ({named})" if named else ""
    for number, path in known.paths.items():
        group, _, key = path.partition(".")
        where = "$[*]" if known.field.repeat else "$"
        pieces.append("(change.version_id = %s AND jsonb_path_exists(change.data -> %s, %s::jsonpath))")
        values += [numbers[number], group, f'{where}."{key}"{one_of}']
    return f"({' OR '.join(pieces)})", values


def _sampled(
    category: Category,
    mover: Mover,
    routes: Sequence[Route],
    fields: dict[str, UnionField],
    numbers: dict[int, int],
    total: int,
) -> _Sample:
    """Move the open part of a sample for real."""
    by_version = {pk: number for number, pk in numbers.items()}
    sample = _Sample()
    for record_id, version_id, data in _records(category, total):
        document = join(data, {})
        sample.size += 1
        for route in routes:
            path = fields[route.source.path].paths.get(by_version[version_id], "")
            sample.filled[route.source.path] += _states(document, path, route.merged.keys())
        for failure in mover.move(document, version_id).failures:
            place = _place(failure, fields)
            sample.failed.setdefault(place, []).append((record_id, failure))
    return sample


def _records(category: Category, total: int) -> Iterator[tuple[Any, ...]]:
    """(record, version, open values) of at most SAMPLE records, spread over all."""
    drawn = _DRAWN * SAMPLE
    sampling = f"TABLESAMPLE SYSTEM ({50.0 * drawn / total:.6f})" if total > drawn else ""
    with connection.cursor() as cursor:
        cursor.execute(_SPREAD.format(_APPROVED.format(sampling)), [category.pk, drawn, SAMPLE, SAMPLE])
        for record_id, version_id, data in cursor.fetchall():
            yield record_id, version_id, json.loads(data)


def _states(document: dict[str, Any], path: str, codes: Collection[str]) -> bool:
    """The same of a document at hand."""
    group, _, key = path.partition(".")
    content = document.get(group) or {}
    found = [row[key] for row in (content if isinstance(content, list) else [content]) if key in row]
    flat = [one for each in found for one in (each if isinstance(each, list) else [each])]
    return any(isinstance(each, str) and each in codes for each in flat) if codes else bool(found)


def _place(failure: Failure, fields: dict[str, UnionField]) -> str:
    """The path in the version in force of a field that may have had another one."""
    path = failure.field.path if failure.field else failure.path
    known = (each.path for each in fields.values() if path in each.paths.values())
    return path if path in fields else next(known, path)


def _merged(route: Route, mover: Mover) -> tuple[tuple[str, str], ...]:
    """Named as they were before, and as they are to be."""
    if not route.merged:
        return ()
    old = codes_named(route.merged.keys(), route.source, mover.tables)
    return tuple(zip(old, codes_named(route.merged.values(), route.targets[0], mover.tables), strict=True))


def _touched(
    route: Route, records: int | None, sample: _Sample, merged: tuple[tuple[str, str], ...]
) -> Touched:
    path = route.source.path
    failed = sample.failed.get(path, [])
    return Touched(
        path=path,
        label=route.source.named(get_language() or ""),
        becomes=", ".join(each.path for each in route.targets),
        how=_how(route),
        records=records,
        sampled=sample.filled[path],
        failed=len({record_id for record_id, _failure in failed}),
        examples=tuple(_examples(failed)),
        sealed=route.source.is_sensitive,
        merged=merged,
    )


def _how(route: Route) -> str:
    if not route.targets:
        return "retire"
    if route.split:
        return "split"
    if route.convert:
        return "convert"
    return "merge_codes" if route.merged else "rename"


def _examples(failed: Iterable[tuple[int, Failure]]) -> Iterator[Example]:
    """A few that differ: of texts nothing is shown, so there one stands for all with the same reason."""
    seen: dict[tuple[str, str], int] = {}
    for record_id, failure in failed:
        # A word that a list does not know was typed by somebody: it may say anything.
        shown = failure.coded and failure.field is not None and not failure.field.is_sensitive
        value = failure.text if shown else ""
        seen.setdefault((value, failure.problem.key), record_id)
    for (value, why), record_id in list(seen.items())[:_EXAMPLES]:
        yield Example(f"{'*' * max(1, len(str(record_id)) - 1)}{str(record_id)[-1]}", value, why)
