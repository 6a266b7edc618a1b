"""A formula as a tree of plain values, the same for every evaluator."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

#: What a formula can speak of besides the groups of its definition: its own row, and the collecting unit.
OWN_ROW, UNIT = "this", "unit"
RESERVED = frozenset({OWN_ROW, UNIT})


@dataclass(frozen=True)
class Literal:
    """A number, a text, yes or no, or nothing at all (None)."""

    value: Decimal | str | bool | None


@dataclass(frozen=True)
class Listed:
    """`["1", "2"]`."""

    items: tuple["Node", ...]


@dataclass(frozen=True)
class Reference:
    """`group.key`; the group may be `this` (the row in which the formula stands) or `unit`."""

    group: str
    key: str


@dataclass(frozen=True)
class Rows:
    """A repeating group itself, to be counted."""

    group: str


@dataclass(frozen=True)
class Call:
    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Operation:
    """One of the signs of `parsing.SIGNS`, or `not` and `negative` with a single operand."""

    sign: str
    operands: tuple["Node", ...]


Node = Literal | Listed | Reference | Rows | Call | Operation


def parts(node: Node) -> tuple[Node, ...]:
    """What stands directly below a node."""
    match node:
        case Listed(items):
            return items
        case Call(_, arguments):
            return arguments
        case Operation(_, operands):
            return operands
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for each in parts(node):
        yield from walk(each)


def as_json(node: Node) -> Any:
    """The tree as nested lists for a browser: ["ref", group, key], ["call", name, …], [sign, …], …"""
    match node:
        case Literal(value):
            return ["is", float(value) if isinstance(value, Decimal) else value]
        case Listed(items):
            return ["list", *map(as_json, items)]
        case Reference(group, key):
            return ["ref", group, key]
        case Rows(group):
            return ["rows", group]
        case Call(name, arguments):
            return ["call", name, *map(as_json, arguments)]
        case Operation(sign, operands):
            return [sign, *map(as_json, operands)]
