"""The page of printing leads to everything that an account may print, and to nothing else."""

import pytest
from bs4 import BeautifulSoup

from reports.printing.models import PrintRun
from talent.orgs.models import Membership
from tests.reports.printing.samples import read
from tests.reports.printing.test_views import office
from tests.talent.collect.world import World, browser

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def world():
    found = World()
    found.accepted(1, "乌日娜")
    return found


def page_of(user, address):
    return BeautifulSoup(browser(user).get(address).content, "html.parser")


def links(user, address="/print/"):
    found = [each["href"] for each in page_of(user, address).select("main a[href]")]
    return [each for each in found if each.startswith("/print/")]


def test_a_unit_prints_rosters_and_an_office_collected_tables_too(world):
    rosters = [f"/print/rosters/{world.unit.pk}/{key}/columns/" for key in ("professional", "skilled")]
    unit, office = links(world.clerk), links(world.boss)
    assert [each for each in rosters if each not in unit] == []
    assert [each for each in unit if "collected" in each or f"/{world.office.pk}/" in each] == []
    assert f"/print/collected/responsible_person/{world.office.pk}/" in office
    assert f"/print/rosters/{world.office.pk}/skilled/columns/" in office
    assert browser(world.boss).get("/back/").content.count(b'"url": "/print/"') == 1


def test_the_lists_of_a_unit_and_of_an_office_lead_to_their_sheets(world):
    assert f"/print/rosters/{world.unit.pk}/skilled/columns/" in links(world.clerk, f"/unit/{world.unit.pk}/")
    collected = f"/print/collected/responsible_person/{world.office.pk}/"
    assert collected in links(world.boss, f"/unit/{world.office.pk}/sheets/")
    assert "collected" not in "".join(links(world.clerk, f"/unit/{world.unit.pk}/sheets/"))


def test_chosen_columns_lead_to_the_roster_with_them(world):
    client = browser(world.clerk)
    form = page_of(world.clerk, f"/print/rosters/{world.unit.pk}/skilled/columns/").select_one("main form")
    ticked = [each["value"] for each in form.select("input[name=columns][checked]")]
    assert "identity.full_name" in ticked
    assert form.select_one("input[value='identity.photo']") is None
    answer = client.get(form["action"], {"columns": ["identity.full_name", "contact.email"], "paper": "A4"})
    assert read(answer.content)[0].text.startswith("技能人才花名册")


def test_a_query_leads_to_a_batch_of_the_roster_with_the_chosen_columns(world):
    listed = page_of(world.clerk, f"/unit/{world.unit.pk}/query/?category=skilled")
    (way,) = (each for each in listed.select("main form") if each["action"] == "/print/rosters/")
    given = {each["name"]: each["value"] for each in way.select("input")}
    client = browser(world.clerk)
    form = BeautifulSoup(client.get("/print/rosters/", given).content, "html.parser").select_one("main form")
    hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    hidden.pop("csrfmiddlewaretoken", None)
    answer = client.post(form["action"], hidden | {"columns": ["identity.full_name"], "paper": "A3"})
    run = PrintRun.objects.get()
    assert (answer["Location"], run.sheet, run.unit) == (f"/print/runs/{run.pk}/", "roster", world.unit)
    assert run.asked == "category=skilled&columns=identity.full_name&paper=A3"


@pytest.mark.parametrize("address", ["/print/rosters/{unit}/skilled/columns/", "/print/rosters/?{asked}"])
def test_another_unit_finds_no_columns_to_choose(world, address):
    asked = f"asked=category%3Dskilled&desk={world.unit.pk}"
    place = address.format(unit=world.unit.pk, asked=asked)
    answers = [browser(each).get(place).status_code for each in (world.clerk, world.stranger)]
    assert answers == [200, 404]


def test_a_category_that_is_none_has_no_columns(world):
    keys = ("responsible_person", "nothing")
    places = [f"/print/rosters/{world.unit.pk}/{key}/columns/" for key in keys]
    places += [f"/print/rosters/?asked=category%3D{key}&desk={world.unit.pk}" for key in keys]
    places += ["/print/rosters/?asked=category%3Dskilled&desk=x", "/print/rosters/?asked=category%3Dskilled"]
    assert {browser(world.clerk).get(place).status_code for place in places} == {404}


def test_what_no_database_keeps_is_refused_before_anything_is_begun(world):
    asked = "category=%00"
    desk = browser(world.clerk)
    answers = [
        desk.get("/print/rosters/", {"asked": asked, "desk": world.unit.pk}),
        desk.post("/print/runs/", {"asked": asked, "unit": world.unit.pk}),
    ]
    assert [each.status_code for each in answers] == [400, 400]
    assert not PrintRun.objects.exists()


@pytest.mark.parametrize(
    ("asked", "ticked", "not_ticked"),
    [
        ("column=contact.email", {"identity.full_name", "contact.email"}, {"identity.sex", "contact.mobile"}),
        ("employment.employment_form=1", {"identity.sex", "employment.employment_form"}, {"contact.email"}),
        ("", {"identity.full_name", "identity.sex", "contact.mobile"}, {"contact.email"}),
    ],
    ids=["columns", "conditions", "nothing"],
)
def test_a_roster_of_a_query_begins_with_the_columns_of_the_query(world, asked, ticked, not_ticked):
    query = f"category=skilled&{asked}".replace("&", "%26").replace("=", "%3D")
    page = page_of(world.boss, f"/print/rosters/?asked={query}")
    found = {each["value"] for each in page.select("input[name=columns][checked]")}
    assert (found & ticked, found & not_ticked) == (ticked, set())


def test_a_query_names_the_office_in_whose_name_it_prints_and_asks_where_there_are_two(world):
    address = "/print/rosters/?asked=category%3Dskilled"
    assert f"制表单位：{world.office.name}" in page_of(world.boss, address).get_text()
    second = office(152500)
    Membership.objects.create(user=world.boss, organisation=second, role="hr_reviewer")
    offered = [each["value"] for each in page_of(world.boss, address).select("input[name=at]")]
    assert offered == [str(world.office.pk), str(second.pk)]
    browser(world.boss).post(
        "/print/runs/", {"sheet": "roster", "asked": "category=skilled", "at": offered[1]}
    )
    assert PrintRun.objects.get().asked == f"category=skilled&at={second.pk}"
