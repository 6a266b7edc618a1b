"""A category that is retired while people are at work on it: nothing breaks, nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup

from talent.categories.editor.retiring import retire
from talent.categories.models import Category
from talent.collect.gridtext import cell_name
from talent.records.service import FieldRemark, accept_many, send_back
from tests.factories import make_user
from tests.talent.collect.world import World, browser, person, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def retired():
    retire(category=Category.objects.get(key="skilled"), by=make_user())


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_an_open_draft_is_read_saved_sent_reviewed_and_corrected_as_ever(world, clerk):
    change = world.draft(by=world.clerk)
    retired()
    url = world.url("change", change.pk)
    form = page(clerk.get(url))
    assert "这一类别已停用：已有的资料照常填完、上报、修改和审核" in form.get_text()
    lock = form.select_one("[name=lock]")["value"]
    saved = clerk.post(url, posted(person(name="新名"), do="save", lock=lock))
    assert (saved.status_code, world.again(change).full_name) == (302, "新名")
    assert clerk.get(world.url("check", change.pk)).status_code == 200
    lock = page(clerk.get(world.url("check", change.pk))).select_one("main form [name=lock]")["value"]
    sent = clerk.post(world.url("check", change.pk), {"lock": lock, "confirmed": "on"}, follow=True)
    assert (sent.status_code, world.again(change).state) == (200, "waiting")
    back = send_back(change=world.again(change), by=world.boss, remarks=[FieldRemark("", "请核对")])
    assert (back.state, clerk.get(url).status_code) == ("returned", 200)


def test_what_waits_is_passed_and_what_stands_is_corrected(world, clerk):
    change = world.waiting()
    retired()
    passed = accept_many(changes=[change], by=world.boss)[0]
    assert passed.state == "accepted"
    assert clerk.get(world.url("change", change.pk)).status_code == 200
    form = clerk.get(world.url("new", "skilled"), {"base": change.pk})
    opened = page(form).select_one("[name=opened]")["value"]
    document = person()
    document["skill"]["current_trade"] = "钳工"
    answer = clerk.post(
        world.url("new", "skilled"), posted(document, base=change.pk, do="save", opened=opened, lock="0")
    )
    assert (answer.status_code, world.newest().state) == (302, "draft")


def test_a_waiting_change_is_taken_back_and_can_be_sent_again(world, clerk):
    change = world.waiting()
    retired()
    assert clerk.post(world.url("withdraw", change.pk), follow=True).status_code == 200
    assert world.again(change).state == "withdrawn"


def test_a_form_for_somebody_new_comes_back_with_the_reason_and_all_that_was_typed(world, clerk):
    url = world.url("new", "skilled")
    assert clerk.get(url).status_code == 200
    retired()
    answer = clerk.post(url, posted(person(), do="save"))
    found = page(answer)
    assert (answer.status_code, world.changes()) == (422, [])
    assert "“技能人才”已停用，不再新增人员；已有的资料可以照常修改。" in found.get_text()
    assert found.find(id="skill.current_trade")["value"] == "焊工"
    assert clerk.get(url).status_code == 404


def test_a_grid_comes_back_with_the_reason_in_each_row_and_all_that_was_typed(world, clerk):
    url = world.url("grid", "skilled")
    number, name = (cell_name(0, f"identity.{key}") for key in ("id_number", "full_name"))
    assert page(clerk.get(url)).find(attrs={"name": name}) is not None
    retired()
    typed = person()["identity"]
    answer = clerk.post(url, {number: typed["id_number"], name: typed["full_name"], "do": "save"})
    assert (answer.status_code, world.changes()) == (422, [])
    assert "“技能人才”已停用，不再新增人员" in page(answer).get_text()
    assert page(answer).find(attrs={"name": name})["value"] == typed["full_name"]
    assert clerk.get(url).status_code == 404
