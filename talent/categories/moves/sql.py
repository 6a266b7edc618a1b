"""Plans whose moves one SQL expression can make for many rows at once: renames, merges, retirements.

The expression gives what `moving.move` gives for the open part of a document. Values that may fail, and all
that is sealed, are moved one by one.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from talent.categories.definition import Group
from talent.categories.moves.routes import Plan, Route

_CODED = frozenset({"choice", "region"})


@dataclass
class Expression:
    """SQL over a jsonb `given` (the open part of a document), with its named parameters."""

    sql: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)

    def name(self, value: Any, kind: str) -> str:
        """A placeholder for a value of a type of SQL."""
        key = f"{_PREFIX}{len(self.parameters)}"
        self.parameters[key] = value
        return f"%({key})s::{kind}"


_PREFIX = "move_"


def in_one_statement(plans: Sequence[Plan], column: str) -> Expression | None:
    """The expression for documents in a column on their way through plans; None where rows go one by one."""
    if not all(_is_plain(route) for plan in plans for route in plan.all_routes()):
        return None
    expression = Expression()
    sql = column
    for plan in plans:
        # OFFSET 0 keeps the planner from writing the inner expression in each place that names it.
        sql = f"(SELECT {_document(plan, expression)} FROM (SELECT {sql} AS d OFFSET 0) AS step)"
    expression.sql = sql
    return expression


def _is_plain(route: Route) -> bool:
    """Whether SQL may move it: nothing to convert, nothing sealed that would have to move."""
    if route.split or route.convert or route.lost:
        return False
    if route.merged and route.source.type not in _CODED:
        return False
    hidden = {each.is_sensitive for each in (route.source, *route.targets)}
    return hidden == {False} or (hidden == {True} and route.stays)


def _document(plan: Plan, expression: Expression) -> str:
    """`d` without the groups that change, and these groups anew: every move reads what stood before."""
    origin = {home: group for group, home in plan.homes.items()}
    arriving = {group.key: list(_arriving(plan, group.key)) for group in plan.new.groups}
    parts = []
    for group in plan.new.groups:
        old = origin.get(group.key, "")
        leaving = [each.source.key for each in plan.routes.get(old, ()) if not _rests(plan, each)]
        if old == group.key and not leaving and not arriving[group.key]:
            continue
        content = _group(group, old, leaving, arriving[group.key], expression)
        parts.append(f"{expression.name(group.key, 'text')}, {content}")
    dropped = [key for key in plan.old.by_key if key not in plan.new.by_key]
    kept = f"d - {expression.name(dropped, 'text[]')}" if dropped else "d"
    return f"({kept}) || jsonb_build_object({', '.join(parts)})" if parts else kept


def _arriving(plan: Plan, key: str) -> Iterator[Route]:
    """The routes that bring a changed value into a group."""
    for route in plan.all_routes():
        if not _rests(plan, route) and any(target.group == key for target in route.targets):
            yield route


def _rests(plan: Plan, route: Route) -> bool:
    """Whether a value keeps its key and its row, whatever the group is called."""
    if not route.plain:
        return False
    target = route.targets[0]
    return target.key == route.source.key and target.group == plan.homes.get(route.source.group)


def _group(
    group: Group, old: str, leaving: Iterable[str], arriving: Iterable[Route], expression: Expression
) -> str:
    content = f"d->{expression.name(old, 'text')}"
    gone = expression.name(list(leaving), "text[]")
    if not group.repeat:
        pieces = [
            _piece(f"(d->{expression.name(each.source.group, 'text')})", each, expression)
            for each in arriving
        ]
        return " || ".join([f"(coalesce({content}, '{{}}') - {gone})", *pieces])
    pieces = [_piece("row", each, expression) for each in arriving]
    row = " || ".join([f"(row - {gone})", *pieces])
    rows = f"jsonb_array_elements(coalesce({content}, '[]')) WITH ORDINALITY AS rows(row, place)"
    return f"coalesce((SELECT jsonb_agg({row} ORDER BY place) FROM {rows}), '[]')"


def _piece(row: str, route: Route, expression: Expression) -> str:
    """The one value of a route as an object, or nothing where none stands."""
    key = expression.name(route.source.key, "text")
    value = f"({row}->{key})"
    if route.merged:
        table = expression.name(json.dumps(dict(route.merged)), "jsonb")
        code = f"({row}->>{key})"
        known = f"jsonb_typeof({value}) = 'string' AND {table} ? {code}"
        value = f"CASE WHEN {known} THEN {table}->{code} ELSE {value} END"
    target = expression.name(route.targets[0].key, "text")
    return f"CASE WHEN {row} ? {key} THEN jsonb_build_object({target}, {value}) ELSE '{{}}' END"
