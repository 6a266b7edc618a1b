"""Days, months, and dates of which a part is unknown."""

from abc import abstractmethod
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.categories.codes.tables import Tables
from talent.categories.dates import PartialDate, read_date
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
from talent.categories.fieldtypes.numbers import in_time
from talent.categories.plaintext import plain_text
from talent.categories.problems import Refused


class Dated(FieldType, family=True):
    """What the date types share: any written style is read, ISO text is kept, Chinese style is shown."""

    settings = TYPED | {"future"}
    refusal: ClassVar[str]
    example: ClassVar[str]
    pattern: ClassVar[str]

    def read(self, field: Field, raw: object, tables: Tables) -> str:
        text = plain_text(raw)
        found = read_date(text)
        kept = self.keep(found) if found else None
        if kept is None:
            raise Refused(self.refusal, text=text)
        in_time(field, kept, text)
        return kept.iso()

    @abstractmethod
    def keep(self, found: PartialDate) -> PartialDate | None:
        """The part of a date that this type keeps; None when it says too little."""

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        if language.startswith("en"):
            return str(value)
        parts = zip(str(value).split("-"), ("年", "月", "日"), strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in parts)

    def typed(self, field: Field, value: Value) -> str | list[str]:
        return str(value)

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        return Input("text", {"inputmode": "numeric", "placeholder": self.example})

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        return ()

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return ()

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("日期，如 %(example)s") % {"example": self.example})

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "pattern": self.pattern}

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        return None

    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        """ISO text of one length sorts as the days do; "2012" stands before everything in that year."""
        return FilterSpec(field.path, field.named(language), FilterKind.RANGE)


class Date(Dated):
    name, label, printed = "date", _("日期"), PrintedKind.DATE
    refusal, example = "not_a_date", "1985-07-26"
    pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

    def keep(self, found: PartialDate) -> PartialDate | None:
        return found if found.day else None

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        return {"type": "string", "format": "date", "pattern": self.pattern}


class Month(Dated):
    name, label, printed = "month", _("年月"), PrintedKind.LINE
    refusal, example = "not_a_month", "1985-07"
    pattern = r"^[0-9]{4}-[0-9]{2}$"

    def keep(self, found: PartialDate) -> PartialDate | None:
        return PartialDate(found.year, found.month, None) if found.month else None


class PartialDateType(Dated):
    """A date of which the day or the month may be unknown."""

    name, label, printed = "partial_date", _("日期(日或月可缺)"), PrintedKind.LINE
    refusal, example = "not_a_partial_date", "2012-05"
    pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

    def keep(self, found: PartialDate) -> PartialDate | None:
        return found

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell(gettext("日期，日或月不详的可以不写，如 2012-05-18、2012-05 或 2012"))
