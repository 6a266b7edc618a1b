"""A published definition as plain values, read from the frozen schema of a category version.

Schema (JSON), format 1, in brief (as JSON Schema: compiled.py):
{"format": 1, "key", "subject", "label", "label_en", "groups": [group…], "rules": [rule…], "light_for"}
group = {"key", "label", "label_en", "repeat", "purpose", "purpose_en", "legal_basis", "shown_if",
    "fields": [field…]}
field = the attributes of `Field` that differ from their defaults; rule = {"rule", "severity", "with": {…}}.
"merged" of a field is {code: code that took its place}.

"light_for" lists who sees the light form first ("village_committee", "individual"), where anybody does.

A version that follows another one also has "from", the number of that one, and "moves" (see moves/) if any:
{"move": "rename", "from": old path, "to": [new path]}                        also of a whole group
{"move": "split", "from": old path, "to": [new path…], "separator"}           or "by": {code: new path}
{"move": "retire", "path": old path}                                          also of a whole group
{"move": "merge_codes", "path": new path, "codes": [old…], "into": code}
{"move": "convert", "path": new path, "rule": "as_written" | "codes" | "part"}
    as_written: the new type reads what the old one showed; codes: "table": {old code: new code};
    part: "part": "year" | "month" of a date
Any of them may have a "note". What no move speaks of stays at its path. Moves of one version happen at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from talent.categories.checking.settling import settling_order

FORMAT = 1
#: Groups of what is true of one person alone, whatever a definition says.
_OF_ONE_PERSON = frozenset({"identity", "contact", "declaration"})
#: What the key of a category, a group, a field or a code list looks like.
KEY = "[a-z][a-z0-9_]{0,39}"


@dataclass(frozen=True)
class Option:
    """One choice written into the field itself (longer lists are code lists)."""

    code: str
    label: str
    label_en: str = ""


@dataclass(frozen=True)
class Field:
    """One field. `path` is `group.key`, the same in every row of a repeating group.

    `derive`, `shown_if` and `required_if` are formulas (formulas/parsing.py). A field that is not shown has
    no value; `required` counts only where `required_if` holds. `accepts` and `most` say which files, and how
    many, a field for files takes. `light`: the light form asks for it as well; `copied`: colleagues share it,
    so that the form of one can begin with what stands of another. `merged`: (code, code that took its place)
    of the codes of its list that moves merged in this field: readable, and not offered.
    """

    key: str
    type: str
    label: str
    group: str = ""
    repeat: bool = False
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    required: str = "optional"
    sensitivity: str = "internal"
    code_list: str = ""
    options: tuple[Option, ...] = ()
    open: bool = False
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    pattern: str = ""
    future: bool = False
    default: str = ""
    derive: str = ""
    shown_if: str = ""
    required_if: str = ""
    fixed: bool = False
    filterable: bool = False
    dimension: bool = False
    in_template: bool = True
    light: bool = False
    copied: bool = False
    width: int = 1
    aliases: tuple[str, ...] = ()
    exchange_code: str = ""
    accepts: str = ""
    most: int | None = None
    merged: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        return f"{self.group}.{self.key}"

    @property
    def chooses_from(self) -> str:
        """What a choice chooses from: a code list, its own options, or nothing."""
        return self.code_list or ("options" if self.options else "")

    @property
    def is_sensitive(self) -> bool:
        return self.sensitivity == "sensitive"

    @property
    def in_light_form(self) -> bool:
        """What a submission needs always is, unless it only follows from something else."""
        return self.light or (self.required == "submit" and not self.fixed)

    @property
    def shared_by_colleagues(self) -> bool:
        """Marked so, and nothing by which a person is known or reached, of the own history, or sensitive."""
        personal = self.repeat or self.is_sensitive or self.group in _OF_ONE_PERSON
        return self.copied and not (personal or self.fixed)

    def named(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label

    def helped(self, language: str) -> str:
        return self.help_en if language.startswith("en") and self.help_en else self.help


@dataclass(frozen=True)
class Group:
    """Fields that stand together; a repeating group has rows."""

    key: str
    label: str
    fields: tuple[Field, ...]
    repeat: bool = False
    label_en: str = ""
    purpose: str = ""
    purpose_en: str = ""
    legal_basis: str = "statutory_duty"
    shown_if: str = ""

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {each.key: each for each in self.fields}

    @cached_property
    def needs_row(self) -> bool:
        """A repeating group with a field that must always be there at submission needs at least one row."""
        return self.repeat and any(
            each.required == "submit" and not (each.shown_if or each.required_if) for each in self.fields
        )

    def named(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label

    def purposed(self, language: str) -> str:
        return self.purpose_en if language.startswith("en") and self.purpose_en else self.purpose


@dataclass(frozen=True)
class Rule:
    """A named check over several fields (checking/rules.py) with what it is given."""

    rule: str
    severity: str = "block"
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """`light_for`: who sees the light form first; the whole one is always one step away."""

    key: str
    subject: str
    label: str
    groups: tuple[Group, ...]
    label_en: str = ""
    rules: tuple[Rule, ...] = ()
    light_for: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Group]:
        return {group.key: group for group in self.groups}

    @cached_property
    def by_path(self) -> dict[str, Field]:
        return {each.path: each for each in self.all_fields()}

    @cached_property
    def code_lists(self) -> frozenset[str]:
        return frozenset(each.code_list for each in self.all_fields() if each.code_list)

    @cached_property
    def settling(self) -> tuple[Field, ...]:
        """What formulas decide about, in the order in which it is decided."""
        return settling_order(self)

    def all_fields(self) -> Iterator[Field]:
        for group in self.groups:
            yield from group.fields

    def named(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label


def read_schema(schema: dict[str, Any]) -> Definition:
    """The definition of a schema made by `compile_definition`. Raises ValueError for another format."""
    if schema.get("format") != FORMAT:
        raise ValueError(f"schema format {schema.get('format')!r}, expected {FORMAT}")
    return Definition(
        key=schema["key"],
        subject=schema["subject"],
        label=schema["label"],
        label_en=schema.get("label_en", ""),
        groups=tuple(_read_group(raw) for raw in schema["groups"]),
        rules=tuple(Rule(raw["rule"], raw["severity"], raw.get("with", {})) for raw in schema["rules"]),
        light_for=tuple(schema.get("light_for", ())),
    )


def _read_group(raw: dict[str, Any]) -> Group:
    repeat = raw.get("repeat", False)
    return Group(
        key=raw["key"],
        label=raw["label"],
        label_en=raw.get("label_en", ""),
        repeat=repeat,
        purpose=raw.get("purpose", ""),
        purpose_en=raw.get("purpose_en", ""),
        legal_basis=raw.get("legal_basis", "statutory_duty"),
        shown_if=raw.get("shown_if", ""),
        fields=tuple(_read_field(each, group=raw["key"], repeat=repeat) for each in raw["fields"]),
    )


def _read_field(raw: dict[str, Any], *, group: str, repeat: bool) -> Field:
    values = dict(raw, group=group, repeat=repeat)
    values["options"] = tuple(Option(**option) for option in raw.get("options", ()))
    values["aliases"] = tuple(raw.get("aliases", ()))
    values["merged"] = tuple(raw.get("merged", {}).items())
    return Field(**values)


FIELD_ATTRIBUTES = frozenset(each.name for each in fields(Field)) - {"group", "repeat"}
