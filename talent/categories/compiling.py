"""From the blocks an administrator edits to the frozen schema of a version; refuses with the exact place."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.definition import FIELD_ATTRIBUTES, FORMAT
from talent.categories.derivations import DERIVATIONS
from talent.categories.enums import Required, Subject
from talent.categories.fieldtypes import REGISTRY
from talent.categories.rules import GIVEN, RULES

Raw = dict[str, Any]
#: By these a person is known, so the register needs them of everybody.
_IDENTITY = frozenset({"id_type", "id_number", "full_name"})


class NotCompiled(ValueError):
    """The definition cannot be published; `complaints` are (place, sentence) for the administrator."""

    def __init__(self, complaints: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{place}: {sentence}" for place, sentence in complaints))
        self.complaints = complaints


def compile_definition(
    *,
    key: str,
    subject: str,
    label: str,
    label_en: str,
    groups: Iterable[Raw],
    rules: Iterable[Raw],
    code_lists: set[str],
) -> Raw:
    """The schema (see definition.py), the same for the same input. Raises NotCompiled.

    groups: dicts with key, label, label_en, repeat, purpose, purpose_en, legal_basis, fields; a field is a
    dict of the attributes of definition.Field and `enabled`. rules: dicts with rule, severity, with.
    """
    schema: Raw = {
        "format": FORMAT,
        "key": key,
        "subject": subject,
        "label": label,
        "label_en": label_en,
        "groups": [_group(each) for each in groups],
        "rules": [
            {"rule": each["rule"], "severity": each["severity"], "with": each.get("with", {})}
            for each in rules
        ],
    }
    complaints = list(_complaints(schema, code_lists))
    if complaints:
        raise NotCompiled(complaints)
    return schema


def _group(raw: Raw) -> Raw:
    names = ("key", "label", "label_en", "purpose", "purpose_en", "legal_basis")
    group = {name: raw[name] for name in names if raw.get(name)}
    if raw.get("repeat"):
        group["repeat"] = True
    group["fields"] = [_field(each) for each in raw["fields"] if each.get("enabled", True)]
    return group


def _field(raw: Raw) -> Raw:
    """Only what differs from the defaults, so that a schema says what its author said."""
    kept = {name: raw[name] for name in sorted(FIELD_ATTRIBUTES & raw.keys())}
    return {name: value for name, value in kept.items() if _says_something(name, value)}


def _says_something(name: str, value: Any) -> bool:
    if value is False:
        return name == "in_template"
    return value not in (None, "", [], ())  # zero is a limit like any other


def _complaints(schema: Raw, code_lists: set[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for group in schema["groups"]:
        if group["key"] in seen:
            yield group["key"], _("分组代号重复，请改用另一个代号。")
        seen.add(group["key"])
        if not group["fields"]:
            yield group["key"], _("分组里没有启用的字段，请添加字段或删去分组。")
        yield from _field_complaints(group, code_lists)
    if schema["subject"] == Subject.PEOPLE and not _tells_who(schema["groups"]):
        yield (
            "identity",
            _("人才类别须有单行分组 identity，其中 id_type、id_number、full_name 为上报必填。"),
        )
    yield from _rule_complaints(schema)


def _tells_who(groups: Iterable[Raw]) -> bool:
    needed = {
        field["key"]
        for group in groups
        for field in group["fields"]
        if group["key"] == "identity" and not group.get("repeat") and field.get("required") == Required.SUBMIT
    }
    return needed >= _IDENTITY


def _field_complaints(group: Raw, code_lists: set[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for field in group["fields"]:
        place = f"{group['key']}.{field['key']}"
        if field["key"] in seen:
            yield place, _("字段代号在本组内重复，请改用另一个代号。")
        seen.add(field["key"])
        kind = REGISTRY.get(field["type"])
        if kind is None:
            yield place, _("没有“%(type)s”这种字段类型。") % {"type": field["type"]}
            continue
        listed = field.get("code_list")
        if listed and listed not in code_lists:
            yield place, _("没有代码表“%(list)s”，请先建立或改选。") % {"list": listed}
        if kind.needs_table and not (listed or field.get("options") or field.get("open")):
            yield place, _("选择类字段需要代码表或选项。")
        if field.get("derive") and field["derive"] not in DERIVATIONS:
            yield place, _("没有“%(name)s”这种推算方式。") % {"name": field["derive"]}
        if not _is_pattern(field.get("pattern", "")):
            yield place, _("“格式(正则表达式)”写得不对，请改正或留空。")
        if field.get("sensitivity") == "sensitive" and not group.get("purpose"):
            yield place, _("敏感字段所在的分组须写明处理目的(个人信息保护法第十七条)。")


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _rule_complaints(schema: Raw) -> Iterator[tuple[str, str]]:
    paths = {f"{group['key']}.{field['key']}" for group in schema["groups"] for field in group["fields"]}
    for number, rule in enumerate(schema["rules"], start=1):
        place = _("规则 %(number)s") % {"number": number}
        if rule["rule"] not in RULES:
            yield place, _("没有“%(name)s”这种规则。") % {"name": rule["rule"]}
            continue
        missing = GIVEN[rule["rule"]] - rule["with"].keys()
        if missing:
            yield place, _("缺少：%(names)s。") % {"names": _("、").join(sorted(missing))}
            continue
        for path in _mentioned(rule["with"]):
            if path not in paths:
                yield place, _("引用了不存在的字段“%(path)s”。") % {"path": path}


def _mentioned(given: Raw) -> Iterator[str]:
    if "path" in given:
        yield given["path"]
    for name in ("first", "second"):
        if name in given:
            yield f"{given['group']}.{given[name]}"
