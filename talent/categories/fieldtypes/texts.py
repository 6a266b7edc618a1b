"""Types that are kept as a text: words, numbers that are not counted with, names of organisations."""

import re
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.categories.codes.tables import Tables
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
from talent.categories.plaintext import plain_digits, plain_name, plain_text
from talent.categories.problems import Refused


class Written(FieldType, family=True):
    """A text stands in form, list and paper as it is kept; it has no classes, and queries look into it."""

    settings = TYPED

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        return str(value)

    def typed(self, field: Field, value: Value) -> str | list[str]:
        return str(value)

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        return ()

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return ()

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        return None

    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        return FilterSpec(field.path, field.named(language), FilterKind.CONTAINS)


class FreeText(Written, family=True):
    """Text of anybody's own words, with the limits that its field sets."""

    control: ClassVar[str]
    settings = TYPED | {"max_length", "minimum", "pattern"}

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
        return Input(self.control, {"maxlength": str(field.max_length)} if field.max_length else {})

    def cell(self, field: Field, tables: Tables) -> Cell:
        if field.max_length is None:
            return Cell(gettext("文字"))
        return Cell(gettext("文字，最多 %(limit)s 个字") % {"limit": field.max_length})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        limits = {"minLength": max(field.minimum or 1, 1), "maxLength": field.max_length}
        # A pattern is Python's, and other validators would read it in their own way.
        asked = {**limits, "x-pattern": field.pattern or None}
        return {"type": "string", **{name: each for name, each in asked.items() if each is not None}}


class Text(FreeText):
    name, label, printed, control = "text", _("文本"), PrintedKind.TEXT, "text"


class Name(FreeText):
    """The name of a person: the dot between the parts of a Chinese written name is always “·”."""

    name, label, printed, control = "name", _("人名"), PrintedKind.TEXT, "text"

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        return super().read(field, plain_name(raw), tables)


class LongText(FreeText):
    name, label, printed, control = "longtext", _("长文本"), PrintedKind.TEXT, "textarea"


class Phone(Written):
    """A mobile number, or a landline with its area code and perhaps an extension."""

    name, label, printed = "phone", _("电话"), PrintedKind.LINE
    _PATTERN = re.compile(r"1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[0-9]{7,8}(-[0-9]{1,6})?")

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_digits(raw)
        number = re.sub(r"[\s()]", "", text).replace("—", "-")
        if not self._PATTERN.fullmatch(number):
            raise Refused("not_a_phone", text=text)
        return number

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "tel", "autocomplete": "off"})

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("手机号码，或带区号的固定电话，如 0471-1234567"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "pattern": f"^({self._PATTERN.pattern})$"}


class Email(Written):
    name, label, printed = "email", _("电子邮箱"), PrintedKind.ADDRESS
    settings = TYPED | {"max_length"}
    _PATTERN = re.compile(r"[^@\s<>\"]+@[^@\s<>\".]+(\.[^@\s<>\".]+)+")
    _LONGEST = 100

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        if len(text) > (field.max_length or self._LONGEST) or not self._PATTERN.fullmatch(text):
            raise Refused("not_an_email")
        return text

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "email", "autocomplete": "off"})

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("电子邮箱地址，如 name@example.cn"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        # Not `format: email`, which knows no Chinese names of hosts and boxes.
        longest = field.max_length or self._LONGEST
        return {"type": "string", "pattern": f"^{self._PATTERN.pattern}$", "maxLength": longest}


class IdNumber(Written):
    """Normalised here; rules.identity_agrees checks it against the kind of document beside it."""

    name, label, printed = "id_number", _("证件号码"), PrintedKind.LINE
    _LONGEST = 30

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        number = "".join(plain_digits(raw).split()).upper()
        if len(number) > self._LONGEST:
            raise Refused("too_long", limit=self._LONGEST, length=len(number))
        return number

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"maxlength": str(self._LONGEST), "autocomplete": "off", "spellcheck": "false"})

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("完整的证件号码，一位都不少"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "minLength": 1, "maxLength": self._LONGEST}

    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        """The whole number only: parts of one would let a reader feel their way to it."""
        return FilterSpec(field.path, field.named(language), FilterKind.EQUALS)


class Unit(Written):
    """An organisation by its name; the one that collects is filled in from the organisation itself."""

    name, label, printed = "unit", _("单位"), PrintedKind.UNIT
    _LONGEST = 120

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        if len(text) > self._LONGEST:
            raise Refused("too_long", limit=self._LONGEST, length=len(text))
        return text

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text")

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("单位全称"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "minLength": 1, "maxLength": self._LONGEST}
