"""The administrator's pages about management areas."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.orgs.models import AreaEvent, Region
from tests.contracts.world import BANNER, LEAGUE, OTHER_LEAGUE
from tests.talent.orgs.test_areas import NAMED, World

pytestmark = pytest.mark.django_db
INDEX = "/back/organisation-life/areas/"
TODAY = timezone.localdate()
WHEN = {"effective": str(TODAY), "document": "内政字〔2026〕1号"}
WHERE = {"parent": LEAGUE, "reporting_parent": LEAGUE}


@pytest.fixture
def world(client):
    world = World()
    client.force_login(world.admins[LEAGUE])
    return world


def main(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one("#main")


def said(answer):
    return main(answer).get_text(" ", strip=True)


def test_an_area_is_set_up_and_leads_to_what_can_happen_to_it(client, world):
    answer = client.post(f"{INDEX}new/", {**WHEN, **NAMED, **WHERE}, follow=True)
    assert [each.get_text() for each in main(answer).select(".house-buttons a")] == [
        "更名",
        "改变报送关系",
        "撤销",
    ]
    assert "报送到：锡林郭勒盟" in said(answer)
    assert [each["href"] for each in main(client.get(INDEX)).select("th a")] == [f"{INDEX}152571/"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"document": ""}, "document"),
        ({"effective": "x"}, "effective"),
        ({"parent": OTHER_LEAGUE}, "parent"),
        ({"parent": 150000}, "parent"),
        ({"reporting_parent": 152571}, "reporting_parent"),
        ({"code": 152522}, "code"),
        ({"code": 71}, "code"),
    ],
)
def test_each_fault_stands_at_its_field_and_what_was_typed_stays(client, world, given, field):
    answer = client.post(f"{INDEX}new/", {**WHEN, **NAMED, **WHERE, **given})
    assert (answer.status_code, AreaEvent.objects.count()) == (422, 0)
    wrong = [each for each in main(answer).select(".w-field") if each.select(".error-message")]
    assert [each.select_one("[name]")["name"] for each in wrong] == [field]
    assert main(answer).select_one("[name=name_en]")["value"] == NAMED["name_en"]


def test_an_area_that_goes_to_another_region_is_accepted_there(client, world):
    area = world.old()
    client.post(f"{INDEX}{area.pk}/reports/", {**WHEN, "reporting_parent": OTHER_LEAGUE})
    event = AreaEvent.objects.get(kind="reports")
    assert (event.state, main(client.get(INDEX)).select("button[value=accept]")) == ("proposed", [])
    client.force_login(world.admins[OTHER_LEAGUE])
    assert client.get(f"{INDEX}{area.pk}/").status_code == 404
    assert len(main(client.get(INDEX)).select("button[value=accept]")) == 1
    client.post(INDEX, {"do": "accept", "event": event.pk})
    assert Region.objects.get(pk=area.pk).reporting_parent_id == OTHER_LEAGUE
    assert client.get(f"{INDEX}{area.pk}/").status_code == 200
    client.force_login(world.admins[LEAGUE])
    assert client.get(f"{INDEX}{area.pk}/").status_code == 404


def test_a_closed_area_stays_to_be_read_and_nothing_more_happens_to_it(client, world):
    area = world.old()
    answer = client.post(f"{INDEX}{area.pk}/closed/", {**WHEN, "successor": BANNER}, follow=True)
    assert "已撤销" in said(answer)
    assert main(answer).select(".house-buttons a") == []
    assert client.get(f"{INDEX}{area.pk}/renamed/").status_code == 404


def test_areas_and_events_of_other_regions_are_not_found(client, world):
    area = world.old()
    event = world.plan("renamed", area=area, effective=TODAY + timedelta(days=3), **NAMED)
    for code in (OTHER_LEAGUE, BANNER):
        client.force_login(world.admins[code])
        asked = [client.get(f"{INDEX}{area.pk}/{page}") for page in ("", "closed/", "x/")]
        asked.append(client.post(INDEX, {"do": "drop", "event": event.pk}))
        assert [each.status_code for each in asked] == [404] * 4
        assert main(client.get(INDEX)).select("tbody th") == []
    event.refresh_from_db()
    assert event.state == "planned"


def test_the_pages_cost_the_same_for_one_and_for_three_rows(client, world):
    counts = {INDEX: [], f"{INDEX}152571/": []}
    for more in (1, 2):
        for _ in range(more):
            area = world.set_up(LEAGUE, LEAGUE, LEAGUE).area
            first = Region.objects.get(pk=152571)
            world.plan("renamed", area=first, effective=TODAY + timedelta(days=3), **NAMED)
            world.plan("closed", area=area, effective=TODAY + timedelta(days=3), successor=BANNER)
            world.set_up(LEAGUE, LEAGUE, 150000)
        for address in counts:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts[address].append(len(seen))
    assert all(first == second <= 20 for first, second in counts.values()), counts
