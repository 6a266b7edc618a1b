"""Loads the five categories of the notice and the first sheet; safe to repeat."""

import csv
import json
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from talent.categories.codes.sources import DEFAULTS, rows_of
from talent.categories.enums import LightFor
from talent.categories.models import Category
from talent.categories.versions import publish_version

_BOOLEANS = ("open", "fixed", "filterable", "dimension", "in_template", "enabled", "future")
_NUMBERS = ("max_length", "minimum", "maximum", "width", "most")
#: Marks of few fields, in a table of their own.
_MARKS = ("light", "copied")
_TEXTS = (
    *("key", "label", "label_en", "help", "help_en", "required", "sensitivity"),
    *("code_list", "pattern", "default", "derive", "shown_if", "required_if", "exchange_code", "accepts"),
)
#: Groups of the common part that stand before those of the category itself.
_FIRST = ("identity", "contact", "employment", "education_summary")


@transaction.atomic
def load_categories() -> int:
    """Create the default categories and the sheet where they are missing and publish them.

    A category that exists is left as its administrators made it. Returns the number created.
    """
    created = 0
    for row in rows_of("categories.csv"):
        if Category.objects.filter(key=row["key"]).exists():
            continue
        category = Category(**_category(row), live=True)
        category.groups = _groups(row["key"], row["subject"])
        category.rules = _rules(row["key"], row["subject"])
        category.save()
        revision = category.save_revision(log_action=False)
        publish_version(category=category, by=None)
        Category.objects.filter(pk=category.pk).update(live_revision=revision, has_unpublished_changes=False)
        created += 1
    return created


def _category(row: dict[str, str]) -> dict[str, Any]:
    """`light_for`: who sees the light form first, with ; between two."""
    light_for = row["light_for"].split(";")
    named = {name: row[name] for name in ("key", "label", "label_en", "subject")}
    return {
        **named,
        "order": int(row["order"]),
        "light_for_villages": LightFor.VILLAGE_COMMITTEE in light_for,
        "light_for_individuals": LightFor.INDIVIDUAL in light_for,
    }


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
    marked = {
        row["path"]: {mark: bool(row[mark]) for mark in _MARKS}
        for row in rows_of("marks.csv")
        if row["category"] in ("common", category)
    }
    groups: dict[str, dict[str, Any]] = {}
    for row in rows_of(f"{name}.csv"):
        group = groups.setdefault(row["group"], _group(row, category))
        path = f"{row['group']}.{row['key']}"
        value = _field(row, aliases.get(path, [])) | dict.fromkeys(_MARKS, False) | marked.get(path, {})
        field = {"type": row["type"], "value": value, "id": _id(category, path)}
        group["value"]["fields"].append(field)
    return list(groups.values())


def _id(category: str, path: str) -> str:
    """Every block keeps one id, by which the editor tells what was changed from what was moved."""
    return str(uuid5(NAMESPACE_URL, f"{category}/{path}"))


def _group(row: dict[str, str], category: str) -> dict[str, Any]:
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
    return {"type": "group", "value": value, "id": _id(category, row["group"])}


@cache
def _purposes() -> dict[str, str]:
    """The English of each carried purpose."""
    return {row["purpose"]: row["purpose_en"] for row in rows_of("purposes.csv")}


def _field(row: dict[str, str], aliases: list[str]) -> dict[str, Any]:
    """`options` is code=label=English label, with | between two."""
    options = [option.split("=") for option in filter(None, row["options"].split("|"))]
    return {
        **{name: row.get(name, "") for name in _TEXTS},
        **{name: bool(row[name]) for name in _BOOLEANS},
        **{name: int(row[name]) if row.get(name) else None for name in _NUMBERS},
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
