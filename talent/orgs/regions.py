"""Loads the divisions of GB/T 2260 that the project carries."""

import csv
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from talent.orgs.enums import Level
from talent.orgs.models import Region

REGIONS_FILE = Path(__file__).parent / "data" / "regions.csv"


def load_regions() -> int:
    """Insert or update all regions of the carried table; returns their number. Safe to repeat."""
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    Region.objects.bulk_create(
        [Region(**_values(row)) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "parent", "reporting_parent", "level", "valid_from", "valid_to"],
    )
    return len(rows)


def region_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Regions in use today to choose from, below their leagues by code; the region itself comes first.

    A league heads its own banners, so that the list works without scripts.
    """
    today, language = timezone.localdate(), get_language() or ""
    used = Region.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=today))
    used = used.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    groups: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    for each in used.order_by("code"):
        name = each.named(language)
        head = each.parent_id if each.level == Level.BANNER and each.parent_id in groups else each.code
        groups.setdefault(head, (name, []))[1].append((each.code, name))
    return list(groups.values())


def _values(row: dict[str, str]) -> dict[str, Any]:
    level = {"region": "region", "league_city": "league", "banner_county": "banner"}[row["level"]]
    return {
        "code": int(row["code"]),
        "name": row["name"],
        "name_en": row["name_en"],
        "parent_id": int(row["parent_code"]) if row["parent_code"] else None,
        "reporting_parent_id": int(row["reporting_parent_code"]) if row["reporting_parent_code"] else None,
        "level": level,
        "valid_from": row["valid_from"] or None,
        "valid_to": row["valid_to"] or None,
    }
