"""Codes in a condition that nobody may choose any more: what is new never has them, so somebody must look.

Not a fault: what was filled in earlier has them still, and the condition is asked as it stands.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from talent.categories.codes.tables import CodeTable, Tables, table_of
from talent.categories.criteria import shared_definition
from talent.categories.definition import Definition
from talent.categories.formulas.formula import formula
from talent.categories.formulas.nodes import Listed, Literal, Node, Operation, Reference, walk
from talent.categories.formulas.parsing import COMPARISONS, NotAFormula

_MERGED = _("“%(label)s”的代码“%(name)s”(%(code)s)已并入“%(into)s”(%(end)s)，请核对条件是否也要写“%(end)s”。")
_RETIRED = _("“%(label)s”的代码“%(name)s”(%(code)s)已停用，今后没有人能选它，请核对条件。")


def criterion_outdated(
    text: str, definitions: Sequence[Definition], language: str, *, tables: Tables
) -> list[str]:
    """A sentence for each code of a condition over these definitions that was merged or retired.

    Nothing for a condition that cannot be read: `criterion_faults` tells of that.
    """
    try:
        node = formula(text).node
    except NotAFormula:
        return []
    if not definitions:
        return []
    return list(dict.fromkeys(_sentences(node, shared_definition(definitions), language, tables)))


def _sentences(node: Node, definition: Definition, language: str, tables: Tables) -> Iterator[str]:
    for path, code in _compared(node):
        field = definition.by_path.get(path)
        if field is None or not (field.options or field.code_list in tables):
            continue
        table = table_of(field, tables)
        known = table.by_code.get(code)
        if known is None or known.choosable or known.refusal != "retired_code":
            continue
        said = {"label": field.named(language), "code": code, "name": known.named(language)}
        if end := _end_of(table, code):
            into = {"into": table.by_code[end].named(language), "end": end}
            yield str(_MERGED % {**said, **into})
        else:
            yield str(_RETIRED % said)


def _end_of(table: CodeTable, code: str) -> str:
    """The code that took its place in the end; "" where none did."""
    found = table.find(code)
    return found.code if found is not None and found.code != code else ""


def _compared(node: Node) -> Iterator[tuple[str, str]]:
    """(path, text) of each field that is compared with a text that is written out."""
    for each in walk(node):
        if not isinstance(each, Operation) or each.sign not in COMPARISONS:
            continue
        left, right = each.operands
        for one, other in ((left, right), (right, left)):
            if not isinstance(one, Reference):
                continue
            for said in other.items if isinstance(other, Listed) else (other,):
                if isinstance(said, Literal) and isinstance(said.value, str):
                    yield f"{one.group}.{one.key}", said.value
