"""Loads the divisions of GB/T 2260 that the project carries."""

import csv
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from talent.orgs.enums import Level
from talent.orgs.models import Region
from talent.orgs.models.regions import FIRST_AREA_NUMBER, LAST_AREA_NUMBER

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


def region_choices(*, areas: bool = True) -> list[tuple[str, list[tuple[int, str]]]]:
    """Regions in use today to choose from, below their leagues by code; the region itself comes first.

    A league heads its own banners and the areas that have their code from it, so that the list works
    without scripts. `areas`: whether management areas may be chosen.
    """
    language = get_language() or ""
    used = Region.objects.in_use()
    if not areas:
        used = used.of_the_standard()
    groups: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    for each in used.order_by("code"):
        name = each.named(language)
        league = each.code // 100 * 100
        head = league if each.level == Level.BANNER and league in groups else each.code
        groups.setdefault(head, (name, []))[1].append((each.code, name))
    return list(groups.values())


def is_area_code(code: int) -> bool:
    """Whether a code is one of those that management areas have."""
    return FIRST_AREA_NUMBER <= code % 100 <= LAST_AREA_NUMBER


def standard_code(code: int) -> int:
    """The code of GB/T 2260 for a place: of a management area, that of the banner or league it lies in."""
    if not is_area_code(code):
        return code
    found = Region.objects.filter(pk=code).values_list("parent_id", flat=True).first()
    return found or code // 100 * 100


def leagues_of_areas() -> dict[int, int]:
    """The league that people of each management area count in: the one that it reports to.

    One that reports past the leagues counts where its code is, as 满洲里 and 二连浩特 do.
    """
    areas = Region.objects.filter(is_area=True).values_list("code", "reporting_parent_id")
    return {code: (above if above % 10_000 else code) // 100 * 100 for code, above in areas}


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
