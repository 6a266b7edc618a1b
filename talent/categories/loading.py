"""Loads the carried code lists, the five categories of the notice and the first sheet; safe to repeat."""

import csv
import json
from functools import cache
from typing import Any

from django.db import transaction

from talent.categories.codesources import DEFAULTS, SOURCES, Entry, in_english, rows_of
from talent.categories.models import Category, Code, CodeList
from talent.categories.versions import publish_version

_BOOLEANS = ("open", "fixed", "filterable", "dimension", "in_template", "enabled")
_NUMBERS = ("max_length", "minimum", "maximum", "width")
_TEXTS = (
    *("key", "label", "label_en", "help", "help_en", "required", "sensitivity"),
    *("code_list", "pattern", "default", "derive", "exchange_code"),
)
#: Groups of the common part that stand before those of the category itself.
_FIRST = ("identity", "contact", "employment", "education_summary")


@transaction.atomic
def load_code_lists() -> int:
    """Insert or update every carried list; codes an office has added stay. Returns the number of lists."""
    for key, (name, name_en, standard, is_open, entries) in SOURCES.items():
        values = {"name": name, "name_en": name_en, "standard": standard, "is_open": is_open}
        code_list, _ = CodeList.objects.update_or_create(key=key, defaults=values)
        _load_codes(code_list, list(in_english(key, entries())))
    return len(SOURCES)


def _load_codes(code_list: CodeList, entries: list[Entry]) -> None:
    known = {code.code: code for code in code_list.codes.all()}
    codes = [Code(code_list=code_list, order=place, **entry) for place, entry in enumerate(entries, start=1)]
    columns = ("label", "label_en", "aliases", "attributes", "order")
    changed = [
        code
        for code in codes
        if code.code not in known or any(getattr(code, c) != getattr(known[code.code], c) for c in columns)
    ]
    if not changed:
        return
    Code.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code_list", "code"], update_fields=list(columns)
    )
    code_list.revision += 1
    code_list.save(update_fields=["revision"])


@transaction.atomic
def load_categories() -> int:
    """Create the default categories and the sheet where they are missing and publish them.

    A category that exists is left as its administrators made it. Returns the number created.
    """
    created = 0
    for row in rows_of("categories.csv"):
        if Category.objects.filter(key=row["key"]).exists():
            continue
        category = Category(**{**row, "order": int(row["order"])}, live=True)
        category.groups = _groups(row["key"], row["subject"])
        category.rules = _rules(row["key"], row["subject"])
        category.save()
        revision = category.save_revision(log_action=False)
        publish_version(category=category, by=None)
        Category.objects.filter(pk=category.pk).update(live_revision=revision, has_unpublished_changes=False)
        created += 1
    return created


def _groups(key: str, subject: str) -> list[dict[str, Any]]:
    own = _read_groups(key, key)
    if subject == "sheet":
        return own
    common = _read_groups("common", key)
    first = [group for group in common if group["value"]["key"] in _FIRST]
    return [*first, *own, *(group for group in common if group not in first)]


def _read_groups(name: str, category: str) -> list[dict[str, Any]]:
    aliases = {
        row["path"]: row["aliases"].split(";")
        for row in rows_of("aliases.csv")
        if row["category"] in ("common", category)
    }
    groups: dict[str, dict[str, Any]] = {}
    for row in rows_of(f"{name}.csv"):
        group = groups.setdefault(row["group"], _group(row))
        path = f"{row['group']}.{row['key']}"
        group["value"]["fields"].append({"type": row["type"], "value": _field(row, aliases.get(path, []))})
    return list(groups.values())


def _group(row: dict[str, str]) -> dict[str, Any]:
    value = {
        "key": row["group"],
        "label": row["group_label"],
        "label_en": row["group_label_en"],
        "repeat": bool(row["repeat"]),
        "purpose": row["purpose"],
        "purpose_en": _purposes().get(row["purpose"], ""),
        "legal_basis": "statutory_duty",
        "fields": [],
    }
    return {"type": "group", "value": value}


@cache
def _purposes() -> dict[str, str]:
    """The English of each carried purpose."""
    return {row["purpose"]: row["purpose_en"] for row in rows_of("purposes.csv")}


def _field(row: dict[str, str], aliases: list[str]) -> dict[str, Any]:
    """`options` is code=label=English label, with | between two."""
    options = [option.split("=") for option in filter(None, row["options"].split("|"))]
    return {
        **{name: row[name] for name in _TEXTS},
        **{name: bool(row[name]) for name in _BOOLEANS},
        **{name: int(row[name]) if row[name] else None for name in _NUMBERS},
        "options": [{"code": code, "label": label, "label_en": english} for code, label, english in options],
        "aliases": aliases,
    }


def _rules(key: str, subject: str) -> list[dict[str, Any]]:
    wanted = (key,) if subject == "sheet" else ("common", key)
    found = []
    with (DEFAULTS / "rules.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["category"] in wanted:
                value = {"rule": row["rule"], "severity": row["severity"], **json.loads(row["given"])}
                found.append({"type": "rule", "value": value})
    return found
