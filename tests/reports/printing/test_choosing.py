"""The page of printing leads to everything that an account may print, and to nothing else."""

import pytest
from bs4 import BeautifulSoup

from reports.printing.models import PrintedSheet, PrintRun
from reports.stats.service import release
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
    assert given.pop("few") == "1"
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


@pytest.mark.parametrize(
    "asked", ["category=%00", "category=skilled&name=" + "x" * 8000], ids=["NUL", "long"]
)
def test_what_cannot_be_kept_whole_is_refused_before_anything_is_begun(world, asked):
    desk = browser(world.clerk)
    answers = [
        desk.get("/print/rosters/", {"asked": asked, "desk": world.unit.pk}),
        desk.post("/print/runs/", {"asked": asked, "unit": world.unit.pk}),
    ]
    assert [each.status_code for each in answers] == [400, 400]
    assert not PrintRun.objects.exists()


def test_a_blank_form_of_each_category_and_sheet_is_offered_and_has_every_field_no_name_and_no_number(world):
    blanks = [f"/print/blank/{key}/" for key in ("skilled", "responsible_person")]
    offered = links(world.clerk)
    assert [each for each in (*blanks, f"{blanks[0]}?as=page") if each not in offered] == []
    assert blanks[0] in links(world.clerk, f"/unit/{world.unit.pk}/new/skilled/")
    assert blanks[1] in links(world.clerk, f"/unit/{world.unit.pk}/sheets/responsible_person/")
    for address, title in zip(blanks, ("技能人才登记表", "负责人员登记表"), strict=True):
        text = "".join(page.text for page in read(browser(world.clerk).get(address).content))
        assert (title in text, "姓名" in text, "乌日娜" in text) == (True, True, False)
        assert ("核验编号" in text, "草稿" in text) == (False, False)
    assert not PrintedSheet.objects.exists()
    assert browser(world.clerk).get("/print/blank/nothing/").status_code == 404


def test_the_forms_of_all_people_of_a_unit_are_ordered_from_its_list_and_from_the_page_of_printing(world):
    for address in (f"/unit/{world.unit.pk}/", "/print/"):
        (form,) = (
            each for each in page_of(world.clerk, address).select("main form") if each.select("[name=asked]")
        )
        assert form["action"] == "/print/runs/"
        assert "category=skilled" in [each["value"] for each in form.select("[name=asked] option")]
    assert form.select_one("[name=unit]")["value"] == str(world.unit.pk)
    browser(world.clerk).post("/print/runs/", {"asked": "category=skilled", "unit": world.unit.pk})
    assert PrintRun.objects.values_list("asked", "unit").get() == ("category=skilled", world.unit.pk)
    (office,) = (
        each for each in page_of(world.boss, "/print/").select("main form") if each.select("[name=asked]")
    )
    assert office.select_one("[name=unit]") is None


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_reports_are_folded_by_level_and_found_by_words_of_their_titles(world):
    release(by=None)
    page = page_of(world.clerk, "/print/")
    (folded,) = page.select("details")
    assert folded.summary.get_text(strip=True).startswith("盟市")
    assert folded.select_one("a[href='/print/statistics/league_category/?as=page']")
    (found,) = page_of(world.clerk, "/print/?q=类别 盟市").select("details[open]")
    assert found.select("a")
    nothing = page_of(world.clerk, "/print/?q=没有这张")
    assert (nothing.select("details"), "没有表名里有这些字的统计报表" in nothing.get_text()) == ([], True)


def test_who_owes_a_sheet_is_told_the_same_at_the_desk_and_in_the_collected_table(world):
    desk = page_of(world.clerk, f"/unit/{world.unit.pk}/sheets/").select_one("main .badge").get_text()
    office = page_of(world.boss, f"/unit/{world.office.pk}/sheets/").select_one("main .badge").get_text()
    assert (desk, office) == ("可不填", "未填写")
    page = f"/print/collected/responsible_person/{world.office.pk}/?as=page"
    told = page_of(world.boss, page).select_one("dl.fields").get_text()
    assert (world.office.name in told, world.unit.name in told) == (True, False)


def test_a_short_list_of_a_query_prints_at_once_and_says_by_which_conditions(world):
    world.accepted(2, "苏日娜")
    asked = "category=skilled&name=乌日娜&identity.ethnic_group=01"
    page = page_of(world.boss, f"/back/query/?{asked}")
    (way,) = (each for each in page.select("form") if each["action"] == "/print/rosters/")
    given = {each["name"]: each["value"] for each in way.select("input")}
    client = browser(world.boss)
    form = BeautifulSoup(client.get("/print/rosters/", given).content, "html.parser").select_one("main form")
    assert (form["method"], form["action"]) == ("get", f"/print/rosters/{world.office.pk}/skilled/")
    hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    chosen = hidden | {"columns": ["identity.full_name", "employment.unit"], "as": "page"}
    sheet = BeautifulSoup(client.get(form["action"], chosen).content, "html.parser").select_one("article")
    assert "姓名：乌日娜；民族：" in sheet.select_one("dl.lines").get_text()
    assert [each.get_text() for each in sheet.select("th")] == ["序号", "姓名", "工作单位"]
    assert len(sheet.select("tbody tr")) == 1
    assert browser(world.stranger).get(form["action"], chosen).status_code == 404


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
