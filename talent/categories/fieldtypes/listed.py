"""Yes or no, and what is chosen from a list."""

import re
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.categories.codes.tables import CodeEntry, CodeTable, Tables, table_of
from talent.categories.definition import Field
from talent.categories.faces.descriptions import (
    Cell,
    Choice,
    DimensionSpec,
    FilterKind,
    FilterSpec,
    Input,
    JsonSchema,
    PrintedKind,
)
from talent.categories.fieldtypes.base import TYPED, FieldType, Value
from talent.categories.plaintext import is_blank, plain_digits, plain_text
from talent.categories.problems import Refused

#: Up to this many choices a form shows as a list; a longer one offers suggestions while typing. In a tree, of
#: which a list shows the headings as well, it is sooner easier to type.
_LONG_LIST, _LONG_TREE = 200, 60
#: Between the words of several choices in one text; what no label has in it is tried first.
_BETWEEN = (re.compile(r"[;；|\n]"), re.compile(r"[、，,/]"))
_LONGEST_WORD = 120


class YesNo(FieldType):
    name, label, printed = "bool", gettext_lazy("是/否"), PrintedKind.WORD
    settings = TYPED
    _WORDS: ClassVar[dict[str, bool]] = {
        **dict.fromkeys(("是", "1", "true", "yes", "y", "有", "on", "√"), True),
        **dict.fromkeys(("否", "0", "false", "no", "n", "无", "×"), False),
    }

    def read(self, field: Field, raw: object, tables: Tables) -> bool:
        text = plain_digits(raw)
        if (known := self._WORDS.get(text.casefold())) is None:
            raise Refused("not_yes_no", text=text)
        return known

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        return _("是") if value else _("否")

    def typed(self, field: Field, value: Value) -> str:
        return value if isinstance(value, str) else "1" if value else "0"

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("select", choices=_yes_no())

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        return ()

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return ("是", "否")

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(_("填“是”或“否”"), is_closed=True)

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "boolean"}

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        return None

    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        return FilterSpec(field.path, field.named(language), FilterKind.EQUALS, _yes_no())


def _yes_no() -> tuple[Choice, ...]:
    return Choice("1", _("是")), Choice("0", _("否"))


class Coded(FieldType, family=True):
    """One code of a list; an open list also keeps a word that it does not know, as {"text": word}."""

    needs_table = True
    settings = TYPED | {"code_list", "options", "open", "dimension"}

    def read(self, field: Field, raw: object, tables: Tables) -> Value:
        return _coded(field, raw, table_of(field, tables))

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        return _label(value, table_of(field, tables), language)

    def typed(self, field: Field, value: Value) -> str | list[str]:
        return _written(value)

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        table = table_of(field, tables)
        long = table.is_open or _is_long(table)
        return Input("combo" if long else "select", choices=table.offered(language))

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        table = table_of(field, tables)
        codes = codes_in(value)
        kept = table.keeping(codes)
        entries = [table.by_code[code] for code in codes if code in kept.kept]
        return tuple(Choice(entry.code, kept.word_for(entry, language)) for entry in entries)

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return tuple(choice.label for choice in table_of(field, tables).offered(language))

    def cell(self, field: Field, tables: Tables) -> Cell:
        if table_of(field, tables).is_open:
            return Cell(_("从下拉列表选择，没有合适的可以直接填文字"))
        return Cell(_("从下拉列表选择"), is_closed=True)

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        table = table_of(field, tables)
        coded = {"type": "string", "enum": [entry.code for entry in table.entries]}
        return {"oneOf": [coded, _uncoded(field)]} if table.is_open else coded

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        entries = table_of(field, tables).entries
        return DimensionSpec(
            path=field.path,
            label=field.label,
            label_en=field.label_en,
            code_list=field.code_list,
            codes=tuple(entry.code for entry in entries),
            repeat=field.repeat,
            own=()
            if field.code_list
            else tuple((each.code, each.label, each.label_en or each.label) for each in entries),
        )

    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        """Retired codes too, marked as such: older records still hold them."""
        table = table_of(field, tables)
        choices = tuple(_sought(entry, language) for entry in table.entries)
        label = field.named(language)
        return FilterSpec(field.path, label, FilterKind.ONE_OF, choices, is_open=table.is_open)


def _is_long(table: CodeTable) -> bool:
    return len(table.entries) > (_LONG_TREE if table.is_tree else _LONG_LIST)


class ChoiceType(Coded):
    name, label, printed = "choice", gettext_lazy("单选"), PrintedKind.WORD


class RegionType(Coded):
    """A division of the list of regions; one outside the list is kept as its name."""

    name, label, printed = "region", gettext_lazy("地区"), PrintedKind.WORDS


class MultiChoice(Coded):
    """Several codes, without doubles, in the order of the list."""

    name, label, printed = "multichoice", gettext_lazy("多选"), PrintedKind.WORDS
    settings = Coded.settings - {"dimension"}

    def read(self, field: Field, raw: object, tables: Tables) -> list[Value]:
        table = table_of(field, tables)
        words = _words(raw, table)
        if not words:
            raise Refused("not_in_list", text=str(raw))
        found = [_coded(field, word, table) for word in words]
        unique = {_written(value): value for value in found}
        place = {entry.code: number for number, entry in enumerate(table.entries)}
        return sorted(unique.values(), key=lambda value: place.get(_written(value), len(place)))

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        table = table_of(field, tables)
        return _("、").join(_label(each, table, language) for each in value)

    def typed(self, field: Field, value: Value) -> list[str]:
        return [_written(each) for each in (value if isinstance(value, list | tuple) else [value])]

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        table = table_of(field, tables)
        long = not table.is_open and _is_long(table)
        return Input("combo" if long else "checkboxes", choices=table.offered(language))

    def cell(self, field: Field, tables: Tables) -> Cell:
        """A drop-down writes one choice over the other, so that further ones are typed behind it."""
        return Cell(_("可填多项，各项之间用“；”隔开，文字与下拉列表一致"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        items = super().json_schema(field, tables)
        return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        """Somebody with two codes would stand in two classes."""
        return None


def _uncoded(field: Field) -> JsonSchema:
    word = {"type": "string", "minLength": 1, "maxLength": field.max_length or _LONGEST_WORD}
    only = {"properties": {"text": word}, "required": ["text"], "additionalProperties": False}
    return {"type": "object", **only}


def _sought(entry: CodeEntry, language: str) -> Choice:
    label = entry.named(language)
    return Choice(entry.code, label if entry.choosable else _("%(label)s(已停用)") % {"label": label})


def codes_in(value: Value) -> list[str]:
    """The codes of a stored value of any type, without the words that an open list does not know."""
    values = value if isinstance(value, list | tuple) else [value]
    return [each for each in values if isinstance(each, str)]


def _words(raw: object, table: CodeTable) -> list[object]:
    """The single words of several choices; a label may itself have a comma in it."""
    if not isinstance(raw, list | tuple):
        raw = _taken_apart(raw, table)
    elif not table.is_open:  # a long list is typed as one text, which a form posts as a list of one
        raw = [word for each in raw for word in _taken_apart(each, table)]
    return [word for word in raw if not is_blank(word)]


def _taken_apart(raw: object, table: CodeTable) -> list[object]:
    words = [raw]
    for between in _BETWEEN:
        words = [
            word
            for each in words
            for word in ([each] if not isinstance(each, str) or table.find(each) else between.split(each))
        ]
    return words


def _coded(field: Field, raw: object, table: CodeTable) -> Value:
    text = plain_text(raw.get("text", "") if isinstance(raw, dict) else raw)
    entry = table.find(text)
    if entry is not None:
        if not table.takes(entry):
            raise Refused(entry.refusal, text=entry.label)
        return entry.code
    if not table.is_open or not text:
        raise Refused("not_in_list", text=text)
    if len(text) > (field.max_length or _LONGEST_WORD):
        raise Refused("too_long", limit=field.max_length or _LONGEST_WORD, length=len(text))
    return {"text": text}


def _written(value: Value) -> str:
    """A code, or the word that an open list does not know."""
    return str(value.get("text", "") if isinstance(value, dict) else value)


def _label(value: Value, table: CodeTable, language: str) -> str:
    if isinstance(value, dict):
        return str(value["text"])
    entry: CodeEntry | None = table.by_code.get(value)
    return entry.named(language) if entry else str(value)
