"""A formula as a sentence for those who fill in and those who administer."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from talent.categories.codes.tables import table_of
from talent.categories.formulas.evaluating import aggregated
from talent.categories.formulas.functions import AGGREGATES
from talent.categories.formulas.nodes import (
    UNIT,
    Call,
    Listed,
    Literal,
    Node,
    Operation,
    Reference,
    Rows,
)
from talent.categories.formulas.vetting import DATED, KINDS, TEXTS, Place

_CLAUSES: dict[str, Callable[[], str]] = {
    "=": lambda: _("%(left)s是%(right)s"),
    "!=": lambda: _("%(left)s不是%(right)s"),
    "<": lambda: _("%(left)s小于%(right)s"),
    ">": lambda: _("%(left)s大于%(right)s"),
    "<=": lambda: _("%(left)s不大于%(right)s"),
    ">=": lambda: _("%(left)s不小于%(right)s"),
    "in": lambda: _("%(left)s是%(right)s之一"),
    "not in": lambda: _("%(left)s不是%(right)s之一"),
    "+": lambda: "%(left)s + %(right)s",
    "-": lambda: "%(left)s - %(right)s",
    "*": lambda: "%(left)s × %(right)s",
    "/": lambda: "%(left)s ÷ %(right)s",
}
#: Days are earlier and later, and of several choices some are there or none.
_DATED: dict[str, Callable[[], str]] = {
    "<": lambda: _("%(left)s早于%(right)s"),
    ">": lambda: _("%(left)s晚于%(right)s"),
    "<=": lambda: _("%(left)s不晚于%(right)s"),
    ">=": lambda: _("%(left)s不早于%(right)s"),
}
_SEVERAL: dict[str, Callable[[], str]] = {
    "in": lambda: _("%(left)s含有%(right)s之一"),
    "not in": lambda: _("%(left)s不含%(right)s"),
}
_CALLS: dict[str, Callable[[], str]] = {
    "filled": lambda: _("已填%(0)s"),
    "blank": lambda: _("未填%(0)s"),
    "contains": lambda: _("%(0)s含有%(1)s"),
    "starts": lambda: _("%(0)s以%(1)s开头"),
    "length": lambda: _("%(0)s的字数"),
    "round": lambda: _("%(0)s取整"),
    "today": lambda: _("今天"),
    "year": lambda: _("%(0)s的年份"),
    "age": lambda: _("按%(0)s的周岁"),
    "age_band": lambda: _("按%(0)s的年龄段"),
    "birth": lambda: _("%(1)s中的出生日期"),
    "sex": lambda: _("%(1)s中的性别"),
    "if": lambda: _("如果%(0)s，则%(1)s，否则%(2)s"),
    "any": lambda: _("%(group)s中任一行%(0)s"),
    "all": lambda: _("%(group)s中每一行%(0)s(没有行也算)"),
    "count": lambda: _("%(0)s的行数"),
    "sum": lambda: _("%(0)s的合计"),
    "least": lambda: _("最小的%(0)s"),
    "most": lambda: _("最大的%(0)s"),
    "highest": lambda: _("最高的%(0)s"),
    "attribute": lambda: _("%(0)s的属性%(1)s"),
}

#: What is known of the collecting unit.
_FACTS: dict[str, Callable[[], str]] = {
    "name": lambda: _("名称"),
    "code": lambda: _("代码"),
    "region": lambda: _("地区"),
    "unit_type": lambda: _("单位类型"),
    "ownership": lambda: _("经济类型"),
    "industry": lambda: _("所属行业"),
}


def in_words(node: Node, place: Place, language: str) -> str:
    """The formula in the active language; `language` chooses the names of fields and codes."""
    match node:
        case Literal(value):
            return _literal(value)
        case Listed(items):
            return _("、").join(in_words(each, place, language) for each in items)
        case Rows(group):
            return _quoted(place.groups[group].named(language) if group in place.groups else group)
        case Reference():
            return _field(node, place, language)
        case Call():
            return _call(node, place, language)
        case Operation(sign, operands):
            return _operation(sign, operands, place, language)


def _call(call: Call, place: Place, language: str) -> str:
    if call.name not in _CALLS:
        return call.name
    said = {str(i): in_words(each, place, language) for i, each in enumerate(call.arguments)}
    if call.name in AGGREGATES:
        said["group"] = in_words(Rows(aggregated(call.arguments[0])), place, language)
    return _CALLS[call.name]() % {"0": "", "1": "", "2": "", **said}


def _operation(sign: str, operands: tuple[Node, ...], place: Place, language: str) -> str:
    if sign in ("and", "or"):
        joint = _("，且") if sign == "and" else _("，或")
        return joint.join(_bracketed(each, sign, place, language) for each in operands)
    if sign == "not":
        return _("并非(%(said)s)") % {"said": in_words(operands[0], place, language)}
    if sign == "negative":
        return f"-{in_words(operands[0], place, language)}"
    left, right = operands
    given = {"left": in_words(left, place, language), "right": _right(left, right, place, language)}
    return _clause(sign, left, place) % given


def _clause(sign: str, left: Node, place: Place) -> str:
    field = place.field(left) if isinstance(left, Reference) else None
    kind = field.type if field else ""
    own = _DATED if kind in DATED else _SEVERAL if KINDS.get(kind) == TEXTS else {}
    return own.get(sign, _CLAUSES[sign])()


def _bracketed(node: Node, around: str, place: Place, language: str) -> str:
    said = in_words(node, place, language)
    inner = isinstance(node, Operation) and node.sign in ("and", "or") and node.sign != around
    return f"({said})" if inner else said


def _right(left: Node, right: Node, place: Place, language: str) -> str:
    """Codes on the right of a coded field stand with their names."""
    field = place.field(left) if isinstance(left, Reference) else None
    if field is None or not (field.options or field.code_list in place.tables):
        return in_words(right, place, language)
    table = table_of(field, place.tables)
    items = right.items if isinstance(right, Listed) else (right,)
    codes = (each.value if isinstance(each, Literal) else None for each in items)
    entries = [table.by_code.get(code) if isinstance(code, str) else None for code in codes]
    if not all(entries):
        return in_words(right, place, language)
    return _("、").join(_quoted(entry.named(language)) for entry in entries if entry)


def _field(reference: Reference, place: Place, language: str) -> str:
    if reference.group == UNIT:
        fact = _FACTS[reference.key]() if reference.key in _FACTS else reference.key
        return _("本单位的%(fact)s") % {"fact": _quoted(fact)}
    field = place.field(reference)
    return _quoted(field.named(language) if field else f"{reference.group}.{reference.key}")


def _literal(value: Decimal | str | bool | None) -> str:
    if value is None:
        return _("空")
    if isinstance(value, bool):
        return _quoted(_("是") if value else _("否"))
    return _quoted(value) if isinstance(value, str) else format(value, "f")


def _quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": text}
