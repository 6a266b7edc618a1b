import csv
from collections import Counter

import pytest

from talent.orgs.models import Region
from talent.orgs.regions import REGIONS_FILE, load_regions, region_choices

pytestmark = pytest.mark.django_db


def carried():
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stored():
    return list(Region.objects.order_by("code").values())


def test_loading_again_changes_nothing():
    before = stored()
    assert (load_regions(), load_regions()) == (len(before), len(before))
    assert stored() == before


def test_every_row_is_stored_as_it_is_carried():
    def number(text):
        return int(text) if text else None

    expected = [
        (int(row["code"]), row["name"], row["name_en"], number(row["parent_code"]),
         number(row["reporting_parent_code"]), row["valid_from"], row["valid_to"])
        for row in carried()
    ]  # fmt: skip
    found = [
        (row["code"], row["name"], row["name_en"], row["parent_id"], row["reporting_parent_id"],
         str(row["valid_from"] or ""), str(row["valid_to"] or ""))
        for row in stored()
    ]  # fmt: skip
    assert found == sorted(expected)


def test_loading_brings_back_what_was_changed_or_lost():
    before = stored()
    Region.objects.filter(code=150781).update(name="?", name_en="", reporting_parent=150700, level="league")
    Region.objects.filter(code=150785).delete()
    load_regions()
    assert stored() == before


def test_the_region_has_12_leagues_and_103_banners():
    assert Counter(Region.objects.values_list("level", flat=True)) == {
        "region": 1,
        "league": 12,
        "banner": 103,
    }


def test_only_two_cities_report_past_their_league():
    assert {row["code"] for row in stored() if row["parent_id"] != row["reporting_parent_id"]} == {
        150781,
        152501,
    }


def test_regions_are_offered_below_their_leagues_and_only_while_they_are_in_use():
    Region.objects.filter(code=150204).update(valid_to="2020-01-01")
    offered = dict(region_choices())
    assert list(offered)[:3] == ["内蒙古自治区", "呼和浩特市", "包头市"]
    assert offered["内蒙古自治区"] == [(150000, "内蒙古自治区")]
    assert offered["包头市"][:3] == [(150200, "包头市"), (150202, "东河区"), (150203, "昆都仑区")]
    assert 150204 not in dict(offered["包头市"])
    assert dict(offered["呼伦贝尔市"])[150781] == "满洲里市"
