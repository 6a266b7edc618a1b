"""What a rule is given, in words: its fields by name, its codes with theirs, and how severe it is."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.codes.tables import CodeTable
from talent.categories.definition import Rule
from talent.categories.editor.attributes import Detail, Speaker, label_in, listed, named_codes, shown
from talent.categories.editor.blocks import RuleBlock
from talent.categories.editor.comparing import RuleChange
from talent.categories.enums import Severity

#: The list that the type of a unit comes from; no field of the rule's place names it.
UNIT_TYPES = "unit_type"
_OF_UNITS = frozenset({"unit_type_in", "unit_type_not_in"})
_ORDER = ("path", "group", "first", "second", "age", "codes", "label")


def rule_details(change: RuleChange, speaker: Speaker) -> list[Detail]:
    """Everything that the rule is given; where it was given something else before, both."""
    names = [name for name in _ORDER if name in change.rule.given]
    details = [_detail(name, change, speaker) for name in names]
    severity = _severity(change.rule)
    if change.before is not None and change.before.severity != change.rule.severity:
        severity = f"{_severity(change.before)} → {severity}"
    return [*details, Detail(label_in(RuleBlock, "severity") + _("：") + severity)]


def _detail(name: str, change: RuleChange, speaker: Speaker) -> Detail:
    start = label_in(RuleBlock, name) + _("：")
    now = _said(name, change.rule, speaker)
    if change.before is not None and change.before.given.get(name) != change.rule.given[name]:
        old = _said(name, change.before, speaker)
        return Detail(start + f"{_('、').join(old) or shown('')} → {_('、').join(now)}")
    return listed(start, now)


def _said(name: str, rule: Rule, speaker: Speaker) -> list[str]:
    value = rule.given.get(name)
    if value is None:
        return []
    return _WORDS.get(name, _as_it_is)(value, rule, speaker)


def _as_it_is(value: Any, rule: Rule, speaker: Speaker) -> list[str]:
    return [shown(value)]


def _codes(codes: list[str], rule: Rule, speaker: Speaker) -> list[str]:
    if rule.rule in _OF_UNITS:
        return named_codes(codes, speaker.tables.get(UNIT_TYPES, CodeTable(UNIT_TYPES, ())).entries)
    known = speaker.definition.by_path.get(rule.given.get("path", "")) if speaker.definition else None
    return speaker.codes(codes, known)


def _in_group(key: str, rule: Rule, speaker: Speaker) -> list[str]:
    return [speaker.field(f"{rule.given.get('group', '')}.{key}")]


_WORDS: dict[str, Callable[[Any, Rule, Speaker], list[str]]] = {
    "path": lambda path, rule, speaker: [speaker.field(path)],
    "group": lambda key, rule, speaker: [speaker.group(key)],
    "first": _in_group,
    "second": _in_group,
    "codes": _codes,
}


def _severity(rule: Rule) -> str:
    return str(dict(Severity.choices).get(rule.severity, rule.severity))
