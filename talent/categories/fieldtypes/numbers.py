"""Numbers that are counted with, and years."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.categories.codes.tables import Tables
from talent.categories.dates import PartialDate, today
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
from talent.categories.plaintext import plain_digits
from talent.categories.problems import Refused

#: The years that a person of the register may have to do with.
FIRST_YEAR, YEARS_AHEAD = 1900, 50


def in_time(field: Field, kept: PartialDate | None, text: str) -> None:
    """What has happened is not after today, as far as it is known; only what may lie ahead is given years.

    Raises Refused.
    """
    now = today()
    known = kept.iso() if kept else ""
    if not field.future and known > now.isoformat()[: len(known)]:
        raise Refused("in_future", text=text, today=now.isoformat())
    latest = now.year + YEARS_AHEAD * field.future
    if kept is None or not FIRST_YEAR <= kept.year <= latest:
        raise Refused("year_out_of_range", limit=latest)


class Measured(FieldType, family=True):
    """A number stands in form, list and paper as it is kept; queries ask from where to where."""

    settings = TYPED | {"minimum", "maximum"}

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
        return FilterSpec(field.path, field.named(language), FilterKind.RANGE, is_number=True)


class Integer(Measured):
    name, label, printed = "integer", _("整数"), PrintedKind.NUMBER

    def read(self, field: Field, raw: object, tables: Tables) -> int:
        text = plain_digits(raw)
        if not re.fullmatch(r"-?[0-9]{1,12}(\.0+)?", text):
            raise Refused("not_integer", text=text)
        number = int(text.partition(".")[0])
        _within(field, number)
        return number

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "numeric"})

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("整数，如 12"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "integer", **_limits(field)}


class DecimalNumber(Measured):
    """Kept as text, so that no computer rounds it."""

    name, label, printed = "decimal", _("小数"), PrintedKind.LINE
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

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("数字，如 12.5"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        # The keywords for limits speak of numbers and would pass by a text.
        limits = {f"x-{name}": limit for name, limit in _limits(field).items()}
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", **limits}


class Year(Measured):
    name, label, printed = "year", _("年份"), PrintedKind.NUMBER
    settings = TYPED | {"future"}

    def read(self, field: Field, raw: object, tables: Tables) -> int:
        text = plain_digits(raw).removesuffix("年")
        if not re.fullmatch(r"[0-9]{4}(\.0)?", text):
            raise Refused("not_a_year", text=text)
        year = int(text[:4])
        in_time(field, PartialDate(year) if year >= FIRST_YEAR else None, text)
        return year

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "numeric", "maxlength": "4"})

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("四位年份，如 2024"))

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "integer", "minimum": FIRST_YEAR}


def _within(field: Field, number: int | Decimal) -> None:
    if field.minimum is not None and number < field.minimum:
        raise Refused("below_minimum", limit=field.minimum)
    if field.maximum is not None and number > field.maximum:
        raise Refused("above_maximum", limit=field.maximum)


def _limits(field: Field) -> dict[str, Any]:
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    return {name: limit for name, limit in limits.items() if limit is not None}
