"""The people of a unit who stayed under an earlier version."""

import pytest
from bs4 import BeautifulSoup

from talent.categories.service import Mover, live_version
from talent.records import behind
from talent.records.service import accept_many, start_run, submit, work
from tests.talent.categories.following import follow
from tests.talent.collect.test_record_versions import AS_NUMBER
from tests.talent.collect.world import World, browser, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    found = World()
    for serial, studio in ((1, "3"), (2, "巴特尔工作室"), (3, "乌云工作室")):
        raw = person(serial, f"人{serial}")
        raw["skill"] |= {"studio": studio}
        change = submit(change=found.draft(document=raw, by=found.clerk), by=found.clerk)
        change = accept_many(changes=[change], by=found.clerk)[0]
        accept_many(changes=[change], by=found.boss)
    return found


def moved():
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    run = start_run(category=live_version("skilled").category, by=None)
    mover = Mover(run.version)
    while run.state == "running":
        run = work(run=run, mover=mover)


def shown(client, world, **given):
    return BeautifulSoup(client.get(world.url("stayed", "skilled"), given).content, "html.parser")


def rows(page):
    return [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]


def test_each_person_who_stayed_is_named_with_what_to_correct_and_leads_to_the_form(world):
    clerk = browser(world.clerk)
    assert rows(shown(clerk, world)) == []
    moved()
    page = shown(clerk, world)
    assert rows(page) == [[name, "技能大师工作室：不是整数。"] for name in ("人2", "人3")]
    form = clerk.get(page.select_one("tbody a")["href"])
    assert "巴特尔工作室" in BeautifulSoup(form.content, "html.parser").find(id="left-out").get_text()


def test_they_come_page_by_page(world, monkeypatch):
    moved()
    monkeypatch.setattr(behind, "PAGE", 1)
    monkeypatch.setattr("talent.collect.views.staying.STAYED_PAGE", 1)
    clerk = browser(world.clerk)
    first = shown(clerk, world)
    after = first.select_one("a[rel=next]")["href"].removeprefix("?after=")
    second = shown(clerk, world, after=after)
    assert [rows(each)[0][0] for each in (first, second)] == ["人2", "人3"]
    assert second.select_one("a[rel=next]") is None


def test_the_people_of_other_units_are_not_there_and_others_do_not_find_the_page(world):
    moved()
    stranger = browser(world.stranger)
    own = stranger.get(world.url("stayed", "skilled", unit=world.other))
    assert rows(BeautifulSoup(own.content, "html.parser")) == []
    assert stranger.get(world.url("stayed", "skilled")).status_code == 404
    assert browser(world.clerk).get(world.url("stayed", "nothing")).status_code == 404
