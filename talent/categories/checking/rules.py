"""Checks over several fields of one person. One rule, one function, its messages; a definition names them.

A rule gets the cleaned data, what the definition gives it, and yields (path, message key, what to say).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from talent.categories.codes.tables import Tables
from talent.categories.documents import rows_at
from talent.categories.identity_documents import IdentityNumber, read_identity_number
from talent.categories.problems import Refused
from talent.categories.unitfacts import UnitFacts

Finding = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True)
class Checked:
    """What a rule may look at."""

    data: Mapping[str, Any]
    unit: UnitFacts
    tables: Tables
    labels: Mapping[str, str]


def identity_agrees(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """GB 11643: number by kind of document; birth date and sex agree with it."""
    for at, identity in rows_at(checked.data, "identity"):
        if not identity.get("id_number"):
            continue
        if not identity.get("id_type"):
            yield f"{at}.id_number", "id_type_missing", {}
            continue
        try:
            number = read_identity_number(kind=identity["id_type"], text=identity["id_number"])
        except Refused as refused:
            entry = checked.tables["identity_doc_type"].by_code.get(str(identity["id_type"]))
            yield f"{at}.id_number", refused.key, {"kind": entry.label if entry else "", **refused.given}
        else:
            yield from _disagreements(at, identity, number)


def _disagreements(at: str, identity: Mapping[str, Any], number: IdentityNumber) -> Iterator[Finding]:
    birth, sex = identity.get("birth_date"), identity.get("sex")
    if number.birth and birth and birth != number.birth.isoformat():
        yield f"{at}.birth_date", "birth_disagrees", {"expected": number.birth.isoformat()}
    if number.sex and sex in ("1", "2") and sex != number.sex:
        yield f"{at}.sex", "sex_disagrees", {}


_CERTIFICATE = re.compile(r"[YS]\d{21}")
_TOP_CERTIFICATE = re.compile(r"[A-Z]{2}\d{20}")
_OLD_CERTIFICATE = re.compile(r"\d{16}")


def skill_certificate_agrees(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """[YS] and 21 digits: the 16th character is the digit of the level (1 高级技师 … 5 初级工)."""
    for at, row in rows_at(checked.data, "skill_cert"):
        number = str(row.get("cert_no", "")).upper()
        path = f"{at}.cert_no"
        if not number or _OLD_CERTIFICATE.fullmatch(number) or _TOP_CERTIFICATE.fullmatch(number):
            continue
        if not _CERTIFICATE.fullmatch(number):
            yield path, "certificate_format", {}
            continue
        level = checked.tables["skill_level"].by_code.get(str(row.get("level")))
        digit = level.attributes.get("cert_digit") if level else None
        if digit and len(digit) == 1 and digit != number[15]:
            yield path, "certificate_level", {}


def title_agrees(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """A title whose name decides its level and its series has no other (人社部 2021 职称系列)."""
    for at, row in rows_at(checked.data, "title"):
        entry = checked.tables["title_name"].by_code.get(str(row.get("title_name")))
        for key, attribute in (("title_level", "level"), ("series", "series")):
            decided = entry.attributes.get(attribute) if entry else None
            if decided and row.get(key) not in (None, decided):
                yield f"{at}.{key}", "title_disagrees", {"title": entry.label if entry else ""}


def in_order(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """In each row of `group`, `second` is not before `first` (compared as far as both are known)."""
    group, first, second = given["group"], given["first"], given["second"]
    for at, row in rows_at(checked.data, group):
        if _is_before(str(row.get(second) or ""), str(row.get(first) or "")):
            yield f"{at}.{second}", "wrong_order", {"other": checked.labels[f"{group}.{first}"]}


def old_enough(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """`path` (a date) is not before the `age`-th birthday, by whole months (as far as both are known)."""
    group, _, key = given["path"].partition(".")
    born = next((str(row.get("birth_date") or "") for _, row in rows_at(checked.data, "identity")), "")
    if not born[:4].isdecimal():
        return
    of_age = f"{int(born[:4]) + given['age']:04d}{born[4:7]}"
    for at, row in rows_at(checked.data, group):
        if _is_before(str(row.get(key) or ""), of_age):
            yield f"{at}.{key}", "too_young", {"limit": given["age"]}


def _is_before(one: str, other: str) -> bool:
    """Whether an ISO date is earlier; of a date without month or day only what both say is compared."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def unit_type_in(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Admission: the collecting unit is of one of these types (notice 三)."""
    if checked.unit.unit_type and checked.unit.unit_type not in given["codes"]:
        yield given["path"], "admission_unit_type", {"label": given["label"]}


def unit_type_not_in(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Admission: the collecting unit is of none of these types."""
    if checked.unit.unit_type in given["codes"]:
        yield given["path"], "admission_unit_type", {"label": given["label"]}


def value_not_in(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Admission: `path` has none of these codes."""
    group, _, key = given["path"].partition(".")
    for at, row in rows_at(checked.data, group):
        if row.get(key) in given["codes"]:
            yield f"{at}.{key}", "admission_value", {}


RULES: dict[str, Callable[[Checked, Mapping[str, Any]], Iterator[Finding]]] = {
    rule.__name__: rule
    for rule in (
        identity_agrees,
        skill_certificate_agrees,
        title_agrees,
        in_order,
        old_enough,
        unit_type_in,
        unit_type_not_in,
        value_not_in,
    )
}

#: What each rule must be given, so that compiling can refuse a definition that forgets it.
GIVEN: dict[str, frozenset[str]] = {
    "identity_agrees": frozenset(),
    "skill_certificate_agrees": frozenset(),
    "title_agrees": frozenset(),
    "in_order": frozenset({"group", "first", "second"}),
    "old_enough": frozenset({"path", "age"}),
    "unit_type_in": frozenset({"path", "label", "codes"}),
    "unit_type_not_in": frozenset({"path", "label", "codes"}),
    "value_not_in": frozenset({"path", "codes"}),
}

#: Lists that rules look into although no field may use them.
LISTS_OF_RULES: dict[str, str] = {
    "identity_agrees": "identity_doc_type",
    "skill_certificate_agrees": "skill_level",
    "title_agrees": "title_name",
}
