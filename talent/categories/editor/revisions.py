"""What changes between two definitions, in words on cards: one a group, one for the whole, one for rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import blocks

from talent.categories.checking.rulenames import RULE_NAMES
from talent.categories.definition import Rule
from talent.categories.editor import consequences
from talent.categories.editor.blocks import FIELD_TYPE_NAMES, FieldBlock, GroupBlock, RuleBlock
from talent.categories.editor.comparing import (
    AttributeChange,
    Comparison,
    FieldChange,
    GroupChange,
    RuleChange,
)
from talent.categories.enums import LightFor, Severity, Subject

KINDS: dict[str, str | Promise] = {
    "added": gettext_lazy("新增"),
    "retired": gettext_lazy("已停用"),
    "changed": gettext_lazy("改动"),
}
_TYPE = gettext_lazy("类型")
#: Attributes of the definition itself have the names that its model gives them.
_OWN: dict[str, str | Promise] = {
    "label": gettext_lazy("名称"),
    "label_en": gettext_lazy("英文名称"),
    "subject": gettext_lazy("对象"),
    "light_for": gettext_lazy("先看到简表"),
}
#: Words of values that no block of choices has.
_WORDS: dict[str, Mapping[Any, Any]] = {
    "type": FIELD_TYPE_NAMES,
    "subject": dict(Subject.choices),
    "light_for": dict(LightFor.choices),
}


@dataclass(frozen=True)
class Line:
    """One thing that differs. `details` are “attribute：before → after”; `consequences` plain sentences.

    `path`: that of its field, else empty. `stops`: why with it the whole could not be published.
    """

    kind: str
    name: str
    details: tuple[str, ...] = ()
    consequences: tuple[str | Promise, ...] = ()
    path: str = ""
    stops: tuple[str, ...] = ()

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Card:
    """`key`: the group's key, empty for what is no group. `stops`: as of a line, about the group itself."""

    kind: str
    title: str
    key: str
    lines: tuple[Line, ...]
    stops: tuple[str, ...] = ()

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]


def cards_of(comparison: Comparison) -> list[Card]:
    """The cards of a comparison in the active language; none when nothing differs."""
    whole = tuple(_whole(comparison))
    cards = [Card("changed", _("类别"), "", whole)] if whole else []
    cards += [_group(each) for each in comparison.groups]
    if comparison.rules:
        cards.append(Card("changed", _("规则"), "", tuple(_rule(each) for each in comparison.rules)))
    return cards


def with_stops(cards: Iterable[Card], complaints: Iterable[tuple[str, str]]) -> list[Card]:
    """The same cards with each complaint beside the group or the field that it is about."""
    said: dict[str, tuple[str, ...]] = {}
    for place, sentence in complaints:
        said[place] = (*said.get(place, ()), sentence)
    return [
        replace(
            card,
            lines=tuple(replace(each, stops=said.get(each.path, ())) for each in card.lines),
            stops=said.get(card.key, ()) if card.key else (),
        )
        for card in cards
    ]


def _whole(comparison: Comparison) -> Iterator[Line]:
    if comparison.changes:
        details = tuple(_detail(each, _own_label) for each in comparison.changes)
        yield Line("changed", _("名称与对象"), details, tuple(consequences.of_attributes(comparison.changes)))
    if comparison.groups_moved:
        yield Line("changed", _("分组的顺序"), (), (consequences.MOVED,))


def _group(change: GroupChange) -> Card:
    lines = []
    if change.changes:
        details = tuple(_detail(each, _label_in(GroupBlock)) for each in change.changes)
        lines.append(
            Line("changed", _("分组本身"), details, tuple(consequences.of_attributes(change.changes)))
        )
    lines += [_field(each) for each in change.fields]
    if change.fields_moved:
        lines.append(Line("changed", _("字段的顺序"), (), (consequences.MOVED,)))
    return Card(change.kind, change.group.named(_language()), change.group.key, tuple(lines))


def _field(change: FieldChange) -> Line:
    """Of a new field its type and whether it must be filled in; of a changed one each attribute."""
    label, field = _label_in(FieldBlock), change.field
    details = tuple(_detail(each, label) for each in change.changes)
    if change.kind == "added":
        told = (("type", field.type), ("required", field.required))
        details = tuple(label(name) + _("：") + _shown(value, name) for name, value in told)
    name = _("%(label)s(%(key)s)") % {"label": change.field.named(_language()), "key": change.field.path}
    return Line(change.kind, name, details, tuple(consequences.of_field(change)), field.path)


def _rule(change: RuleChange) -> Line:
    given = (
        f"{_label(RuleBlock, name)}{_('：')}{_shown(value)}" for name, value in change.rule.given.items()
    )
    severity = _severity(change.rule)
    if change.before is not None:
        severity = f"{_severity(change.before)} → {severity}"
    details = (*given, f"{_label(RuleBlock, 'severity')}{_('：')}{severity}")
    name = str(RULE_NAMES.get(change.rule.rule, change.rule.rule))
    return Line(change.kind, name, details, (consequences.RULE[change.kind],))


def _severity(rule: Rule) -> str:
    return str(dict(Severity.choices).get(rule.severity, rule.severity))


def _detail(change: AttributeChange, label: Callable[[str], str]) -> str:
    """“必填程度：选填 → 上报必填”; of a list what came and what went."""
    if isinstance(change.before, tuple) and isinstance(change.after, tuple):
        said = _("；").join(_came_and_went(change.before, change.after, change.name))
    else:
        said = f"{_shown(change.before, change.name)} → {_shown(change.after, change.name)}"
    return label(change.name) + _("：") + said


def _came_and_went(before: tuple[Any, ...], after: tuple[Any, ...], name: str) -> Iterator[str]:
    came = [_shown(each, name) for each in after if each not in before]
    went = [_shown(each, name) for each in before if each not in after]
    if came:
        yield _("增加 %(names)s") % {"names": _("、").join(came)}
    if went:
        yield _("去掉 %(names)s") % {"names": _("、").join(went)}
    if not came and not went:
        yield _("改变先后顺序")


def _shown(value: Any, name: str = "") -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value in (None, "", (), []):
        return _("(空)")
    if is_dataclass(value):
        parts = (getattr(value, each.name) for each in fields(value))
        return " ".join(_shown(each) for each in parts if each not in (None, "", ()))
    if isinstance(value, Mapping):
        return _("、").join(f"{key} {_shown(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return _("、").join(_shown(each) for each in value)
    return str(_words(name).get(value, value))


def _words(name: str) -> Mapping[Any, Any]:
    """The words of an attribute's values, where it has a closed list of them."""
    if name in _WORDS:
        return _WORDS[name]
    block = FieldBlock.base_blocks.get(name) or GroupBlock.base_blocks.get(name)
    return dict(block.field.choices) if isinstance(block, blocks.ChoiceBlock) else {}


def _label_in(block: type[blocks.StructBlock]) -> Callable[[str], str]:
    return lambda name: str(_TYPE) if name == "type" else _label(block, name)


def _label(block: type[blocks.StructBlock], name: str) -> str:
    known = block.base_blocks.get(name)
    return str(known.label) if known is not None else name


def _own_label(name: str) -> str:
    return str(_OWN.get(name, name))


def _language() -> str:
    return get_language() or "zh-hans"
