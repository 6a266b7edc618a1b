"""The rows of a page: who was found, with the chosen columns; what is sensitive is masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from talent.categories.service import QueryField, QueryFields
from talent.orgs.service import Scope
from talent.records.models import TalentRecord
from talent.records.service import visible_to

_ROW = (
    "person__number_masked", "unit__name", "approved__full_name", "approved__version_id", "approved__data",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """`change`: the approved one. `unit_id`: for the audit log."""

    record: int
    change: int
    unit_id: int
    name: str
    number: str
    unit: str
    cells: tuple[str, ...]


def rows_of(
    scope: Scope, records: Sequence[int], columns: Sequence[QueryField], fields: QueryFields
) -> list[Row]:
    """A row for each record that the scope may read, in the order of their numbers, in one statement.

    Sealed values are opened only where a column of theirs was chosen.
    """
    opened = any(each.sealed for each in columns)
    seen = visible_to(scope).filter(pk__in=records, approved__isnull=False)
    whole = seen.select_related("person", "unit", "approved").order_by("pk")
    lean = whole.only(*_ROW, *(["approved__sealed"] if opened else []))
    return [_row(each, columns, fields, opened=opened) for each in lean]


def _row(record: TalentRecord, columns: Sequence[QueryField], fields: QueryFields, *, opened: bool) -> Row:
    change = record.approved
    if change is None:
        raise ValueError(record.pk)
    document = change.document() if opened else change.data
    language = get_language() or "zh-hans"
    return Row(
        record=record.pk,
        change=change.pk,
        unit_id=record.unit_id,
        name=change.full_name,
        number=record.person.number_masked,
        unit=record.unit.name,
        cells=tuple(fields.shown(each, change.version_id, document, language) for each in columns),
    )
