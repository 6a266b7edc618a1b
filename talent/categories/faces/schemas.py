"""JSON Schema (2020-12) of a document of a definition, for programs outside.

A document that may be submitted fits the schema; a draft need not have what is required yet. What JSON Schema
has no word for stands under keywords of our own, each explained in KEYWORDS.
"""

from typing import Any

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.faces.descriptions import JsonSchema
from talent.categories.fieldtypes import type_of
from talent.categories.formulas.named import spelled_out

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEYWORDS = {
    "x-title-en": "the title in English (`title` is Chinese)",
    "x-description-en": "the description in English",
    "x-key": "the key of the category or sheet",
    "x-subject": "people: a category of talent; sheet: a sheet that an organisation fills in",
    "x-version": "the number of the published version, which never changes",
    "x-digest": "SM3 of the published version's canonical JSON",
    "x-purpose": "what the group is collected for",
    "x-purpose-en": "the purpose in English",
    "x-legal-basis": "statutory_duty or consent (Personal Information Protection Law, article 13)",
    "x-required": "submit: needed for submission; complete: counts towards completeness; optional",
    "x-required-if": "the formula under which x-required counts",
    "x-shown-if": "the formula under which the field or group is asked for; else it has no value",
    "x-derived-by": "the formula by which the value is worked out; with x-fixed it is never typed",
    "x-fixed": "true: the value only ever follows from x-derived-by or from the default",
    "x-sensitivity": "public-aggregate, internal, or sensitive (stored encrypted)",
    "x-code-list": "the key of the code list; its codes stand under $defs and in the data dictionary",
    "x-merged-codes": "codes that the field no longer offers, each with the one that took its place",
    "x-options": "the meanings of codes that belong to this field alone",
    "x-pattern": "a regular expression (Python) that the whole text matches",
    "x-minimum": "the smallest value of a decimal number, which is kept as text",
    "x-maximum": "the largest value of a decimal number, which is kept as text",
    "x-attachment": "the value is a file: portrait (a photo), images, or documents; it is in no open data",
    "x-exchange-code": "the code of the field where departments of human resources exchange data",
    "x-dimension": "true: statistics may be broken down by the field",
    "x-filterable": "true: queries may narrow by the field",
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
