"""A code that was retired or merged after it was chosen: the form keeps it, and offers it to nobody else."""

import pytest
from bs4 import BeautifulSoup

from talent.categories.codes.shaping import merge, retire
from talent.categories.models import Code
from tests.factories import make_user
from tests.talent.collect.world import World, browser, person, posted


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def code(key, name):
    return Code.objects.select_related("code_list").get(code_list__key=key, code=name)


def form_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def sent_by(page):
    """What the form would send if nothing were touched."""
    sent = {each["name"]: each.get("value", "") for each in page.select("main form input[name]")}
    sent |= {each["name"]: each.text.removeprefix("\n") for each in page.select("main form textarea[name]")}
    for each in page.select("main form select[name]"):
        chosen = each.find("option", selected=True)
        sent[each["name"]] = chosen.get("value", chosen.text) if chosen else ""
    return {name: value for name, value in sent.items() if "__row__" not in name}


def draft(world):
    """Somebody of ethnic group 01 (a short list) born in Xilinhot (a long, open one)."""
    document = person()
    document["identity"] |= {"native_place": "锡林浩特市"}
    return world.draft(document=document, by=world.clerk)


def spoil(how):
    for key, name, into in (("ethnic", "01", "02"), ("region", "152502", "152501")):
        if how == "retire":
            retire(code=code(key, name), by=make_user())
        else:
            merge(code=code(key, name), into=into, by=make_user())


@pytest.mark.parametrize("how", ["retire", "merge"])
def test_what_stands_stays_selected_and_survives_an_edit_of_another_field(world, clerk, how):
    change = draft(world)
    spoil(how)
    url = world.url("change", change.pk)
    page = form_of(clerk, url)
    chosen = page.find(id="identity.ethnic_group").find("option", selected=True)
    assert (chosen["value"], chosen.text) == ("01", "汉族(不可再选)")
    assert page.find(id="identity.native_place")["value"] == "锡林浩特市"
    answer = clerk.post(url, sent_by(page) | {"identity.full_name": "新名", "do": "save"})
    identity = world.again(change).document()["identity"]
    assert answer.status_code == 302
    assert [identity[key] for key in ("full_name", "ethnic_group", "native_place")] == [
        "新名",
        "01",
        "152502",
    ]
    assert world.again(change).blocking == []


@pytest.mark.parametrize("how", ["retire", "merge"])
def test_a_change_to_a_decided_record_keeps_its_codes(world, clerk, how):
    change = world.accepted()
    spoil(how)
    url = world.url("new", "skilled")
    page = form_of(clerk, f"{url}?base={change.pk}")
    answer = clerk.post(url, sent_by(page) | {"skill.current_trade": "钳工", "base": change.pk, "do": "save"})
    assert answer.status_code == 302
    kept = world.newest().document()
    assert (kept["identity"]["ethnic_group"], kept["skill"]["current_trade"]) == ("01", "钳工")


def test_a_retired_code_is_offered_to_nobody_and_refused(world, clerk):
    retire(code=code("ethnic", "01"), by=make_user())
    page = form_of(clerk, world.url("new", "skilled"))
    options = [each["value"] for each in page.find(id="identity.ethnic_group").find_all("option")]
    assert ("01" in options, "02" in options) == (False, True)
    answer = clerk.post(world.url("new", "skilled"), posted(person(), do="save"))
    assert (answer.status_code, "“汉族”已停用" in answer.text) == (422, True)


def test_who_types_a_word_of_a_merged_code_gets_its_successor(world, clerk):
    merge(code=code("ethnic", "01"), into="02", by=make_user())
    clerk.post(world.url("new", "skilled"), posted(person(), do="save"))
    assert world.newest().document()["identity"]["ethnic_group"] == "02"


def test_a_code_that_is_retired_while_the_form_is_open_is_refused_with_all_that_was_typed(world, clerk):
    url = world.url("new", "skilled")
    sent = sent_by(form_of(clerk, url)) | posted(person(), do="save", **{"identity.ethnic_group": "01"})
    retire(code=code("ethnic", "01"), by=make_user())
    answer = clerk.post(url, sent)
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, "“汉族”已停用" in page.get_text(), world.changes()) == (422, True, [])
    assert page.find(id="skill.current_trade")["value"] == "焊工"
    assert page.find(id="identity.full_name")["value"] == "乌日娜"
