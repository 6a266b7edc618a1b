"""What a change of a definition means for those who fill in and for what is stored, in one sentence."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.categories.editor.comparing import AttributeChange, FieldChange
from talent.categories.enums import Required, Sensitivity
from talent.categories.moves.stated import Move

Sentence = str | Promise

_ASKED_LATER = _("已入库的记录不变，下次修改时才要求填写。")
_CAN_BE_FILLED = _("已入库的记录不变，下次修改时可以补填。")
_NO_LONGER = _("已入库的记录保留原来的内容，以后新填和修改时不再出现。")
_CHECKED_LATER = _("已入库的记录不变，下次修改时按新的限制检查。")
_ONLY_SHOWN = _("只改显示和打印，已入库的记录不变。")
_ONLY_EXCHANGED = _("只影响以后的导入和交换。")
_ONLY_LAID_OUT = _("只改表单上先列出和带入的内容，已入库的记录不变。")
_ONLY_COUNTED = _("影响以后的查询和统计，已发布的统计不变。")
_ONLY_TOLD = _("告知内容随之改变，请核对隐私告知。")
_CHOSEN_AGAIN = _("已入库的内容不变；不在新的可选内容里的，下次修改时要改选。")
_READ_AGAIN = _("已入库的内容按原来的样子保存，下次修改时要能按新的样子读出。")
#: For any attribute that is not named below.
_FROM_NEXT_TIME = _("已入库的记录不变，下次填写或修改时起作用。")

MOVED = _("只改变先后顺序，已入库的记录不变。")
RULE = {
    "added": _("以后填写和修改时检查，已入库的记录不变。"),
    "removed": _("以后不再检查。"),
    "changed": _("以后填写和修改时按新的规则处理，已入库的记录不变。"),
}
_BY_MOVE: dict[str, Sentence] = {
    "rename": _("已入库的记录下次修改或成批衔接时，原来的内容带到新的位置。"),
    "split": _("已入库的记录下次修改或成批衔接时，原来的内容分到新的字段，分不了的逐条列出。"),
    "merge_codes": _("已入库的记录下次修改或成批衔接时，并入的代码改为并成的代码，以后不能再分开。"),
    "convert": _("已入库的记录下次修改或成批衔接时，原来的内容照此换算，换算不了的逐条列出，不会丢掉。"),
    "retire": _NO_LONGER,
}
#: Attributes whose consequence is that of the move that was stated for it.
_TOLD_BY = {"convert": frozenset({"type", "code_list", "options"}), "merge_codes": frozenset({"options"})}

_BY_ATTRIBUTE: dict[str, Sentence] = {
    **dict.fromkeys(("label", "label_en", "help", "help_en", "width"), _ONLY_SHOWN),
    **dict.fromkeys(("aliases", "in_template", "exchange_code"), _ONLY_EXCHANGED),
    **dict.fromkeys(("light", "copied", "light_for"), _ONLY_LAID_OUT),
    **dict.fromkeys(("filterable", "dimension"), _ONLY_COUNTED),
    **dict.fromkeys(("purpose", "legal_basis"), _ONLY_TOLD),
    **dict.fromkeys(("code_list", "options"), _CHOSEN_AGAIN),
    **dict.fromkeys(
        ("open", "max_length", "minimum", "maximum", "pattern", "accepts", "most"), _CHECKED_LATER
    ),
    **dict.fromkeys(("type", "repeat"), _READ_AGAIN),
}
_BY_REQUIRED: dict[str, Sentence] = {
    Required.SUBMIT: _ASKED_LATER,
    Required.COMPLETE: _("以后计入完整度，不填也可以上报。"),
    Required.OPTIONAL: _("以后不填也可以上报，不计入完整度。"),
}


def of_field(change: FieldChange) -> list[Sentence]:
    """Each consequence once: of the moves, then in the order of the attributes."""
    if change.kind == "added":
        return [_ASKED_LATER if change.field.required == Required.SUBMIT else _CAN_BE_FILLED]
    if change.kind in ("retired", "removed"):
        return [_NO_LONGER]
    told = frozenset(name for each in change.moves for name in _TOLD_BY.get(each.kind, ()))
    others = tuple(each for each in change.changes if each.name not in told)
    return list(dict.fromkeys([*of_moves(change.moves), *of_attributes(others)]))


def of_moves(moves: Iterable[Move]) -> list[Sentence]:
    """Each consequence once, in the order of the moves."""
    return list(dict.fromkeys(_BY_MOVE[each.kind] for each in moves))


def of_attributes(changes: Iterable[AttributeChange]) -> list[Sentence]:
    """Each consequence once, in the order of the attributes."""
    found = (_of_attribute(each) for each in changes)
    return list(dict.fromkeys(each for each in found if each))


def _of_attribute(change: AttributeChange) -> Sentence:
    if change.name == "options" and (renamed := _renamed(change)):
        return renamed
    if change.name == "required":
        return _BY_REQUIRED[change.after]
    if change.name == "sensitivity" and change.after == Sensitivity.SENSITIVE:
        return _("以后保存的内容加密，已入库的记录到下次修改时才加密。")
    if change.name == "sensitivity" and change.before == Sensitivity.SENSITIVE:
        return ""  # of what was published this is refused, and nothing else has been kept
    return _BY_ATTRIBUTE.get(change.name, _FROM_NEXT_TIME)


def _renamed(change: AttributeChange) -> Sentence:
    """What stored codes mean under the new names; empty where each code has kept its name."""
    before = {each.code: each.label for each in change.before}
    after = {each.code: each.label for each in change.after}
    changed = [code for code in before if code in after and before[code] != after[code]]
    codes = {label: code for code, label in before.items()}
    swapped = [code for code in changed if codes.get(after[code], code) != code]
    if not changed:
        return ""
    said = gettext("；").join(
        gettext("代码 %(code)s 原为“%(before)s”，现为“%(after)s”")
        % {"code": code, "before": before[code], "after": after[code]}
        for code in swapped or changed
    )
    if swapped:
        return gettext(
            "注意：选项的名称对调了，已入库的记录会变成另一个意思(%(codes)s)。要改含义，请另设新代码。"
        ) % {"codes": said}
    return gettext("已入库的记录随之改显新的名称(%(codes)s)，请确认意思没有变。") % {"codes": said}
