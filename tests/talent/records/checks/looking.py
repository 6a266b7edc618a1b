"""Documents put before single checks, without a database of people."""

from datetime import date
from types import SimpleNamespace

from talent.categories.service import UnitFacts, definition_of, live_version, tables_of
from talent.records.checks.check import Around, Looked

UNIT = UnitFacts(name="示例医院", code="", region="150000", unit_type="21", ownership="", industry="Q")
DAY = date(2026, 6, 1)


def looked(document, *, category="professional", before=None, around=None, **change):
    """A change with this document, submitted on DAY."""
    version = live_version(category)
    given = {"pk": 1, "unit_id": 7, "completeness": 100, "warnings": [], "full_name": "苏和"} | change
    record = SimpleNamespace(person_id=5)
    return Looked(
        change=SimpleNamespace(version=version, record=record, **given),
        document=document,
        before=before,
        definition=definition_of(version),
        tables=tables_of(version),
        unit=UNIT,
        day=DAY,
        around=around or Around(),
    )


def found(check, document, **given):
    """(path, what the sentence is given, as plain values) of each finding of one check."""
    return [
        (each.path, {key: _plain(said) for key, said in each.given.items()})
        for each in check.find(looked(document, **given))
    ]


def _plain(said):
    known = isinstance(said, dict) and said.keys() & {"at", "field"}
    return said.get("value", said.get("field")) if known else said
