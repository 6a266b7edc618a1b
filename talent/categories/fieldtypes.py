"""Every type of field, each with all its faces.

A stored value is what `read` returns: text, int, bool, a list of codes, or {"text": …} for a word that an
open list does not know. Dates are ISO text, months "YYYY-MM", decimals plain text.
"""

import re
from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from talent.categories.codetables import CodeEntry, CodeTable, Tables, table_of
from talent.categories.dates import PartialDate, read_date, today
from talent.categories.definition import Field
from talent.categories.faces import Choice, DimensionSpec, Input, JsonSchema
from talent.categories.plaintext import is_blank, plain_digits, plain_name, plain_text
from talent.categories.problems import Refused

Value = Any
#: Up to this many choices a form shows as a list; a longer one offers suggestions while typing.
_LONG_LIST = 200
_FIRST_YEAR = 1900
#: How far ahead a date may lie where it may lie ahead.
_YEARS_AHEAD = 50
#: Between the words of several choices in one text; what no label has in it is tried first.
_BETWEEN = (re.compile(r"[;；|\n]"), re.compile(r"[、，,/]"))


class FieldType(ABC):
    """One type. Faces: read (check), show (text for people), input, json_schema, dimension."""

    name: ClassVar[str]
    needs_table: ClassVar[bool] = False

    @abstractmethod
    def read(self, field: Field, raw: object, tables: Tables) -> Value:
        """The stored value of what somebody typed, or of a stored value again. Raises Refused."""

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        """The value as text for people: difference, list, print."""
        return str(value)

    def typed(self, field: Field, value: Value) -> str | list[str]:
        """The value as a form field holds it."""
        return str(value)

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text")

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        """What stands in a document and is offered to no other: a form goes on offering it there."""
        return ()

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        """The words of a drop-down in the import template."""
        return ()

    @abstractmethod
    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        """JSON Schema (2020-12) of the stored value."""

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        """None for types that do not break into a fixed list of classes."""
        return None


class Text(FieldType):
    name = "text"

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        if field.max_length is not None and len(text) > field.max_length:
            raise Refused("too_long", limit=field.max_length, length=len(text))
        if field.minimum is not None and len(text) < field.minimum:
            raise Refused("too_short", limit=field.minimum)
        if field.pattern and not re.fullmatch(field.pattern, text):
            raise Refused("bad_format", text=text)
        return text

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"maxlength": str(field.max_length)} if field.max_length else {})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        limit = {"maxLength": field.max_length} if field.max_length else {}
        return {"type": "string", **limit}


class Name(Text):
    """The name of a person: the dot between the parts of a Chinese written name is always “·”."""

    name = "name"

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        return super().read(field, plain_name(raw), tables)


class LongText(Text):
    name = "longtext"

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("textarea", {"maxlength": str(field.max_length)} if field.max_length else {})


class Phone(FieldType):
    """A mobile number, or a landline with its area code and perhaps an extension."""

    name = "phone"
    _PATTERN = re.compile(r"1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[0-9]{7,8}(-[0-9]{1,6})?")

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_digits(raw)
        number = re.sub(r"[\s()]", "", text).replace("—", "-")
        if not self._PATTERN.fullmatch(number):
            raise Refused("not_a_phone", text=text)
        return number

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "tel", "autocomplete": "off"})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "pattern": f"^({self._PATTERN.pattern})$"}


class Email(FieldType):
    name = "email"
    _PATTERN = re.compile(r"[^@\s<>\"]+@[^@\s<>\".]+(\.[^@\s<>\".]+)+")

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        if len(text) > (field.max_length or 100) or not self._PATTERN.fullmatch(text):
            raise Refused("not_an_email")
        return text

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "email", "autocomplete": "off"})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "format": "email"}


class IdNumber(FieldType):
    """Normalised here; rules.identity_agrees checks it against the kind of document beside it."""

    name = "id_number"
    _LONGEST = 30

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        number = "".join(plain_digits(raw).split()).upper()
        if len(number) > self._LONGEST:
            raise Refused("too_long", limit=self._LONGEST, length=len(number))
        return number

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"maxlength": str(self._LONGEST), "autocomplete": "off", "spellcheck": "false"})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "maxLength": self._LONGEST}


class Integer(FieldType):
    name = "integer"

    def read(self, field: Field, raw: object, tables: Tables) -> int:
        text = plain_digits(raw)
        if not re.fullmatch(r"-?[0-9]{1,12}(\.0+)?", text):
            raise Refused("not_integer", text=text)
        number = int(text.partition(".")[0])
        _within(field, number)
        return number

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "numeric"})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        limits = {"minimum": field.minimum, "maximum": field.maximum}
        return {"type": "integer", **{key: value for key, value in limits.items() if value is not None}}


class DecimalNumber(FieldType):
    name = "decimal"
    # No exponent: 1E-999999999 written out would fill the memory.
    _PATTERN = re.compile(r"[-+]?([0-9]{1,15}(\.[0-9]{0,20})?|\.[0-9]{1,20})")

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_digits(raw).replace(",", "")
        if not self._PATTERN.fullmatch(text):
            raise Refused("not_decimal", text=text)
        number = Decimal(text) + 0  # no minus before zero
        _within(field, number)
        return format(number.normalize(), "f")

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "decimal"})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


def _within(field: Field, number: int | Decimal) -> None:
    if field.minimum is not None and number < field.minimum:
        raise Refused("below_minimum", limit=field.minimum)
    if field.maximum is not None and number > field.maximum:
        raise Refused("above_maximum", limit=field.maximum)


def _in_time(field: Field, kept: PartialDate | None, text: str) -> None:
    """What has happened is not after today, as far as it is known; only what may lie ahead is given years."""
    now = today()
    known = kept.iso() if kept else ""
    if not field.future and known > now.isoformat()[: len(known)]:
        raise Refused("in_future", text=text, today=now.isoformat())
    latest = now.year + _YEARS_AHEAD * field.future
    if kept is None or not _FIRST_YEAR <= kept.year <= latest:
        raise Refused("year_out_of_range", limit=latest)


class Dated(FieldType):
    """What the date types share: any written style is read, ISO text is kept, Chinese style is shown."""

    refusal: ClassVar[str]
    example: ClassVar[str]
    pattern: ClassVar[str]

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        found = read_date(text)
        kept = self.keep(found) if found else None
        if kept is None:
            raise Refused(self.refusal, text=text)
        _in_time(field, kept, text)
        return kept.iso()

    @abstractmethod
    def keep(self, found: PartialDate) -> PartialDate | None:
        """The part of a date that this type keeps; None when it says too little."""

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        if language.startswith("en"):
            return str(value)
        parts = zip(str(value).split("-"), ("年", "月", "日"), strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in parts)

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "numeric", "placeholder": self.example})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "pattern": self.pattern}


class Date(Dated):
    name, refusal, example = "date", "not_a_date", "1985-07-26"
    pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

    def keep(self, found: PartialDate) -> PartialDate | None:
        return found if found.day else None


class Month(Dated):
    name, refusal, example = "month", "not_a_month", "1985-07"
    pattern = r"^[0-9]{4}-[0-9]{2}$"

    def keep(self, found: PartialDate) -> PartialDate | None:
        return PartialDate(found.year, found.month, None) if found.month else None


class PartialDateType(Dated):
    """A date of which the day or the month may be unknown."""

    name, refusal, example = "partial_date", "not_a_partial_date", "2012-05"
    pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

    def keep(self, found: PartialDate) -> PartialDate | None:
        return found


class Year(FieldType):
    name = "year"

    def read(self, field: Field, raw: object, tables: Tables) -> int:
        text = plain_digits(raw).removesuffix("年")
        if not re.fullmatch(r"[0-9]{4}(\.0)?", text):
            raise Refused("not_a_year", text=text)
        year = int(text[:4])
        _in_time(field, PartialDate(year) if year >= _FIRST_YEAR else None, text)
        return year

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "numeric", "maxlength": "4"})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "integer", "minimum": 1900}


class YesNo(FieldType):
    name = "bool"
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
        return Input("select", choices=(Choice("1", _("是")), Choice("0", _("否"))))

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return ("是", "否")

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "boolean"}


class ChoiceType(FieldType):
    """One code of a list; an open list also keeps a word that it does not know, as {"text": word}."""

    name = "choice"
    needs_table = True

    def read(self, field: Field, raw: object, tables: Tables) -> Value:
        return _coded(field, raw, table_of(field, tables))

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        return _label(value, table_of(field, tables), language)

    def typed(self, field: Field, value: Value) -> str | list[str]:
        return _written(value)

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        table = table_of(field, tables)
        long = table.is_open or len(table.entries) > _LONG_LIST
        return Input("combo" if long else "select", choices=table.offered(language))

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        table = table_of(field, tables)
        codes = codes_in(value)
        kept = table.keeping(codes)
        entries = [table.by_code[code] for code in codes if code in kept.kept]
        return tuple(Choice(entry.code, kept.word_for(entry, language)) for entry in entries)

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return tuple(choice.label for choice in table_of(field, tables).offered(language))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        table = table_of(field, tables)
        coded = {"type": "string", "enum": [entry.code for entry in table.entries]}
        return {"oneOf": [coded, _UNCODED]} if table.is_open else coded

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        codes = tuple(entry.code for entry in table_of(field, tables).entries)
        return DimensionSpec(field.path, field.label, field.code_list, codes)


_UNCODED: JsonSchema = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}


class MultiChoice(ChoiceType):
    """Several codes, without doubles, in the order of the list."""

    name = "multichoice"

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
        long = not table.is_open and len(table.entries) > _LONG_LIST
        return Input("combo" if long else "checkboxes", choices=table.offered(language))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "array", "items": super().json_schema(field, tables), "uniqueItems": True}

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        return None


class RegionType(ChoiceType):
    """A division of the list of regions; one outside the list is kept as its name."""

    name = "region"


class Unit(FieldType):
    """An organisation by its name; the one that collects is filled in from the organisation itself."""

    name = "unit"

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        if len(text) > 120:
            raise Refused("too_long", limit=120, length=len(text))
        return text

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "maxLength": 120}


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
    if len(text) > (field.max_length or 120):
        raise Refused("too_long", limit=field.max_length or 120, length=len(text))
    return {"text": text}


def _written(value: Value) -> str:
    """A code, or the word that an open list does not know."""
    return str(value.get("text", "") if isinstance(value, dict) else value)


def _label(value: Value, table: CodeTable, language: str) -> str:
    if isinstance(value, dict):
        return str(value["text"])
    entry: CodeEntry | None = table.by_code.get(value)
    return entry.named(language) if entry else str(value)


REGISTRY: dict[str, FieldType] = {
    each.name: each()
    for each in (
        Text, Name, LongText, Phone, Email, IdNumber, Integer, DecimalNumber, Date, Month, PartialDateType,
        Year, YesNo, ChoiceType, MultiChoice, RegionType, Unit,
    )
}  # fmt: skip


def type_of(field: Field) -> FieldType:
    """The type of a field. Raises KeyError for one that is not registered (compiling refuses it before)."""
    return REGISTRY[field.type]
