"""A form over another version than the one its content was filled in under."""

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localdate

from talent.categories.service import Mover, live_version
from talent.records.service import (
    accept_many,
    agree,
    fill_sheet,
    offer,
    reject,
    start_run,
    submit,
    work,
)
from tests.talent.categories.following import MERGE, RENAME, follow, renamed_and_merged
from tests.talent.collect.world import World, browser, person, posted

pytestmark = pytest.mark.django_db

AS_NUMBER = ("convert", {"path": "skill.studio", "rule": "as_written"})


@pytest.fixture
def world():
    return World()


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def retire(path):
    return "retire", {"path": path}


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


def told_of(clerk, world, change):
    """The line about a newer version on the form that corrects a change, without the version's number."""
    page = soup(clerk.get(world.url("new", "skilled"), {"base": change.pk}))
    line = page.find(id="updated")
    return line and line.get_text(strip=True)


def test_what_a_newer_version_did_to_a_record_is_told_in_one_line_on_its_form(world, clerk):
    change = accepted(world, highest_level="5", studio="巴特尔工作室")
    follow(
        "skilled",
        RENAME,
        MERGE,
        retire("skill.studio"),
        renamed={"skill.current_trade": "trade_now"},
        off=["skill.studio"],
        relabelled={"skill.trade_now": "从事工种"},
    )
    assert told_of(clerk, world, change) == (
        "表单已更新为第 2 版，原有内容已照新表单带入：不再填写“技能大师工作室”；"
        "“现从事工种”改称“从事工种”；“最高技能等级”由“技师(二级)”改为“高级工(三级)”。"
    )


def test_a_newer_version_that_touched_nothing_of_a_record_is_not_told(world, clerk):
    change = accepted(world)
    follow("skilled", MERGE, added=[("skill", "text", {"key": "extra"})])
    assert told_of(clerk, world, change) is None


def test_a_record_that_was_moved_by_itself_is_told_what_happened_to_what_somebody_filled_in(
    world, clerk, statements
):
    old = accepted(world, highest_level="5")
    move_all(renamed_and_merged())
    new = world.newest()
    assert (new.source, new.version.number, old.version.number) == ("move", 2, 1)
    line = "“最高技能等级”由“技师(二级)”改为“高级工(三级)”。"
    assert told_of(clerk, world, new).endswith(line)
    told_of(clerk, world, new)
    assert statements(lambda: clerk.get(world.url("new", "skilled"), {"base": new.pk})) <= 20


def test_a_new_form_and_a_draft_that_goes_on_under_its_version_are_told_nothing(world, clerk):
    draft = world.draft()
    renamed_and_merged()
    pages = [clerk.get(world.url("new", "skilled")), clerk.get(world.url("change", draft.pk))]
    assert [soup(each).find(id="updated") for each in pages] == [None, None]


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


def move_all(version):
    """Every record of the category comes to a version of it."""
    run = start_run(category=version.category, by=None)
    mover = Mover(run.version)
    while run.state == "running":
        run = work(run=run, mover=mover)


def moved_on(world):
    """An approved change with the one by which its record came to another version."""
    old = accepted(world)
    move_all(renamed_and_merged())
    return old, world.newest()


def buttons(answer):
    return [each.get_text() for each in soup(answer).select("p.actions a")]


def test_of_a_record_that_moved_only_the_newest_change_is_offered_for_correction(world, clerk):
    old, new = moved_on(world)
    was, now = (clerk.get(world.url("change", each.pk)) for each in (old, new))
    assert ("修改这份资料" in buttons(was), "修改这份资料" in buttons(now)) == (False, True)
    link = soup(was).find("a", string="查看最新的资料")
    assert (link["href"], "查看最新的资料" in buttons(now)) == (world.url("change", new.pk), False)


def test_a_form_on_an_older_change_is_led_to_the_newest_and_can_be_saved(world, clerk):
    old, new = moved_on(world)
    answer = clerk.get(world.url("new", "skilled"), {"base": old.pk}, follow=True)
    page = soup(answer)
    assert answer.redirect_chain[-1][0].endswith(f"?base={new.pk}")
    assert "已换成最新的一份" in page.get_text()
    document = person(contact={"office_phone": "0479-8212345"})
    document["skill"] = {"trade_now": "焊工"}
    opened = page.select_one("[name=opened]")["value"]
    sent = posted(document, base=new.pk, do="save", opened=opened, lock="0")
    assert (clerk.post(world.url("new", "skilled"), sent).status_code, world.newest().state) == (302, "draft")


def test_what_was_refused_is_corrected_from_its_own_words_until_something_newer_stands(world, clerk):
    approved = accepted(world)
    draft = world.draft(document=person(name="新名"), by=world.clerk)
    sent = accept_many(changes=[submit(change=draft, by=world.clerk)], by=world.clerk)[0]
    refused = reject(change=sent, by=world.boss, reason="不符")
    pages = [clerk.get(world.url("change", each.pk)) for each in (approved, refused)]
    assert ["修改这份资料" in buttons(each) for each in pages] == [True, True]
    values = posted(person(name="又名"), base=refused.pk, do="save")
    assert clerk.post(world.url("new", "skilled"), values).status_code == 302
    assert (world.newest().full_name, world.newest().state) == ("又名", "draft")
    answer = clerk.get(world.url("change", refused.pk))
    link = soup(answer).find("a", string="查看最新的资料")
    assert (link["href"], "修改这份资料" in buttons(answer)) == (
        world.url("change", world.newest().pk),
        False,
    )


def test_of_somebody_who_went_to_another_unit_nothing_is_offered_for_correction(world, clerk):
    change = accepted(world)
    given = offer(change=change, to_unit=world.other, day=localdate(), by=world.clerk)
    agree(transfer=given, unit=world.other, by=world.stranger)
    assert "修改这份资料" not in buttons(clerk.get(world.url("change", change.pk)))
    answer = clerk.get(world.url("new", "skilled"), {"base": change.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == world.url("change", change.pk)
    assert "已不归本单位" in soup(answer).get_text()
