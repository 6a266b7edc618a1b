"""Loads the divisions of GB/T 2260 that the project carries."""

import csv
from pathlib import Path
from typing import Any

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
