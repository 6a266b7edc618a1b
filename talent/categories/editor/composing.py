"""Conditions chosen row by row: the formula that they are, and the rows that a simple formula is."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from talent.categories.editor.chosenvalues import NotChosen, chosen_value
from talent.categories.editor.vocabulary import (
    AMOUNT,
    ANY_ROW,
    CODED,
    COUNT,
    EACH_ROW,
    OPERATORS,
    SUM,
    Vocabulary,
    arity,
)
from talent.categories.formulas.nodes import (
    OWN_ROW,
    Call,
    Listed,
    Literal,
    Node,
    Operation,
    Reference,
    Rows,
)
from talent.categories.formulas.vetting import NUMBER, TEXTS, TRUTH

JOINTS = ("and", "or")


@dataclass(frozen=True)
class Row:
    """One condition. `over`: "" for a single value, else over which rows of a group (vocabulary.OVERS)."""

    path: str
    operator: str
    values: tuple[str, ...] = ()
    over: str = ""


@dataclass(frozen=True)
class Chosen:
    """Rows with one joint between all of them; without rows there is no condition."""

    rows: tuple[Row, ...]
    joint: str = "and"


def written(chosen: Chosen, known: Vocabulary) -> str:
    """The formula of rows that are offered, with values as `chosen_value` gives them."""
    return f" {chosen.joint} ".join(_written(row, known) for row in chosen.rows)


def _written(row: Row, known: Vocabulary) -> str:
    if row.over in (COUNT, SUM):
        return _clause(f"{row.over}({row.path})", row, AMOUNT)
    clause = _clause(row.path, row, known.by_path[row.path].kind(row.over))
    return f"{row.over}({clause})" if row.over else clause


def _clause(at: str, row: Row, kind: str) -> str:
    match row.operator:
        case "filled" | "blank":
            return f"{row.operator}({at})"
        case "yes" | "no":
            return f"{at} = {row.operator}"
        case "contains" | "starts":
            return f"{row.operator}({at}, {quoted(row.values[0])})"
        case "in" | "not in" if kind != CODED or len(row.values) > 1:
            return f"{at} {row.operator} [{', '.join(map(quoted, row.values))}]"
    sign = {"in": "=", "not in": "!="}.get(row.operator, row.operator)
    return f"{at} {sign} {row.values[0] if kind in (NUMBER, AMOUNT) else quoted(row.values[0])}"


def quoted(text: str) -> str:
    """In the quotes that do not end within the text: the language has no other way to hold a quote."""
    return f"“{text}”" if '"' in text else f'"{text}"'


def rows_of(node: Node, known: Vocabulary) -> Chosen | None:
    """The rows whose formula means the same as this one; None for one that no rows can say."""
    joint, parts = JOINTS[0], [node]
    if isinstance(node, Operation) and node.sign in JOINTS:
        joint, parts = node.sign, list(node.operands)
    rows = [_row(each, known) for each in parts]
    found = tuple(row for row in rows if row is not None)
    return Chosen(found, joint) if len(found) == len(rows) else None


_Said = tuple[str, Reference | Rows, str, tuple[Node, ...]]


def _row(node: Node, known: Vocabulary) -> Row | None:
    said = _said(node)
    if said is None:
        return None
    over, left, sign, right = said
    path = left.group if isinstance(left, Rows) else _path(left, known)
    subject = known.subject(over, path)
    if subject is None:
        return None
    kind = subject.kind(over)
    operator, right = _asked(kind, sign, right)
    values = _values(right, kind)
    if values is None or operator not in OPERATORS[kind] or not _fits(operator, values):
        return None
    try:
        same = all(chosen_value(subject, over, operator, each, known.tables) == each for each in values)
    except NotChosen:
        return None
    return Row(path, operator, values, over) if same else None


def _said(node: Node, over: str = "") -> _Said | None:
    """(over which rows, of what, the sign or function, the values) of one condition."""
    match node:
        case Call(("any" | "all") as name, (inner,)) if not over:
            return _said(inner, ANY_ROW if name == "any" else EACH_ROW)
        case Reference():
            return over, node, "=", (Literal(True),)
        case Call(("filled" | "blank") as name, (Reference() as left,)):
            return over, left, name, ()
        case Call(("contains" | "starts") as name, (Reference() as left, right)):
            return over, left, name, (right,)
        case Operation(sign, (Call("count", (Rows() as left,)), right)) if not over:
            return COUNT, left, sign, (right,)
        case Operation(sign, (Call("sum", (Reference() as left,)), right)) if not over:
            return SUM, left, sign, (right,)
        case Operation(("in" | "not in") as sign, (Reference() as left, Listed(items))):
            return over, left, sign, items
        case Operation(sign, (Reference() as left, right)) if sign not in ("in", "not in"):
            return over, left, sign, (right,)
    return None


def _path(reference: Reference, known: Vocabulary) -> str:
    """In a single group `this` is the group itself."""
    single = known.own is not None and not known.own.repeat and reference.group == OWN_ROW
    return f"{known.own.key if single and known.own else reference.group}.{reference.key}"


def _asked(kind: str, sign: str, right: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]]:
    """The operator of the kind that says the same as a sign."""
    if kind == CODED:
        return {"=": "in", "!=": "not in"}.get(sign, sign), right
    if kind == TEXTS and sign == "contains":
        return "in", right
    if kind == TRUTH and sign == "=" and right in ((Literal(True),), (Literal(False),)):
        return "yes" if right == (Literal(True),) else "no", ()
    return sign, right


def _values(nodes: Iterable[Node], kind: str) -> tuple[str, ...] | None:
    found = [_number(each) if kind in (NUMBER, AMOUNT) else _text(each) for each in nodes]
    values = dict.fromkeys(each for each in found if each is not None)
    return None if None in found else tuple(values)


def _number(node: Node) -> str | None:
    match node:
        case Literal(Decimal() as value):
            return format(value, "f")
        case Operation("negative", (Literal(Decimal() as value),)):
            return f"-{value:f}"
    return None


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, Literal) and isinstance(node.value, str) else None


def _fits(operator: str, values: tuple[str, ...]) -> bool:
    wanted = arity(operator)
    if not all(values):
        return False
    return bool(values) if wanted == "many" else len(values) == (wanted == "one")
