"""Checked documents as moulds: the one evaluator reads some hundreds, and each then serves many people.

In a mould only what no two people share is left open: name, number, birth day, telephone, unit, certificate.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from portal.demo.bulk.tables import array, line
from portal.demo.people import Crowd, Document
from reports.stats.service import fact_patterns
from talent.categories.models import CategoryVersion
from talent.categories.service import Cleaned, clean, definition_of, split, tables_of
from talent.orgs.models import Organisation
from talent.records.service import noted_of, unit_facts

#: What stands for an open place while the document is JSON: characters that nobody types.
_MARKS = {
    key: chr(0xE000 + place)
    for place, key in enumerate(
        ("name", "number", "birth", "mobile", "new_mobile", "unit", "unit_code", "region", "batch", "serial")
    )
}
_CERTIFICATE = re.compile(r"[YS]\d{21}")
_CORRECTED = {"education": [{"school": "内蒙古大学", "education": "大学本科毕业", "end": "2012-07"}]}
_NEW_MOBILE = "13900000000"


@dataclass(frozen=True, slots=True)
class Cast:
    """A document with open places, ready to be filled with `%`; sealed values by their paths.

    `noted`: what the check found, as columns of a line.
    """

    data: str
    sealed: dict[str, str]
    noted: str


@dataclass(frozen=True, slots=True)
class Mould:
    """What the check made of one invented person, and of the same one corrected later.

    `place`: among those of its kind. `document`: the open values as they were checked, for the rules of
    routes. `counts`: the last columns of its fact, with a place for the key.
    """

    place: int
    year: int
    male: bool
    mongol: bool
    document: Document
    first: Cast
    corrected: Cast
    counts: str


@dataclass(frozen=True)
class Kind:
    """Units whose documents differ in nothing but the unit's own name, code and region."""

    category: str
    unit_type: str
    ownership: str
    industry: str

    @classmethod
    def of(cls, unit: Organisation, category: str) -> "Kind":
        return cls(category, unit.unit_type, unit.ownership, unit.industry)


def cast(
    kind: Kind, *, unit: Organisation, version: CategoryVersion, random: Random, count: int
) -> list[Mould]:
    """So many moulds of a kind, from people of one of its units; half of them of Mongols.

    Raises ValueError where an invented person could not be submitted.
    """
    crowd, caster = Crowd(random), _Caster(version, unit)
    raws = [
        crowd.person(
            category=kind.category,
            region_code=unit.seat_region_id,
            industry=unit.industry,
            mongol_share=place % 2,
        )
        for place in range(count)
    ]
    checked = [caster.checked(raw) for raw in raws]
    corrected = [caster.checked(_correct(raw)) for raw in raws]
    facts = fact_patterns(version, [split_of(version, each)[0] for each in checked])
    return [
        Mould(
            place=place,
            year=int(raw["identity"]["birth_date"][:4]),
            male=raw["identity"]["sex"] == "男",
            mongol=raw["identity"]["ethnic_group"] == "蒙古族",
            document=split_of(version, first)[0],
            first=caster.cast(raw, first),
            corrected=caster.cast(raw, second),
            counts=line(fact.birth_year, fact.counted, "%d", array(fact.codes)).removesuffix("\n"),
        )
        for place, (raw, first, second, fact) in enumerate(zip(raws, checked, corrected, facts, strict=True))
    ]


def _correct(raw: Document) -> Document:
    return {**raw, "contact": {"mobile": _NEW_MOBILE}, **_CORRECTED}


def split_of(version: CategoryVersion, cleaned: Cleaned) -> tuple[Document, Document]:
    return split(version, cleaned.data)


class _Caster:
    def __init__(self, version: CategoryVersion, unit: Organisation) -> None:
        self._version, self._facts, self._tables = version, unit_facts(unit), tables_of(version)
        self._definition = definition_of(version)

    def checked(self, raw: Document) -> Cleaned:
        cleaned = clean(self._version, raw, unit=self._facts, tables=self._tables)
        if cleaned.problems:
            raise ValueError([each.path for each in cleaned.problems])
        return cleaned

    def cast(self, raw: Document, cleaned: Cleaned) -> Cast:
        opened, secret = split_of(self._version, cleaned)
        noted, open_places = noted_of(cleaned), self._open_places(raw)
        return Cast(
            data=_text(_opened(opened, open_places)),
            sealed={path: _marked(_opened(value, open_places)) for path, value in secret.items()},
            noted="\t".join((str(noted.completeness), _plain(noted.blocking), _plain(noted.warnings))),
        )

    def _open_places(self, raw: Document) -> Mapping[str, str]:
        identity, facts = raw["identity"], self._facts
        return {
            identity["full_name"]: _MARKS["name"],
            identity["id_number"]: _MARKS["number"],
            identity["birth_date"]: _MARKS["birth"],
            raw["contact"]["mobile"]: _MARKS["mobile"],
            _NEW_MOBILE: _MARKS["new_mobile"],
            facts.name: _MARKS["unit"],
            facts.code: _MARKS["unit_code"],
            facts.region: _MARKS["region"],
        }


def _opened(value: Any, places: Mapping[str, str]) -> Any:
    """The same value with a mark wherever one of these texts stands, and within numbers of certificates."""
    match value:
        case dict():
            return {key: _opened(each, places) for key, each in value.items()}
        case list():
            return [_opened(each, places) for each in value]
        case str() if _CERTIFICATE.fullmatch(value):
            # The sixteenth character is the level, which the rules compare.
            return value[:8] + _MARKS["batch"] + value[15] + _MARKS["serial"]
        case str():
            return places.get(value, value)
    return value


def _text(value: Any) -> str:
    """A JSON text as COPY reads it, with its marks as places of `%`."""
    return _marked(_plain(value))


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\")


def _marked(text: str) -> str:
    text = text.replace("%", "%%")
    for key, mark in _MARKS.items():
        text = text.replace(mark, f"%({key})s")
    return text
