"""A form over another version than the one its content was filled in under."""

import pytest
from bs4 import BeautifulSoup

from talent.categories.service import live_version
from talent.records.service import accept_many, fill_sheet, submit
from tests.talent.categories.following import RENAME, follow, renamed_and_merged
from tests.talent.collect.world import World, browser, person, posted

pytestmark = pytest.mark.django_db

AS_NUMBER = ("convert", {"path": "skill.studio", "rule": "as_written"})


@pytest.fixture
def world():
    return World()


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def accepted(world, **skill):
    raw = person()
    raw["skill"] |= skill
    change = submit(change=world.draft(document=raw, by=world.clerk), by=world.clerk)
    change = accept_many(changes=[change], by=world.clerk)[0]
    return accept_many(changes=[change], by=world.boss)[0]


def test_a_change_to_an_approved_record_starts_from_it_moved_to_the_version_in_force(world, clerk):
    change = accepted(world)
    second = renamed_and_merged()
    page = soup(clerk.get(world.url("new", "skilled"), {"base": change.pk}))
    assert page.select_one("[name='skill.trade_now']")["value"] == "焊工"
    assert page.select_one("[name='skill.current_trade']") is None
    assert page.find(id="left-out") is None
    document = person(contact={"office_phone": "0479-8212345"})
    document["skill"] = {"trade_now": "焊工"}
    opened = page.select_one("[name=opened]")["value"]
    answer = clerk.post(
        world.url("new", "skilled"), posted(document, base=change.pk, do="save", opened=opened, lock="0")
    )
    draft = world.newest()
    assert (answer.status_code, draft.version, draft.state) == (302, second, "draft")
    assert draft.data["skill"]["trade_now"] == "焊工"
    assert world.again(change).version.number == 1


def test_what_could_not_be_moved_is_told_above_and_beside_its_field(world, clerk):
    change = accepted(world, studio="巴特尔工作室")
    follow(
        "skilled",
        AS_NUMBER,
        retyped={"skill.studio": ("integer", {})},
    )
    page = soup(clerk.get(world.url("new", "skilled"), {"base": change.pk}))
    told = (
        "“技能大师工作室”原来填的是“巴特尔工作室”，未能带入现行表单，请重新填写。"
        "原因：“技能大师工作室”应为整数，例如 12；现为“巴特尔工作室”。"
    )
    assert [each.get_text() for each in page.select("#left-out li")] == [told]
    assert page.find(id="skill.studio-error").li.get_text() == told
    assert page.select_one("[name='skill.studio']").get("value", "") == ""


def test_a_draft_begun_before_goes_on_under_its_version(world, clerk):
    draft = world.draft()
    renamed_and_merged()
    page = soup(clerk.get(world.url("change", draft.pk)))
    assert page.select_one("[name='skill.current_trade']")["value"] == "焊工"
    answer = clerk.post(
        world.url("change", draft.pk),
        posted(person(contact={"office_phone": "0479-8212345"}), do="save", lock=draft.lock),
    )
    assert (answer.status_code, world.again(draft).version.number) == (302, 1)


def test_a_returned_change_goes_on_under_its_version_with_its_remarks(world, clerk):
    change = world.returned(("skill.current_trade", "工种不符"))
    renamed_and_merged()
    page = soup(clerk.get(world.url("change", change.pk)))
    assert "工种不符" in page.find(id="skill.current_trade-remark").get_text()
    document = person()
    document["skill"]["current_trade"] = "电工"
    clerk.post(world.url("change", change.pk), posted(document, do="save", lock=change.lock))
    assert (world.again(change).version.number, list(change.remarks.values_list("acted_on", flat=True))) == (
        1,
        [True],
    )


def test_nothing_changed_is_told_across_versions(world, clerk):
    change = accepted(world)
    follow("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    document = person()
    document["skill"] = {"trade_now": "焊工"}
    answer = clerk.post(world.url("new", "skilled"), posted(document, base=change.pk, do="save", lock="0"))
    assert answer.url == world.url("change", change.pk)
    assert "没有改动" in clerk.get(answer.url).text


def test_two_who_wrote_at_once_are_shown_what_stands_moved_to_the_form(world, clerk):
    change = accepted(world)
    follow("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    document = person(contact={"office_phone": "0479-8212345"})
    document["skill"] = {"trade_now": "电工"}
    answer = clerk.post(world.url("new", "skilled"), posted(document, do="save", lock="0"))
    assert answer.status_code == 409
    hidden = {each["name"]: each.get("value") for each in soup(answer).select("input[type=hidden]")}
    assert hidden["skill.trade_now"] == "电工"
    assert "焊工" in answer.text
    assert hidden["base"] == str(change.pk)


def test_a_sheet_is_opened_under_the_version_in_force(world, clerk):
    fill_sheet(
        version=live_version("responsible_person"),
        organisation=world.unit,
        raw={"row": [{"full_name": "苏和"}]},
        by=world.clerk,
        hand_in=False,
    )
    follow(
        "responsible_person",
        ("rename", {"source": "row.full_name", "to": "row.who"}),
        renamed={"row.full_name": "who"},
    )
    page = soup(clerk.get(world.url("sheet", "responsible_person")))
    assert page.select_one("[name='row.0.who']")["value"] == "苏和"
