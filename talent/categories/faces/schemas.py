"""JSON Schema (2020-12) of a document of a definition, for programs outside.

A document that may be submitted fits the schema; a draft need not have what is required yet. What JSON Schema
has no word for stands under keywords of our own, each explained in KEYWORDS.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.faces.descriptions import JsonSchema
from talent.categories.fieldtypes import type_of
from talent.categories.formulas.named import spelled_out

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: In the language of the reader.
KEYWORDS: dict[str, str | Promise] = {
    "x-title-en": _("英文名称(`title` 是中文)"),
    "x-description-en": _("说明的英文(`description` 是中文)"),
    "x-key": _("类别或登记表的标识"),
    "x-subject": _("people：人才类别；sheet：单位填报的登记表"),
    "x-version": _("已发布版本的号，版本发布后不再改动"),
    "x-digest": _("已发布版本规范化 JSON 的 SM3 值"),
    "x-purpose": _("收集这一组的目的"),
    "x-purpose-en": _("目的的英文"),
    "x-legal-basis": _("statutory_duty(履行法定职责)或 consent(本人同意)，个人信息保护法第十三条"),
    "x-required": _("submit：上报必填；complete：计入完整度；optional：选填"),
    "x-required-if": _("什么条件(公式)下 x-required 才算"),
    "x-shown-if": _("什么条件(公式)下才填这个字段或这一组；否则没有值"),
    "x-derived-by": _("推算这个值的公式；有 x-fixed 的从不手填"),
    "x-fixed": _("true：值只由 x-derived-by 或默认值得出"),
    "x-sensitivity": _("public-aggregate(可公开统计)、internal(内部)或 sensitive(敏感，加密保存)"),
    "x-code-list": _("代码表的标识；代码在 $defs 和数据字典里"),
    "x-merged-codes": _("字段不再提供的代码，各写明由哪个代码接替"),
    "x-options": _("只属于这个字段的代码的含义"),
    "x-pattern": _("整段文字须符合的正则表达式(Python)"),
    "x-minimum": _("小数的最小值；小数按文字保存"),
    "x-maximum": _("小数的最大值；小数按文字保存"),
    "x-attachment": _("值是文件：portrait(照片)、images(图片)或 documents(文件)；不在开放数据里"),
    "x-exchange-code": _("字段在人社部门之间交换数据时的代码"),
    "x-dimension": _("true：统计可以按这个字段分组"),
    "x-filterable": _("true：查询可以按这个字段筛选"),
}


def document_schema(definition: Definition, *, tables: Tables) -> JsonSchema:
    """The schema of a whole document, sensitive values among the others."""
    needed = [group.key for group in definition.groups if group.needs_row or _needed(group)]
    lists = {key: _codes(tables, key) for key in sorted(definition.code_lists)}
    return _said(
        {
            "$schema": DIALECT,
            "title": definition.label,
            "x-title-en": definition.label_en,
            "x-key": definition.key,
            "x-subject": definition.subject,
            "type": "object",
            "properties": {group.key: _group_schema(group, tables) for group in definition.groups},
            "required": needed,
            "additionalProperties": False,
            "$defs": lists,
        }
    )


def _codes(tables: Tables, key: str) -> JsonSchema:
    return {"type": "string", "enum": [entry.code for entry in tables[key].entries]}


def _said(keywords: dict[str, Any]) -> JsonSchema:
    """Without the keywords that say nothing."""
    return {name: value for name, value in keywords.items() if value not in ("", [], {})}


def _needed(group: Group) -> list[str]:
    """What every document has; what is required only under a condition is said in `x-required-if`."""
    return [
        each.key
        for each in group.fields
        if each.required == "submit" and not (each.shown_if or each.required_if or group.shown_if)
    ]


def _group_schema(group: Group, tables: Tables) -> JsonSchema:
    names = {"title": group.label, "x-title-en": group.label_en}
    why = {
        "x-purpose": group.purpose,
        "x-purpose-en": group.purpose_en,
        "x-legal-basis": group.legal_basis,
        "x-shown-if": group.shown_if,
    }
    row = {
        "type": "object",
        "properties": {each.key: _field_schema(each, tables) for each in group.fields},
        "required": _needed(group),
        "additionalProperties": False,
    }
    if not group.repeat:
        return _said({**names, **why, **row})
    fewest = {"minItems": 1} if group.needs_row else {}
    return _said({**names, **why, "type": "array", "items": _said(row), **fewest})


def _field_schema(known: Field, tables: Tables) -> JsonSchema:
    value = type_of(known).json_schema(known, tables)
    words = {
        "title": known.label,
        "x-title-en": known.label_en,
        "description": known.help,
        "x-description-en": known.help_en,
        **(_referring(value, known.code_list) if known.code_list else value),
        "x-required": known.required,
        "x-required-if": known.required_if,
        "x-shown-if": known.shown_if,
        "x-derived-by": spelled_out(known.derive),
        "x-sensitivity": known.sensitivity,
        "x-code-list": known.code_list,
        "x-merged-codes": dict(known.merged),
        "x-options": [] if known.code_list else _options(known),
        "x-exchange-code": known.exchange_code,
    }
    marks = {"x-fixed": known.fixed, "x-dimension": known.dimension, "x-filterable": known.filterable}
    return _said(words) | {name: True for name, marked in marks.items() if marked}


def _options(known: Field) -> list[JsonSchema]:
    return [
        _said({"const": each.code, "title": each.label, "x-title-en": each.label_en})
        for each in known.options
    ]


def _referring(value: Any, code_list: str) -> Any:
    """The same schema with the codes of the list by reference: a long list stands once and not ten times."""
    if isinstance(value, list):
        return [_referring(each, code_list) for each in value]
    if not isinstance(value, dict):
        return value
    if "enum" in value:
        return {"$ref": f"#/$defs/{code_list}"}
    return {name: _referring(each, code_list) for name, each in value.items()}
