"""JSON Schema (2020-12) of what is frozen in a version: the compiled schema that definition.py describes.

It is drawn from the classes that read a compiled schema and from the registries of types and rules, so that a
new attribute, type or rule is in it by itself. JSON Schema has no word for what two places must have in
common (keys used once, paths that exist, formulas that can be worked out): `compile_definition` refuses that.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from talent.categories.checking.rules import GIVEN
from talent.categories.compiling import MOST_FILES
from talent.categories.definition import FIELD_ATTRIBUTES, FORMAT, KEY, Field
from talent.categories.enums import (
    Accepts,
    ConvertRule,
    DatePart,
    LegalBasis,
    LightFor,
    Required,
    Sensitivity,
    Severity,
    Subject,
)
from talent.categories.faces.schemas import DIALECT
from talent.categories.fieldtypes import REGISTRY
from talent.categories.moves.stated import Move

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT, "minItems": 1}
_WORDS: Schema = {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}
_KEY = {"$ref": "#/$defs/key"}
_PATH = {"$ref": "#/$defs/path"}
_FIELD_PATH = {"$ref": "#/$defs/field_path"}
_FORMULA = {"$ref": "#/$defs/formula"}
#: By the type that an attribute has in its class. What says nothing is left out: no text is empty, and a
#: mark is either true or not there.
_BY_TYPE: dict[Any, Schema] = {
    str: _TEXT,
    bool: {"const": True},
    int: {"type": "integer"},
    int | None: {"type": "integer"},
    tuple[str, ...]: _TEXTS,
    Mapping[str, str]: _WORDS,
}
#: What each kind of move says, always and at times; `note` any of them.
_MOVES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "rename": (frozenset({"from", "to"}), frozenset()),
    "split": (frozenset({"from", "to"}), frozenset({"separator", "by"})),
    "retire": (frozenset({"path"}), frozenset()),
    "merge_codes": (frozenset({"path", "codes", "into"}), frozenset()),
    "convert": (frozenset({"path", "rule"}), frozenset({"table", "part"})),
}


@cache
def compiled_schema() -> Schema:
    """The schema that every compiled schema of this format fits."""
    people = {"properties": {"subject": {"const": Subject.PEOPLE.value}}}
    whole = _object(
        {
            "format": {"const": FORMAT},
            "key": _KEY,
            "subject": {"enum": Subject.values},
            "label": _TEXT,
            "label_en": {"type": "string"},
            "groups": {"type": "array", "items": {"$ref": "#/$defs/group"}},
            "rules": {"type": "array", "items": {"oneOf": [_rule(name) for name in GIVEN]}},
            "light_for": {
                "type": "array",
                "items": {"enum": LightFor.values},
                "minItems": 1,
                "uniqueItems": True,
                "description": "who sees the light form first",
            },
            "from": {"type": "integer", "minimum": 1, "description": "number of the version it follows"},
            "moves": {"type": "array", "items": {"oneOf": [_move(kind) for kind in _MOVES]}, "minItems": 1},
        },
        optional={"light_for", "from", "moves"},
    )
    return {
        "$schema": DIALECT,
        "title": f"Compiled definition, format {FORMAT}",
        **whole,
        "dependentRequired": {"moves": ["from"]},
        "if": people,
        "then": {"properties": {"groups": {"contains": {"properties": {"key": {"const": "identity"}}}}}},
        "$defs": _shared(),
    }


def _object(properties: Schema, *, optional: set[str] | frozenset[str] = frozenset()) -> Schema:
    needed = [name for name in properties if name not in optional]
    closed: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**closed, "required": needed} if needed else closed


def _shared() -> Schema:
    return {
        "key": {"type": "string", "pattern": f"^{KEY}$"},
        "path": {
            "type": "string",
            "pattern": rf"^{KEY}(\.{KEY})?$",
            "description": "group.key, or the key of a whole group",
        },
        "field_path": {"type": "string", "pattern": rf"^{KEY}\.{KEY}$"},
        "formula": {**_TEXT, "description": "a condition or a derived value in the closed language"},
        "group": _group(),
        "field": _field(),
        "option": _object(
            {"code": _TEXT, "label": _TEXT, "label_en": {"type": "string"}}, optional={"label_en"}
        ),
    }


def _group() -> Schema:
    texts = ("label_en", "purpose", "purpose_en")
    group = _object(
        {
            "key": _KEY,
            "label": _TEXT,
            **dict.fromkeys(texts, _TEXT),
            "repeat": {"const": True},
            "legal_basis": {"enum": LegalBasis.values},
            "shown_if": _FORMULA,
            "fields": {"type": "array", "items": {"$ref": "#/$defs/field"}, "minItems": 1},
        },
        optional={*texts, "repeat", "legal_basis", "shown_if"},
    )
    secret = {
        "properties": {"sensitivity": {"const": Sensitivity.SENSITIVE.value}},
        "required": ["sensitivity"],
    }
    return {
        **group,
        "if": {"properties": {"fields": {"contains": secret}}},
        "then": {"required": ["purpose"]},
    }


def _field() -> Schema:
    hints = get_type_hints(Field)
    said = {
        each.name: _BY_TYPE.get(hints[each.name], {})
        for each in fields(Field)
        if each.name in FIELD_ATTRIBUTES
    }
    said |= {
        "key": _KEY,
        "type": {"enum": sorted(REGISTRY)},
        "required": {"enum": Required.values},
        "sensitivity": {"enum": Sensitivity.values},
        "code_list": _KEY,
        "accepts": {"enum": Accepts.values},
        "most": {"type": "integer", "minimum": 1, "maximum": MOST_FILES},
        "in_template": {"type": "boolean"},
        "options": {"type": "array", "items": {"$ref": "#/$defs/option"}, "minItems": 1},
        "max_length": {"type": "integer", "minimum": 1},
        "merged": _WORDS,
        "width": {"type": "integer", "minimum": 1, "maximum": 3},
        **dict.fromkeys(("derive", "shown_if", "required_if"), _FORMULA),
    }
    listed = sorted(name for name, kind in REGISTRY.items() if kind.needs_table)
    return {
        **_object(said, optional=said.keys() - {"key", "type", "label"}),
        "dependentSchemas": {"required_if": _demanded()},
        "if": {"properties": {"type": {"enum": listed}}},
        "then": {"anyOf": [{"required": [name]} for name in ("code_list", "options", "open")]},
    }


def _demanded() -> Schema:
    """Of what may be required by a condition it is said how strongly."""
    strong = [each.value for each in Required if each is not Required.OPTIONAL]
    return {"properties": {"required": {"enum": strong}}, "required": ["required"]}


def _rule(name: str) -> Schema:
    kinds: Schema = {"age": {"type": "integer", "minimum": 0}, "codes": _TEXTS, "label": _TEXT}
    kinds["path"] = _FIELD_PATH
    given = {each: kinds.get(each, _KEY) for each in sorted(GIVEN[name])}
    return _object({"rule": {"const": name}, "severity": {"enum": Severity.values}, "with": _object(given)})


def _move(kind: str) -> Schema:
    hints = {("from" if name == "source" else name): each for name, each in get_type_hints(Move).items()}
    always, at_times = _MOVES[kind]
    said = {name: _BY_TYPE[hints[name]] for name in sorted(always | at_times | {"note"})}
    said |= {name: _PATH for name in ("from", "path") if name in said}
    closed = {"to": {**_TEXTS, "items": _PATH}, "by": {**_WORDS, "additionalProperties": _PATH}}
    closed |= {"rule": {"enum": ConvertRule.values}, "part": {"enum": DatePart.values}}
    said |= {name: each for name, each in closed.items() if name in said}
    found = _object({"move": {"const": kind}, **said}, optional=at_times | {"note"})
    if kind == "split":
        return {**found, "oneOf": [{"required": ["separator"]}, {"required": ["by"]}]}
    if kind == "convert":
        return {**found, "allOf": [_with("codes", "table"), _with("part", "part")]}
    return found


def _with(rule: str, name: str) -> Schema:
    return {"if": {"properties": {"rule": {"const": rule}}}, "then": {"required": [name]}}
