"""Files go where their records go: whoever has the record opens them, also those of earlier changes."""

from collections.abc import Iterable
from typing import Any

from talent.orgs.models import Organisation
from talent.records.models import Attachment, placement


def follow(record_ids: Iterable[int], unit: Organisation) -> None:
    """Put the files of these records where a unit is."""
    Attachment._plain.filter(record__in=list(record_ids)).update(**_place(unit))


def follow_unit(unit: Organisation) -> None:
    """Put the files of a unit where it is now; what is there already is not written again."""
    place = _place(unit)
    files = Attachment._plain.filter(unit=unit)
    there = {name: value for name, value in place.items() if value is not None}
    absent = {f"{name}__isnull": True for name, value in place.items() if value is None}
    files.exclude(**there, **absent).update(**place)


def follow_loose(numbers: Iterable[int], unit: Organisation) -> None:
    """Put files that belong to no record yet where a unit is: it may take them over."""
    Attachment._plain.filter(pk__in=list(numbers), record=None).update(**_place(unit))


def _place(unit: Organisation) -> dict[str, Any]:
    return {name: value for name, value in placement(unit).items() if name != "seat_code"}
