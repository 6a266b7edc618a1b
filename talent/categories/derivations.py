"""Values that follow from other values or from the unit; a field names one of them in `derive`.

Each gets the data of all groups and the facts of the collecting unit and returns a raw value or None.
A field that is also `fixed` always takes the derived value; the others only where nothing was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from talent.categories.codetables import Tables
from talent.categories.documents import rows_at
from talent.categories.identity_documents import read_identity_number
from talent.categories.problems import Refused

Data = Mapping[str, Any]


@dataclass(frozen=True)
class UnitFacts:
    """What a definition may take over from the collecting organisation."""

    name: str = ""
    code: str = ""
    region: str = ""
    unit_type: str = ""
    ownership: str = ""
    industry: str = ""


@dataclass(frozen=True)
class Source:
    """All that a derivation may look at; `row` is the row of the field's own repeating group."""

    data: Data
    row: Mapping[str, Any]
    unit: UnitFacts
    tables: Tables


def _from_number(source: Source, attribute: str) -> str | None:
    identity = next((row for _, row in rows_at(source.data, "identity")), {})
    if not identity.get("id_type") or not identity.get("id_number"):
        return None
    try:
        number = read_identity_number(kind=identity["id_type"], text=identity["id_number"])
    except Refused:
        return None
    value = getattr(number, attribute)
    return None if value is None else str(value)


def _best(source: Source, group: str, key: str, table: str, attribute: str) -> str | None:
    """The code whose attribute (a rank, small is high) is smallest among the rows of a group."""
    entries = source.tables[table].by_code
    codes = [row[key] for _, row in rows_at(source.data, group) if isinstance(row.get(key), str)]
    ranked = [code for code in codes if code in entries and entries[code].attributes.get(attribute)]
    return min(ranked, key=lambda code: int(entries[code].attributes[attribute]), default=None)


def _attribute(source: Source, key: str, table: str, attribute: str) -> str | None:
    entry = source.tables[table].by_code.get(str(source.row.get(key)))
    return entry.attributes.get(attribute) if entry else None


def _is_high_skilled(source: Source) -> str | None:
    levels = [str(row.get("highest_level")) for _, row in rows_at(source.data, "skill")]
    entry = next((source.tables["skill_level"].by_code.get(level) for level in levels), None)
    return None if entry is None else ("1" if entry.attributes.get("is_high_skilled") == "yes" else "0")


DERIVATIONS: dict[str, Callable[[Source], str | None]] = {
    "id_birth": lambda source: _from_number(source, "birth"),
    "id_sex": lambda source: _from_number(source, "sex"),
    "unit_name": lambda source: source.unit.name,
    "unit_code": lambda source: source.unit.code,
    "unit_region": lambda source: source.unit.region,
    "unit_type": lambda source: source.unit.unit_type,
    "unit_ownership": lambda source: source.unit.ownership,
    "unit_industry": lambda source: source.unit.industry,
    "highest_education": lambda source: _best(source, "education", "education", "education", "rank"),
    "highest_degree": lambda source: _best(source, "education", "degree", "degree", "rank"),
    "highest_skill": lambda source: _best(source, "skill_cert", "level", "skill_level", "rank"),
    "is_high_skilled": _is_high_skilled,
    "title_level": lambda source: _attribute(source, "title_name", "title_name", "level"),
    "title_series": lambda source: _attribute(source, "title_name", "title_name", "series"),
}

#: Lists that derivations look into although the field itself may not use them.
NEEDED_TABLES: dict[str, str] = {
    "highest_education": "education",
    "highest_degree": "degree",
    "highest_skill": "skill_level",
    "is_high_skilled": "skill_level",
    "title_level": "title_name",
    "title_series": "title_name",
}
