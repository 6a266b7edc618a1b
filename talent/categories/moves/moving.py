"""Moves a document from the version it was filled in under to a later one. Pure, total, deterministic.

No value is lost in silence: what cannot be converted is left out and reported. What a move retires is left
out as well; the earlier change keeps it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import override

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field
from talent.categories.fieldtypes import type_of
from talent.categories.moves.converting import converted
from talent.categories.moves.routes import Plan, Route, plan_of
from talent.categories.moves.stated import Move, renamed_groups
from talent.categories.problems import Problem, Refused

Data = dict[str, Any]
#: What is shown and read again in a conversion is Chinese always: the outcome is the same for every reader.
_LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class Failure:
    """A value that was left out: where it stood, as text, and why.

    `coded`: it is a code of a list, not a word that somebody typed.
    `problem.path` is the place in the new document beside which to tell it; "" where nothing takes its place.
    """

    path: str
    label: str
    text: str
    problem: Problem
    field: Field | None = None
    coded: bool = False

    @property
    def told(self) -> Problem:
        """One sentence with the value and the reason, for the place beside the field."""
        given = {"label": self.label, "text": self.text, "why": self.problem.text}
        return Problem(self.problem.path, "not_moved", given)


@dataclass(frozen=True)
class Moved:
    document: Data
    failures: tuple[Failure, ...] = ()


class NotInvertible(ValueError):
    """A move that forgets something cannot be undone."""


def move(
    document: Mapping[str, Any],
    moves: Iterable[Move],
    old: Definition,
    new: Definition,
    tables: Tables,
) -> Moved:
    """The document of one version under the next; `tables` are the code lists of both."""
    return move_through([plan_of(moves, old, new)], document, tables)


def move_through(plans: Sequence[Plan], document: Mapping[str, Any], tables: Tables) -> Moved:
    """A document through several versions, oldest first; the same as one after the other."""
    moved = Moved(dict(document))
    with override(_LANGUAGE):
        for plan in plans:
            step = _Step(plan, tables)
            step.run(moved.document)
            earlier = (_carried(each, plan) for each in moved.failures)
            moved = Moved(step.document, (*earlier, *step.failures))
    return moved


def _carried(failure: Failure, plan: Plan) -> Failure:
    place = failure.problem.path
    return replace(failure, problem=replace(failure.problem, path=plan.carried(place) if place else ""))


class _Step:
    """One document on its way through one plan."""

    def __init__(self, plan: Plan, tables: Tables) -> None:
        self.plan = plan
        self.tables = tables
        self.document: Data = {group.key: [] if group.repeat else {} for group in plan.new.groups}
        self.failures: list[Failure] = []

    def run(self, document: Mapping[str, Any]) -> None:
        for group in self.plan.old.groups:
            content, home = document.get(group.key), self.plan.homes.get(group.key, "")
            if not group.repeat:
                self.row(group.key, content or {}, None)
                continue
            for place, row in enumerate(content or ()):
                moved: Data = {}
                if home:
                    self.document[home].append(moved)
                self.row(f"{group.key}.{place}", row, moved)
        for key in document.keys() - self.plan.old.by_key.keys():
            self.unknown(key, document[key])

    def row(self, at: str, row: Mapping[str, Any], moved: Data | None) -> None:
        """`moved`: the row that takes the values; None for a single group, whose values go to any other."""
        routes = self.plan.routes[at.partition(".")[0]]
        for route in routes:
            value = row.get(route.source.key)
            if value is None:
                continue
            if route.plain:
                self.put(route.targets[0], value, moved)
            else:
                self.change(route, value, at, moved)
        for key in row.keys() - {route.source.key for route in routes}:
            self.unknown(f"{at}.{key}", row[key])

    def put(self, target: Field, value: Any, moved: Data | None) -> None:
        (self.document[target.group] if moved is None else moved)[target.key] = value

    def change(self, route: Route, value: Any, at: str, moved: Data | None) -> None:
        if route.lost:
            self.refuse(route, value, at, Refused("no_longer_asked"))
        for target, found in converted(route, value, self.tables):
            if isinstance(found, Refused):
                self.refuse(route, found.given.pop("value", value), at, found, target)
            elif target is not None:
                self.put(target, found, moved)

    def refuse(
        self, route: Route, value: Any, at: str, refused: Refused, target: Field | None = None
    ) -> None:
        source = route.source
        text = type_of(source).show(source, value, self.tables, _LANGUAGE)
        place = self.place(target, at) if target else ""
        problem = Problem(place, refused.key, {"label": source.label, **refused.given})
        values = value if isinstance(value, list) else [value]
        coded = type_of(source).needs_table and all(isinstance(each, str) for each in values)
        self.failures.append(Failure(f"{at}.{source.key}", source.label, text, problem, source, coded))

    def place(self, target: Field, at: str) -> str:
        row = at.partition(".")[2]
        return f"{target.group}.{row}.{target.key}" if row else target.path

    def unknown(self, path: str, value: Any) -> None:
        problem = Problem("", "unknown_field", {"label": path})
        self.failures.append(Failure(path, path, str(value), problem))


def inverse(moves: Iterable[Move]) -> tuple[Move, ...]:
    """The moves back, for renames and for code tables without doubles. Raises NotInvertible for others."""
    stated = list(moves)
    back = {each.to[0]: each.source for each in stated if each.kind == "rename"}
    return tuple(_inverse(each, back, renamed_groups(stated)) for each in stated)


def _inverse(move: Move, back: Mapping[str, str], groups: Mapping[str, str]) -> Move:
    if move.kind == "rename":
        return Move("rename", source=move.to[0], to=(move.source,), note=move.note)
    table = {new: old for old, new in move.table.items()}
    if move.rule != "codes" or len(table) != len(move.table):
        raise NotInvertible(move.kind)
    group, _, key = move.path.partition(".")
    home = next((old for old, new in groups.items() if new == group), group)
    return replace(move, path=back.get(move.path, f"{home}.{key}"), table=table)
