"""Forms that show a part, and forms that begin with what stands of somebody else."""

import pytest

from talent.categories.models import Category
from talent.categories.service import definition_of, live_version
from talent.records.models import Change
from tests.talent.collect.test_record import send, soup, value
from tests.talent.collect.world import account, browser, organisation, person, posted


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def village(world):
    place = organisation("巴彦嘎查委员会", "village_committee", industry="A")
    return place, browser(account("gacha", place, "collector", "unit_reviewer"))


def shown(page):
    return {
        each["data-field"]
        for each in page.select(".field[data-field]")
        if "__row__" not in each["data-field"]
    }


RURAL = {"rural_type": "1", "demo_effect": "带动", "villagers_opinion": "1"}


def test_a_village_committee_sees_the_light_form_first_and_turns_to_the_whole_one(world, village):
    place, clerk = village
    url = world.url("new", "rural", unit=place)
    light, whole = soup(clerk.get(url)), soup(clerk.get(f"{url}?form=whole"))
    wanted = {
        each.path
        for each in definition_of(live_version("rural")).all_fields()
        if each.in_light_form and not each.repeat
    }
    assert shown(light) >= wanted
    assert "identity.former_name" in shown(whole) - shown(light)
    assert light.select_one("[name=do][value=switch]").text == "显示全部字段"
    assert whole.select_one("[name=do][value=switch]").text == "只显示简表"


def test_an_office_of_another_kind_sees_the_whole_form(world, clerk):
    assert "identity.former_name" in shown(soup(clerk.get(world.url("new", "rural"))))


def test_a_light_form_loses_nothing_that_it_does_not_show(world, village):
    place, clerk = village
    document = person(rural=RURAL, education=[{"school": "内蒙古大学", "start": "2001-09"}])
    document["identity"] |= {"former_name": "娜仁", "native_place": "锡林浩特市"}
    document.pop("skill")
    send(clerk, world.url("new", "rural", unit=place), document)
    change = Change.objects.unscoped(reason="test").get()
    before = change.document()
    page = soup(clerk.get(world.url("change", change.pk, unit=place)))
    assert "identity.former_name" not in shown(page)
    form = page.select_one("form.generated")
    values = {
        each["name"]: each.get("value", "")
        for each in form.select("input[name]")
        if "__row__" not in each["name"] and (each.get("type") != "checkbox" or each.has_attr("checked"))
    }
    values |= {
        each["name"]: (each.select_one("[selected]") or {"value": ""})["value"]
        for each in form.select("select[name]")
        if "__row__" not in each["name"]
    }
    values |= {
        each["name"]: each.text.removeprefix("\n")
        for each in form.select("textarea[name]")
        if "__row__" not in each["name"]
    }
    values["rural.demo_effect"] = "带动二十户"
    answer = clerk.post(form["action"], values)
    after = world.again(change).document()
    before["rural"]["demo_effect"] = "带动二十户"
    assert (answer.status_code, after) == (302, before)


def test_turning_to_the_other_form_keeps_what_was_typed_and_saves_nothing(world, village):
    place, clerk = village
    url = world.url("new", "rural", unit=place)
    answer = clerk.post(f"{url}?form=whole", posted({"identity": {"full_name": "那仁"}}, do="switch"))
    page = soup(answer)
    assert (answer.status_code, value(page, "identity.full_name")) == (200, "那仁")
    assert "identity.former_name" in shown(page)
    assert page.select_one("form.generated")["action"] == f"{url}?form=whole"
    assert not Change.objects.unscoped(reason="test").exists()


def test_a_copy_begins_with_what_colleagues_share_and_nothing_of_the_person(world, clerk):
    document = person(
        employment={"employment_form": "2", "current_post": "班长"}, contact={"mobile": "13800000001"}
    )
    change = world.draft(document=document)
    link = soup(clerk.get(world.url("change", change.pk))).select_one(".further a")
    assert link.text == "按此人复制新建"
    page = soup(clerk.get(link["href"]))
    marked = {each["id"].removesuffix("-taken") for each in page.select(".taken")}
    assert marked == {"skill.current_trade", "employment.employment_form"}
    assert value(page, "skill.current_trade") == "焊工"
    own = ("identity.full_name", "identity.id_number", "contact.mobile", "employment.current_post")
    assert [value(page, name) for name in own] == [""] * 4
    assert "带入了 2 项" in page.select_one("#taken-over").text


def test_save_and_next_keeps_the_colleague_only_where_it_is_wanted(world, clerk):
    change, url = world.draft(), world.url("new", "skilled")
    kept = send(clerk, url, person(2, "那仁"), do="next", copy=change.pk, copy_on="1")
    dropped = send(clerk, url, person(3, "苏和"), do="next", copy=change.pk)
    assert (kept.url, dropped.url) == (f"{url}?copy={change.pk}", url)


def test_a_further_category_begins_with_what_is_known_of_the_same_person(world, clerk):
    change = world.draft(document=person(contact={"mobile": "13800000001"}))
    links = {
        each.text: each["href"] for each in soup(clerk.get(world.url("change", change.pk))).select(".more a")
    }
    assert "技能人才" not in links
    page = soup(clerk.get(links["专业技术人才"]))
    assert (page.h1.contents[0].strip(), value(page, "contact.mobile")) == ("乌日娜", "13800000001")
    document = person(contact={"mobile": "13800000001"}, title=[{"title_name": "工程师"}])
    document.pop("skill")
    send(clerk, world.url("new", "professional"), document, same=change.pk)
    assert world.changes() == [("乌日娜", "draft"), ("乌日娜", "draft")]
    assert soup(clerk.get(world.url("workspace"))).select("#list tbody tr")[1:] == []


@pytest.mark.parametrize("which", ["copy", "same"])
def test_nothing_of_another_unit_begins_a_form(world, clerk, which):
    theirs = world.draft(unit=world.other, by=world.stranger)
    assert clerk.get(f"{world.url('new', 'professional')}?{which}={theirs.pk}").status_code == 404


def test_the_marks_of_the_carried_definitions_stand_in_their_versions(db):
    light_for = {each.key: definition_of(live_version(each.key)).light_for for each in Category.objects.all()}
    assert {key for key, first in light_for.items() if first} == {"rural"}
    assert light_for["rural"] == ("village_committee", "individual")
