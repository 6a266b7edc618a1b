"""What is wrong with a formula in its definition, in sentences for the administrator.

A formula that passes never meets a field that is not there, nor compares what can never be equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables, table_of
from talent.categories.definition import Field, Group
from talent.categories.formulas.evaluating import aggregated
from talent.categories.formulas.functions import AGGREGATES, CODED, FUNCTIONS, MOST_PLACES
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
    parts,
    walk,
)
from talent.categories.formulas.parsing import COMPARISONS
from talent.categories.formulas.values import MOST_DIGITS

NUMBER, TEXT, TRUTH, TEXTS, ANY = "number", "text", "truth", "texts", "any"
#: Kinds of the values of field types; the others are texts.
KINDS = {
    "integer": NUMBER,
    "decimal": NUMBER,
    "year": NUMBER,
    "bool": TRUTH,
    "multichoice": TEXTS,
    "file": TEXTS,
}
#: Texts that are days, months or years.
DATED = frozenset({"date", "month", "partial_date"})
UNIT_FACTS = frozenset({"name", "code", "region", "unit_type", "ownership", "industry"})


@dataclass(frozen=True)
class Place:
    """Where a formula stands: the groups of its definition, its own group if that has rows, the lists.

    `inside`: the group whose rows an aggregate around the present spot looks at.
    """

    groups: Mapping[str, Group]
    tables: Tables
    own: Group | None = None
    inside: str = ""

    def field(self, reference: Reference) -> Field | None:
        group = self.own if reference.group == OWN_ROW else self.groups.get(reference.group)
        return group.by_key.get(reference.key) if group else None


def vet(node: Node, place: Place, *, wanted: str = ANY) -> Iterator[str]:
    """One sentence for each fault; nothing for a formula that can be published."""
    yield from _faults(node, place)
    if wanted != TRUTH:
        return
    if kind_of(node, place) not in (TRUTH, ANY):
        yield _("条件应是一个判断，例如 skill.years >= 5 或 filled(skill.studio)。")
    elif not any(_looks_at_something(each) for each in walk(node)):
        yield _("条件没有看任何字段，总是成立或总不成立：请写明看哪个字段，或清空条件。")


def _looks_at_something(node: Node) -> bool:
    return isinstance(node, Reference | Rows) or node == Call("today", ())


def _faults(node: Node, place: Place) -> Iterator[str]:
    match node:
        case Reference():
            yield from _reference_faults(node, place)
        case Literal(Decimal() as said):
            yield from _number_faults(said)
        case Rows(group):
            if not _has_rows(group, place):
                yield _("“%(name)s”不是可填多行的分组，也不是已有的推算方式。") % {"name": group}
        case Call():
            yield from _call_faults(node, place)
            return
        case Operation(sign, operands) if sign in COMPARISONS:
            yield from _comparison_faults(sign, operands, place)
        case Operation(sign, operands):
            yield from _operand_faults(sign, operands, place)
            if sign == "/" and operands[1] == Literal(Decimal(0)):
                yield _("除数不能是 0，请改写。")
    for each in parts(node):
        yield from _faults(each, place)


def _number_faults(said: Decimal) -> Iterator[str]:
    """Numbers beyond what formulas reckon with would be nothing at all."""
    whole, _point, behind = format(said, "f").partition(".")
    if max(len(whole), len(behind)) > MOST_DIGITS:
        yield _("“%(text)s…”的位数太多，小数点前后各最多 %(most)s 位，请改写。") % {
            "text": format(said, "f")[:MOST_DIGITS],
            "most": MOST_DIGITS,
        }


def _reference_faults(reference: Reference, place: Place) -> Iterator[str]:
    said = {"path": f"{reference.group}.{reference.key}"}
    if reference.group == UNIT:
        if reference.key not in UNIT_FACTS:
            yield _("单位没有“%(path)s”这一项。") % said
    elif reference.group == OWN_ROW and place.own is None:
        yield _("“%(path)s”：this 指本行，只能用在可填多行的分组里。") % said
    elif place.field(reference) is None:
        yield _("引用了不存在的字段“%(path)s”。") % said
    elif _has_rows(reference.group, place) and place.inside != reference.group:
        yield _("“%(path)s”可有多行，请写成 any(…)、all(…)、count(…)、sum(…)，本行请写 this。") % said


def _has_rows(group: str, place: Place) -> bool:
    return group in place.groups and place.groups[group].repeat


def _call_faults(call: Call, place: Place) -> Iterator[str]:
    known = FUNCTIONS.get(call.name)
    if known is None:
        yield _("没有函数“%(name)s”。") % {"name": call.name}
        return
    least, most = known.takes
    if not least <= len(call.arguments) <= most:
        yield _("函数“%(name)s”的参数个数不对。") % {"name": call.name}
        return
    if call.name in AGGREGATES or call.name == "highest":
        yield from _aggregate_faults(call, place)
        return
    if call.name in CODED and not _has_list(call.arguments[0], place):
        yield _("函数“%(name)s”要一个有代码表的字段。") % {"name": call.name}
    if call.name == "round" and not _can_round(call.arguments[1:]):
        yield _("取整的小数位数应是 0 至 %(most)s 的整数，请改正。") % {"most": MOST_PLACES}
    for each in call.arguments:
        yield from _faults(each, place)


def _can_round(places: tuple[Node, ...]) -> bool:
    """Whether a number of places that is written out, or none, is one to which can be rounded."""
    said = places[0].value if places and isinstance(places[0], Literal) else Decimal(0)
    return isinstance(said, Decimal) and 0 <= said <= MOST_PLACES and said == int(said)


def _aggregate_faults(call: Call, place: Place) -> Iterator[str]:
    group = aggregated(call.arguments[0])
    if not _has_rows(group, place):
        yield _("函数“%(name)s”要一个可填多行的分组里的字段。") % {"name": call.name}
        return
    inner = replace(place, inside=group)
    if call.name == "highest" and not _has_list(call.arguments[0], inner):
        yield _("函数“%(name)s”要一个有代码表的字段。") % {"name": call.name}
    elif call.name == "highest" and not _has_ranks(call.arguments[0], inner):
        yield _("“%(name)s”的代码表没有属性 rank(整数，越小越高)，比不出高低，请先在代码表里填写。") % {
            "name": _label_of(call.arguments[0], inner)
        }
    for each in call.arguments:
        yield from _faults(each, inner)


def _has_list(node: Node, place: Place) -> bool:
    field = place.field(node) if isinstance(node, Reference) else None
    return field is not None and bool(field.code_list)


def _has_ranks(node: Node, place: Place) -> bool:
    """Whether any code of the field's list can be compared; a list that is not at hand is trusted."""
    field = place.field(node) if isinstance(node, Reference) else None
    if field is None or field.code_list not in place.tables:
        return True
    return any(entry.rank is not None for entry in place.tables[field.code_list].entries)


def _label_of(node: Node, place: Place) -> str:
    field = place.field(node) if isinstance(node, Reference) else None
    return field.label if field else ""


def _operand_faults(sign: str, operands: tuple[Node, ...], place: Place) -> Iterator[str]:
    wanted = TRUTH if sign in ("and", "or", "not") else NUMBER
    for each in operands:
        if kind_of(each, place) not in (wanted, ANY) and not _numeric_text(each, wanted, place):
            if wanted == TRUTH:
                yield _("“%(sign)s”两边应是判断。") % {"sign": sign}
            else:
                yield _("“%(sign)s”两边应是数字。") % {"sign": sign}


def _numeric_text(node: Node, wanted: str, place: Place) -> bool:
    """A text field may hold numbers."""
    return wanted == NUMBER and kind_of(node, place) == TEXT and not isinstance(node, Literal)


def _comparison_faults(sign: str, operands: tuple[Node, ...], place: Place) -> Iterator[str]:
    left, right = operands
    several = isinstance(right, Listed) or kind_of(right, place) in (TEXTS, ANY)
    if sign in ("in", "not in") and not several:
        yield _('“%(sign)s”右边应是列表，例如 ["1", "2"]。') % {"sign": sign}
    for one, other in ((left, right), (right, left)):
        yield from _code_faults(one, other, place)
    kinds = {kind_of(left, place), kind_of(right, place)} - {ANY}
    if not isinstance(right, Listed) and TRUTH in kinds and len(kinds) > 1:
        yield _("“%(sign)s”两边一个是判断，一个不是，永远不会相等。") % {"sign": sign}


def _code_faults(reference: Node, said: Node, place: Place) -> Iterator[str]:
    """A coded field compared with what is none of its codes."""
    field = place.field(reference) if isinstance(reference, Reference) else None
    if field is None or not (field.options or field.code_list in place.tables):
        return
    table = table_of(field, place.tables)
    for each in said.items if isinstance(said, Listed) else (said,):
        if isinstance(each, Literal) and isinstance(each.value, str) and each.value not in table.by_code:
            known = table.find(each.value)
            if known is not None:
                given = {"text": each.value, "code": known.code}
                yield _("“%(text)s”是名称，公式里请写代码“%(code)s”。") % given
            elif not table.is_open:
                yield _("“%(label)s”没有代码“%(text)s”。") % {"label": field.label, "text": each.value}


def kind_of(node: Node, place: Place) -> str:
    """number, text, truth, texts; any where it cannot be known."""
    match node:
        case Literal(value):
            return ANY if value is None else TRUTH if isinstance(value, bool) else _kind_of_literal(value)
        case Listed():
            return TEXTS
        case Reference():
            field = place.field(node)
            return TEXT if node.group == UNIT else KINDS.get(field.type, TEXT) if field else ANY
        case Rows():
            return NUMBER
        case Call(name, arguments):
            return _kind_of_call(name, arguments, place)
        case Operation(sign, _operands):
            return NUMBER if sign in (*"+-*/", "negative") else TRUTH


def _kind_of_literal(value: object) -> str:
    return TEXT if isinstance(value, str) else NUMBER


def _kind_of_call(name: str, arguments: tuple[Node, ...], place: Place) -> str:
    if name in ("least", "most") and arguments:
        return kind_of(arguments[0], place)
    if name == "if" and len(arguments) == FUNCTIONS["if"].takes[0]:
        kinds = {kind_of(each, place) for each in arguments[1:]} - {ANY}
        return kinds.pop() if len(kinds) == 1 else ANY
    return FUNCTIONS[name].gives if name in FUNCTIONS else ANY
