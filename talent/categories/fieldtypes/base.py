"""What a type of field is: one class that answers for every face.

A stored value is what `read` returns: text, int, bool, a list of codes or of references to files, or
{"text": …} for a word that an open list does not know. Dates are ISO text, months "YYYY-MM", decimals plain
text.
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.utils.functional import Promise

from talent.categories.codes.tables import Tables
from talent.categories.definition import Field
from talent.categories.faces.descriptions import (
    Cell,
    Choice,
    DimensionSpec,
    FilterSpec,
    Input,
    JsonSchema,
    PrintedKind,
)

Value = Any
#: Attributes of a field that mean something to some types only; the others are for fields of every type.
SETTINGS = frozenset(
    {
        "code_list", "options", "open", "max_length", "minimum", "maximum", "pattern", "future", "default",
        "derive", "fixed", "filterable", "dimension", "in_template", "aliases", "copied", "accepts", "most",
    }
)  # fmt: skip
#: Those of them that whatever is typed into one box has.
TYPED = frozenset({"default", "derive", "fixed", "filterable", "in_template", "aliases", "copied"})


class FieldType(ABC):
    """One type. No face has an answer here: each type gives its own, or takes that of its family.

    A family is a class marked by `family=True` in its head, whose answers are meant for whoever inherits
    them; `register` refuses a type that takes a face from anywhere else.
    """

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    printed: ClassVar[PrintedKind]
    #: Those of `SETTINGS` that mean something to the type: an editor of definitions asks for no other.
    settings: ClassVar[frozenset[str]]
    needs_table: ClassVar[bool] = False
    #: Whether a cell of a list can hold a value.
    in_lists: ClassVar[bool] = True
    is_family: ClassVar[bool] = False

    def __init_subclass__(cls, *, family: bool = False, **named: Any) -> None:
        super().__init_subclass__(**named)
        cls.is_family = family

    @abstractmethod
    def read(self, field: Field, raw: object, tables: Tables) -> Value:
        """The stored value of what somebody typed, or of a stored value again. Raises Refused."""

    @abstractmethod
    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        """The value as text for people: difference, list, print."""

    @abstractmethod
    def typed(self, field: Field, value: Value) -> str | list[str]:
        """The value as a form field holds it."""

    @abstractmethod
    def input(self, field: Field, tables: Tables, language: str) -> Input:
        """How a form asks for the value."""

    @abstractmethod
    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        """What stands in a document and is offered to no other: a form goes on offering it there."""

    @abstractmethod
    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        """The words of a drop-down in the import template; none for types without one."""

    @abstractmethod
    def cell(self, field: Field, tables: Tables) -> Cell:
        """How a cell of the import template is filled in, in the active language."""

    @abstractmethod
    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        """JSON Schema (2020-12) of the stored value: whatever `read` returns fits it."""

    @abstractmethod
    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        """None for types that do not break into a fixed list of classes."""

    @abstractmethod
    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        """How a query narrows by the field; None for types that no query can narrow by."""
