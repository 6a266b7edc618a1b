"""Checks over several fields of one person. One rule, one function, its messages; a definition names them.

A rule gets the cleaned data, what the definition gives it, and yields (path, message key, what to say).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from talent.categories.codetables import Tables
from talent.categories.derivations import UnitFacts
from talent.categories.identity_documents import read_identity_number
from talent.categories.problems import Refused

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
    identity = checked.data.get("identity", {})
    if not identity.get("id_number"):
        return
    if not identity.get("id_type"):
        yield "identity.id_number", "id_type_missing", {}
        return
    try:
        number = read_identity_number(kind=identity["id_type"], text=identity["id_number"])
    except Refused as refused:
        entry = checked.tables["identity_doc_type"].by_code.get(identity["id_type"])
        yield "identity.id_number", refused.key, {"kind": entry.label if entry else "", **refused.given}
        return
    birth, sex = identity.get("birth_date"), identity.get("sex")
    if number.birth and birth and birth != number.birth.isoformat():
        yield "identity.birth_date", "birth_disagrees", {"expected": number.birth.isoformat()}
    if number.sex and sex in ("1", "2") and sex != number.sex:
        yield "identity.sex", "sex_disagrees", {}


_CERTIFICATE = re.compile(r"[YS]\d{21}")
_TOP_CERTIFICATE = re.compile(r"[A-Z]{2}\d{20}")
_OLD_CERTIFICATE = re.compile(r"\d{16}")


def skill_certificate_agrees(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """[YS] and 21 digits: the 16th character is the digit of the level (1 高级技师 … 5 初级工)."""
    for place, row in enumerate(checked.data.get("skill_cert", ())):
        number = str(row.get("cert_no", "")).upper()
        path = f"skill_cert.{place}.cert_no"
        if not number or _OLD_CERTIFICATE.fullmatch(number) or _TOP_CERTIFICATE.fullmatch(number):
            continue
        if not _CERTIFICATE.fullmatch(number):
            yield path, "certificate_format", {}
            continue
        level = checked.tables["skill_level"].by_code.get(str(row.get("level")))
        digit = level.attributes.get("cert_digit") if level else None
        if digit and len(digit) == 1 and digit != number[15]:
            yield path, "certificate_level", {}


def in_order(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """In each row of `group`, `second` is not before `first` (compared as far as both are known)."""
    group, first, second = given["group"], given["first"], given["second"]
    for place, row in enumerate(checked.data.get(group, ())):
        begin, end = str(row.get(first) or ""), str(row.get(second) or "")
        known = min(len(begin), len(end))
        if known and end[:known] < begin[:known]:
            yield f"{group}.{place}.{second}", "wrong_order", {"other": checked.labels[f"{group}.{first}"]}


def old_enough(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """`path` (a date of a single group) is not before the `age`-th birthday, by whole months."""
    group, _, key = given["path"].partition(".")
    born, then = checked.data.get("identity", {}).get("birth_date"), checked.data.get(group, {}).get(key)
    if not born or not then:
        return
    birthday = date.fromisoformat(born)
    if str(then)[:7] < f"{birthday.year + given['age']:04d}-{birthday.month:02d}":
        yield given["path"], "too_young", {"limit": given["age"]}


def unit_type_in(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Admission: the collecting unit is of one of these types (domain.md §3)."""
    if checked.unit.unit_type and checked.unit.unit_type not in given["codes"]:
        yield given["path"], "admission_unit_type", {"label": given["label"]}


def unit_type_not_in(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Admission: the collecting unit is of none of these types."""
    if checked.unit.unit_type in given["codes"]:
        yield given["path"], "admission_unit_type", {"label": given["label"]}


def value_not_in(checked: Checked, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Admission: `path` (of a single group) has none of these codes."""
    group, _, key = given["path"].partition(".")
    if checked.data.get(group, {}).get(key) in given["codes"]:
        yield given["path"], "admission_value", {}


RULES: dict[str, Callable[[Checked, Mapping[str, Any]], Iterator[Finding]]] = {
    rule.__name__: rule
    for rule in (
        identity_agrees,
        skill_certificate_agrees,
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
    "in_order": frozenset({"group", "first", "second"}),
    "old_enough": frozenset({"path", "age"}),
    "unit_type_in": frozenset({"path", "label", "codes"}),
    "unit_type_not_in": frozenset({"path", "label", "codes"}),
    "value_not_in": frozenset({"path", "codes"}),
}
