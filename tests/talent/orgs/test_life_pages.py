"""The administrator's pages about the life of organisations."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.orgs.models import Organisation, OrganisationEvent
from tests.contracts.world import BANNER, LEAGUE, SIBLING
from tests.talent.orgs.applications import uscc
from tests.talent.orgs.test_lifecycle import World

pytestmark = pytest.mark.django_db
INDEX = "/back/organisation-life/"
WHEN = {"effective": str(timezone.localdate()), "reason": "改制"}


@pytest.fixture
def world(client):
    world = World()
    client.force_login(world.admins[BANNER])
    return world


def of(unit, kind=""):
    return f"{INDEX}{unit.pk}/{kind + '/' if kind else ''}"


def main(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one("#main")


def said(answer):
    return main(answer).get_text(" ", strip=True)


def test_a_unit_offers_what_can_happen_to_it_and_shows_its_history(client, world):
    offered = [each.get_text() for each in main(client.get(of(world.unit))).select(".house-buttons a")]
    assert offered == ["更名", "换发代码", "划转", "并入其他单位", "分立出新单位", "撤销"]
    office = [
        each.get_text() for each in main(client.get(of(world.offices[BANNER]))).select(".house-buttons a")
    ]
    assert office == ["更名", "换发代码"]
    answer = client.post(of(world.unit, "renamed"), {**WHEN, "name": "甲集团"}, follow=True)
    assert "单位全称：甲厂 → 甲集团" in said(answer)


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("renamed", {"name": ""}, "name"),
        ("renamed", {"name": "甲集团", "effective": "x"}, "effective"),
        ("recoded", {"code": "91152502MA00000010"}, "code"),
        ("merged", {"into": "T999999999999"}, "into"),
        ("moved", {"managing_region": "110000", "seat_region": BANNER, "industry": "B"}, "managing_region"),
        ("closed", {"reason": ""}, "reason"),
    ],
)
def test_each_fault_stands_at_its_field_and_nothing_happens(client, world, kind, given, field):
    answer = client.post(of(world.unit, kind), {**WHEN, **given})
    assert (answer.status_code, OrganisationEvent.objects.count()) == (422, 0)
    wrong = [each for each in main(answer).select(".w-field") if each.select(".error-message")]
    assert [each.select_one("[name]")["name"] for each in wrong] == [field]


def test_a_move_that_changes_nothing_is_told(client, world):
    stands = {"managing_region": BANNER, "seat_region": BANNER, "industry": "B"}
    answer = client.post(of(world.unit, "moved"), {**WHEN, **stands})
    assert answer.status_code == 422
    assert "没有改动" in said(answer)


def test_a_move_elsewhere_is_accepted_by_the_other_side(client, world):
    there = {"managing_region": SIBLING, "seat_region": BANNER, "industry": "B"}
    client.post(of(world.unit, "moved"), {**WHEN, **there})
    event = OrganisationEvent.objects.get()
    assert (event.state, event.after) == ("proposed", {"managing_region": SIBLING})
    own = main(client.get(INDEX))
    assert own.select("button[value=accept]") == []
    client.force_login(world.admins[SIBLING])
    assert len(main(client.get(INDEX)).select("button[value=accept]")) == 1
    client.post(INDEX, {"do": "accept", "event": event.pk})
    assert world.now().managing_region_id == SIBLING
    assert client.get(of(world.unit)).status_code == 200
    client.force_login(world.admins[BANNER])
    assert client.get(of(world.unit)).status_code == 404


def test_an_open_event_is_dropped(client, world):
    world.plan("moved", after={"managing_region": SIBLING})
    event = OrganisationEvent.objects.get()
    client.post(INDEX, {"do": "drop", "event": event.pk})
    event.refresh_from_db()
    assert event.state == "dropped"


def test_units_and_kinds_that_are_not_there_are_not_found(client, world):
    asked = [
        of(world.far),
        of(world.unit, "reopened"),
        of(world.unit, "x"),
        of(world.offices[BANNER], "moved"),
    ]
    assert [client.get(each).status_code for each in asked] == [404] * 4
    assert client.post(INDEX, {"do": "drop", "event": "x"}).status_code == 404


def test_a_merger_and_a_split_by_the_page(client, world):
    client.post(of(world.unit, "split"), {**WHEN, "name": "丙厂", "code": uscc(5)})
    assert Organisation.objects.get(code=uscc(5)).name == "丙厂"
    client.post(of(world.unit, "merged"), {**WHEN, "into": world.heir.code})
    assert world.now().merged_into == world.heir
    assert "甲厂 → 乙厂" in said(client.get(of(world.heir)))


def test_the_pages_cost_the_same_for_one_and_for_three_events(client, world):
    client.force_login(world.admins[LEAGUE])
    counts = {INDEX: [], of(world.unit): []}
    day = timezone.localdate() + timedelta(days=3)
    for more in (1, 2):
        for _ in range(more):
            world.plan("moved", LEAGUE, effective=day, after={"managing_region": SIBLING, "industry": "C"})
        for address in counts:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts[address].append(len(seen))
    assert all(first == second <= 20 for first, second in counts.values()), counts
