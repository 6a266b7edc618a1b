"""Files attached to a field: the value is a list of references, checked without the files themselves."""

from django.utils.translation import gettext_lazy as _

from talent.categories.attached import PICTURES, PORTRAIT, attached, is_not_taken
from talent.categories.codes.tables import Tables
from talent.categories.definition import Field
from talent.categories.enums import Accepts
from talent.categories.faces.descriptions import (
    Cell,
    Choice,
    DimensionSpec,
    FilterSpec,
    Input,
    JsonSchema,
    PrintedKind,
)
from talent.categories.fieldtypes.base import FieldType, Value
from talent.categories.plaintext import is_blank
from talent.categories.problems import Refused

_TAKEN = {
    Accepts.PORTRAIT: "image/jpeg,image/png",
    Accepts.IMAGES: "image/jpeg,image/png",
    Accepts.DOCUMENTS: "image/jpeg,image/png,application/pdf",
}


def most_of(field: Field) -> int:
    """How many files a field holds."""
    return field.most or 1


def accepts_of(field: Field) -> Accepts:
    """What may be attached to a field."""
    return Accepts(field.accepts or Accepts.DOCUMENTS)


class File(FieldType):
    """References in the order in which they were attached, each file once."""

    name, label, printed = "file", _("附件"), PrintedKind.FILES
    in_lists = False
    #: A file is sealed always: no query, list or colleague sees anything of it.
    settings = frozenset({"accepts", "most"})

    def read(self, field: Field, raw: object, tables: Tables) -> list[Value]:
        items = [each for each in (raw if isinstance(raw, list | tuple) else [raw]) if not is_blank(each)]
        if not items:
            raise Refused("not_an_attachment")
        found = {each.id: each for each in map(attached, items)}
        only_pictures = accepts_of(field) != Accepts.DOCUMENTS
        for each in found.values():
            if only_pictures and each.kind not in PICTURES:
                raise Refused("file_picture", name=each.name)
        if len(found) > most_of(field):
            raise Refused("too_many_attachments", limit=most_of(field))
        return [each.value() for each in found.values()]

    def show(self, field: Field, value: Value, tables: Tables, language: str) -> str:
        return "\n".join(attached(each).text for each in value)

    def typed(self, field: Field, value: Value) -> list[str]:
        """Why a file was not taken is said once and does not stay in the form."""
        items = value if isinstance(value, list | tuple) else [value]
        return [_typed(each) for each in items if not is_blank(each) and not is_not_taken(each)]

    def input(self, field: Field, tables: Tables, language: str) -> Input:
        facts = {"accept": _TAKEN[accepts_of(field)], "most": str(most_of(field))}
        if accepts_of(field) == Accepts.PORTRAIT:
            facts["portrait"] = "x".join(map(str, PORTRAIT))
        return Input("files", facts)

    def kept_choices(self, field: Field, value: Value, tables: Tables, language: str) -> tuple[Choice, ...]:
        return ()

    def choices(self, field: Field, tables: Tables, language: str) -> tuple[str, ...]:
        return ()

    def cell(self, field: Field, tables: Tables) -> Cell:
        return Cell("")

    def json_schema(self, field: Field, tables: Tables) -> JsonSchema:
        """No more than that it is an attachment: how files are named and kept is nobody else's."""
        items = {"type": "object", "x-attachment": str(accepts_of(field))}
        return {"type": "array", "items": items, "minItems": 1, "maxItems": most_of(field)}

    def dimension(self, field: Field, tables: Tables) -> DimensionSpec | None:
        return None

    def filter(self, field: Field, tables: Tables, language: str) -> FilterSpec | None:
        return None


def _typed(item: object) -> str:
    try:
        return attached(item).typed
    except Refused:
        return item if isinstance(item, str) else ""
