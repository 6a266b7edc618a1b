"""From the blocks an administrator edits to the frozen schema of a version; refuses with the exact place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from django.utils.translation import gettext as _

from talent.categories import legible
from talent.categories.checking.conditions import formula_complaints
from talent.categories.checking.fillable import IDENTITY, fillable_complaints
from talent.categories.checking.headings import heading_complaints
from talent.categories.checking.keys import Keyed, clashes, fields_in, published_in, taken_key
from talent.categories.checking.patterns import pattern_complaints
from talent.categories.checking.places import At
from talent.categories.checking.rules import GIVEN, RULES
from talent.categories.checking.sealing import sealing_complaints
from talent.categories.codes.tables import Tables
from talent.categories.definition import FIELD_ATTRIBUTES, FORMAT, read_schema
from talent.categories.enums import Accepts, LightFor, Required, Subject
from talent.categories.fieldtypes import REGISTRY

Raw = dict[str, Any]
_GROUP_TEXTS = ("key", "label", "label_en", "purpose", "purpose_en", "legal_basis", "shown_if")
#: The form of the editor sends six values for each; thousands would be a code list in the wrong place.
MOST_OPTIONS = 300
#: More files of one field belong into one PDF.
MOST_FILES = 10


class NotCompiled(ValueError):
    """The definition cannot be published; `complaints` are (place, sentence) for the administrator.

    `schema` is what would have been published: a preview shows what it can of it.
    """

    def __init__(self, complaints: list[tuple[str, str]], schema: Raw) -> None:
        super().__init__("; ".join(f"{place}: {sentence}" for place, sentence in complaints))
        self.complaints = complaints
        self.schema = schema


def compile_definition(
    *,
    key: str,
    subject: str,
    label: str,
    label_en: str,
    groups: Iterable[Raw],
    rules: Iterable[Raw],
    code_lists: Set[str],
    draft_lists: Set[str] = frozenset(),
    tables: Tables | None = None,
    light_for: Iterable[str] = (),
    standing: Raw | None = None,
) -> Raw:
    """The schema (see definition.py), the same for the same input. Raises NotCompiled.

    groups: dicts with key, label, label_en, repeat, purpose, purpose_en, legal_basis, shown_if, sensitivity,
    fields; a field is a dict of the attributes of definition.Field and `enabled`; it takes the sensitivity of
    its group unless it has one of its own. rules: dicts with rule, severity, with. `code_lists`: keys of the
    lists that fields may use; `draft_lists`: of those that are still being written; `tables`: lists whose
    codes formulas are held against; `light_for`: who sees the light form first; `standing`: the schema in
    force, which says whose a key is that two have.
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
    if first := [each.value for each in LightFor if each in set(light_for)]:
        schema["light_for"] = first
    definition = read_schema(schema)
    complaints = [
        *_complaints(schema, code_lists, draft_lists, published_in(standing)),
        *legible.complaints(schema),
        *fillable_complaints(definition, tables or {}),
        *sealing_complaints(definition),
        *heading_complaints(definition),
        *formula_complaints(definition, tables or {}),
        *_rule_complaints(schema),
    ]
    if complaints:
        raise NotCompiled(complaints, schema)
    return schema


def _group(raw: Raw) -> Raw:
    raw = legible.tidied(raw)
    group = {name: raw[name] for name in _GROUP_TEXTS if raw.get(name)}
    if raw.get("repeat"):
        group["repeat"] = True
    inherited = raw.get("sensitivity") or ""
    group["fields"] = [_field(each, inherited) for each in raw["fields"] if each.get("enabled", True)]
    return group


def _field(raw: Raw, inherited: str) -> Raw:
    """Only what differs from the defaults, so that a schema says what its author said."""
    if inherited and not raw.get("sensitivity"):
        raw = {**raw, "sensitivity": inherited}
    raw = legible.tidied(raw)
    kept = {name: raw[name] for name in sorted(FIELD_ATTRIBUTES & raw.keys())}
    return {name: value for name, value in kept.items() if _says_something(name, value)}


def _says_something(name: str, value: Any) -> bool:
    if value is False:
        return name == "in_template"
    return value not in (None, "", [], ())  # zero is a limit like any other


def _complaints(
    schema: Raw, code_lists: Set[str], drafts: Set[str], published: Mapping[str, Keyed]
) -> Iterator[tuple[str, str]]:
    groups = schema["groups"]
    for each in clashes(groups, published):
        given = {"label": groups[each.keeper].get("label", ""), "free": each.free}
        yield (
            At(groups[each.place]["key"], "key", each.nth),
            _("代号已用于分组“%(label)s”，请改用另一个代号，例如 %(free)s。") % given,
        )
    for group in groups:
        if not group["fields"]:
            yield group["key"], _("分组里没有启用的字段，请添加字段或删去分组。")
        sensitive = any(each.get("sensitivity") == "sensitive" for each in group["fields"])
        if sensitive and not group.get("purpose"):
            yield At(group["key"], "purpose"), _("有敏感字段的分组须写明处理目的(个人信息保护法第十七条)。")
        yield from _taken(group, published.get(group["key"]))
        yield from _field_complaints(group, code_lists, drafts)
    if schema["subject"] == Subject.SHEET:
        yield from ((place, _("机构填报的表不收附件，请改用其他类型的字段。")) for place in _files(schema))
    if schema["subject"] == Subject.PEOPLE and not _tells_who(schema["groups"]):
        yield (
            "identity",
            _("人才类别须有单行分组 identity，其中 id_type、id_number、full_name 为上报必填。"),
        )


def _files(schema: Raw) -> Iterator[str]:
    for group in schema["groups"]:
        yield from (f"{group['key']}.{each['key']}" for each in group["fields"] if each["type"] == "file")


def _tells_who(groups: Iterable[Raw]) -> bool:
    needed = {
        field["key"]
        for group in groups
        for field in group["fields"]
        if group["key"] == "identity" and not group.get("repeat") and field.get("required") == Required.SUBMIT
    }
    return needed >= IDENTITY.keys()


def _taken(group: Raw, published: Keyed | None) -> Iterator[tuple[str, str]]:
    fields = group["fields"]
    for each in clashes(fields, fields_in(published)):
        key, keeper = fields[each.place]["key"], fields[each.keeper].get("label", "")
        said = taken_key(key, group=group.get("label", ""), field=keeper, free=each.free)
        yield At(f"{group['key']}.{key}", "key", each.nth), said


def _field_complaints(group: Raw, code_lists: Set[str], drafts: Set[str]) -> Iterator[tuple[str, str]]:
    for field in group["fields"]:
        place = f"{group['key']}.{field['key']}"
        kind = REGISTRY.get(field["type"])
        if kind is None:
            yield place, _("没有“%(type)s”这种字段类型。") % {"type": field["type"]}
            continue
        listed = field.get("code_list")
        if listed in drafts:
            yield (
                At(place, "code_list"),
                _("代码表“%(list)s”还是草稿，请先在“各类代码表”中启用。") % {"list": listed},
            )
        elif listed and listed not in code_lists:
            yield At(place, "code_list"), _("没有代码表“%(list)s”，请先建立或改选。") % {"list": listed}
        if kind.needs_table and not (listed or field.get("options") or field.get("open")):
            yield At(place, "code_list"), _("选择类字段需要代码表或选项。")
        yield from (
            (At(place, "options"), sentence) for sentence in _option_complaints(field.get("options", []))
        )
        if field.get("required_if") and field.get("required", Required.OPTIONAL) == Required.OPTIONAL:
            yield At(place, "required"), _("写了必填条件，请同时选择必填程度。")
        yield from (
            (At(place, "pattern"), sentence) for sentence in pattern_complaints(field.get("pattern", ""))
        )
        yield from ((At(place, part), sentence) for part, sentence in _file_complaints(field))


def _file_complaints(field: Raw) -> Iterator[tuple[str, str]]:
    """A file, and often its name, says more of somebody than any other field: it is sealed always."""
    if field["type"] != "file":
        if field.get("accepts") or field.get("most"):
            yield "accepts", _("“附件种类”和“最多附件数”只用于附件字段，请清空。")
        return
    if field.get("sensitivity") != "sensitive":
        yield "sensitivity", _("附件连同文件名一律加密保存，请把敏感程度设为“敏感，加密保存”。")
    if field.get("default") or field.get("derive"):
        yield "default", _("附件字段没有默认值，也不能自动推算，请清空这两项。")
    if field.get("accepts") == Accepts.PORTRAIT and (field.get("most") or 1) > 1:
        yield "most", _("证件照只有一张，请清空“最多附件数”。")
    if not 1 <= (field.get("most") or 1) <= MOST_FILES:
        yield "most", _("最多附件数应在 1 至 %(most)s 之间。") % {"most": MOST_FILES}


def _option_complaints(options: list[Raw]) -> Iterator[str]:
    if len(options) > MOST_OPTIONS:
        given = {"count": len(options), "most": MOST_OPTIONS}
        yield _("选项有 %(count)s 个，最多 %(most)s 个，请改用代码表(可从 CSV 导入)。") % given
    codes = Counter(each["code"] for each in options if each["code"])
    twice = [code for code, count in codes.items() if count > 1]
    if twice:
        yield _("选项代码“%(code)s”重复，请改用另一个代码。") % {"code": twice[0]}


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
