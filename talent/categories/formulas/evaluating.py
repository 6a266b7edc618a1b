"""The one evaluator: a formula becomes a function once and is then called for every document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from talent.categories.documents import rows_at
from talent.categories.formulas.functions import AGGREGATES, CODED, FUNCTIONS
from talent.categories.formulas.nodes import (
    OWN_ROW,
    UNIT,
    Call,
    Listed,
    Literal,
    Node,
    Operation,
    Reference,
    Rows,
    walk,
)
from talent.categories.formulas.values import Value, equal, ordered, reckon, taken, within

if TYPE_CHECKING:  # definitions work out formulas, and lists belong to definitions
    from talent.categories.codes.tables import CodeTable

Row = Mapping[str, Any]
_NO_ROW: Row = {}


@dataclass(frozen=True)
class Scope:
    """What a formula sees: the document, its own row, the unit's facts by name, and the lists by path.

    `at`: the row that an aggregate looks at just now, by group.
    """

    data: Mapping[str, Any]
    row: Row = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)
    lists: "Callable[[str], CodeTable | None]" = lambda path: None
    own: str = ""
    today: date = field(default_factory=localdate)
    at: Mapping[str, Row] = field(default_factory=dict)

    def row_of(self, group: str) -> Row:
        if group == OWN_ROW:
            return self.row
        if group == UNIT:
            return self.unit
        if group in self.at:
            return self.at[group]
        content = self.data.get(group)
        return content if isinstance(content, Mapping) else _NO_ROW

    def path_of(self, reference: Reference) -> str:
        return f"{self.own if reference.group == OWN_ROW else reference.group}.{reference.key}"


Evaluator = Callable[[Scope], Value]


def evaluator(node: Node) -> Evaluator:
    """A function of the formula. It never raises: what cannot be reckoned is nothing (None)."""
    match node:
        case Literal(value):
            return lambda scope: value
        case Listed(items):
            parts = [evaluator(each) for each in items]
            return lambda scope: tuple(each(scope) for each in parts)  # type: ignore[misc]  # reason: only `within` reads a list, and it takes any values
        case Reference(group, key):
            return lambda scope: taken(scope.row_of(group).get(key))
        case Rows(group):
            return lambda scope: Decimal(len(list(rows_at(scope.data, group))))
        case Operation(sign, operands):
            return _operation(sign, [evaluator(each) for each in operands])
        case Call(name, arguments):
            return _call(name, arguments)


def _operation(sign: str, operands: list[Evaluator]) -> Evaluator:
    if sign == "and":
        return lambda scope: all(each(scope) is True for each in operands)
    if sign == "or":
        return lambda scope: any(each(scope) is True for each in operands)
    if sign == "not":
        return lambda scope: operands[0](scope) is not True
    if sign == "negative":
        return lambda scope: reckon("-", Decimal(0), operands[0](scope))
    left, right = operands
    if sign in "+-*/":
        return lambda scope: reckon(sign, left(scope), right(scope))
    compare = _COMPARISONS[sign]
    return lambda scope: compare(left(scope), right(scope))


_COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: ordered(left, right) == -1,
    ">": lambda left, right: ordered(left, right) == 1,
    "<=": lambda left, right: ordered(left, right) in (-1, 0),
    ">=": lambda left, right: ordered(left, right) in (1, 0),
    "in": within,
    "not in": lambda left, right: not within(left, right),
}


def _call(name: str, arguments: tuple[Node, ...]) -> Evaluator:
    if name in CODED:
        return _coded(name, arguments)
    parts = [evaluator(each) for each in arguments]
    if name in AGGREGATES:
        gather, group = AGGREGATES[name], aggregated(arguments[0])
        return lambda scope: gather([parts[0](each) for each in _each_row(scope, group)])
    if name == "if":
        return lambda scope: parts[1 if parts[0](scope) is True else 2](scope)
    function = FUNCTIONS[name].function
    return lambda scope: function(scope.today, *(each(scope) for each in parts))


def aggregated(node: Node) -> str:
    """The group over whose rows an aggregate runs: the first that it mentions."""
    groups = (each.group for each in walk(node) if isinstance(each, Reference | Rows))
    return next((group for group in groups if group not in (OWN_ROW, UNIT)), "")


def _each_row(scope: Scope, group: str) -> Iterator[Scope]:
    for _at, row in rows_at(scope.data, group):
        yield replace(scope, at={**scope.at, group: row})


def _coded(name: str, arguments: tuple[Node, ...]) -> Evaluator:
    """Functions that look a code up in the list of the field that holds it."""
    reference = arguments[0]
    if not isinstance(reference, Reference):
        return lambda scope: None
    rest = [evaluator(each) for each in arguments[1:]]
    look_up, value = CODED[name], evaluator(reference)

    def found(scope: Scope) -> Value:
        table = scope.lists(scope.path_of(reference))
        if table is None:
            return None
        rows = _each_row(scope, reference.group) if name == "highest" else [scope]
        return look_up(table, [value(each) for each in rows], *(each(scope) for each in rest))

    return found
