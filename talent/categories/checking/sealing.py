"""What a definition seals stays sealed: no field that stands open may repeat it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talent.categories.checking.places import At
from talent.categories.definition import Definition, Field
from talent.categories.formulas.formula import formula
from talent.categories.formulas.nodes import OWN_ROW, UNIT, Call, Node, Reference, parts
from talent.categories.formulas.parsing import NotAFormula

Complaint = tuple[str, str]
_NUMBER = "identity.id_number"


def sealing_complaints(definition: Definition) -> Iterator[Complaint]:
    """(place, sentence) of every field through which something sensitive would stand open.

    A formula that cannot be read is passed by: whoever vets formulas refuses it.
    """
    for known in definition.all_fields():
        if (known.type == "id_number" or known.path == _NUMBER) and not known.is_sensitive:
            yield At(known.path, "sensitivity"), _("证件号码一律加密保存，请把敏感程度设为“敏感，加密保存”。")
        if known.is_sensitive and known.dimension:
            yield (
                At(known.path, "dimension"),
                _("敏感内容加密保存，不能作统计分组，请取消“可作统计分组”。"),
            )
        if sealed := _repeated(known, definition):
            given = {"names": _("、").join(sealed)}
            yield (
                At(known.path, "sensitivity"),
                _(
                    "本项不加密，却会随敏感字段“%(names)s”填入内容：请把本项也设为“敏感，加密保存”，"
                    "或改公式，只用 birth(…)、sex(…)、filled(…)、blank(…)。"
                )
                % given,
            )


def _repeated(known: Field, definition: Definition) -> list[str]:
    """The labels of the sensitive fields that decide what is filled into an open one."""
    if known.is_sensitive or not (known.derive or known.default):
        return []
    texts = (known.derive, known.shown_if, definition.by_key[known.group].shown_if)
    try:
        passed = [each for text in texts if text for each in _passed(formula(text).node, known, definition)]
    except NotAFormula:
        return []
    return list(dict.fromkeys(each.label for each in passed if each.is_sensitive))


def _passed(node: Node, around: Field, definition: Definition) -> Iterator[Field]:
    """The fields whose values reach the outcome of a formula, whole or in part."""
    match node:
        case Reference():
            if named := _field(node, around, definition):
                yield named
        case Call("filled" | "blank", (Reference(),)):
            return
        case Call("birth" | "sex", (kind, Reference() as number)) if _is_number(number, around, definition):
            # The law of the number itself: a birth date and a sex are open, the number is not.
            yield from _passed(kind, around, definition)
        case _:
            for each in parts(node):
                yield from _passed(each, around, definition)


def _is_number(reference: Reference, around: Field, definition: Definition) -> bool:
    named = _field(reference, around, definition)
    return named is not None and named.type == "id_number"


def _field(reference: Reference, around: Field, definition: Definition) -> Field | None:
    if reference.group == UNIT:
        return None
    group = around.group if reference.group == OWN_ROW else reference.group
    return definition.by_path.get(f"{group}.{reference.key}")
