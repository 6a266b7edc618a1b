"""The form of an individual saves itself, and two of its windows never write over each other."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.collect.merging import opened_with
from talent.collect.models import Scratch
from talent.individuals.erasing import _erase_account
from talent.individuals.service import return_entry
from talent.records.service import FieldRemark
from talent.security.models import AuditEvent
from tests.talent.collect.world import posted
from tests.talent.individuals.persons import browser, entries, entry_again, typed

SITTING = "sitting-0001"


def trade(text):
    return typed(skill={"current_trade": text})


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def autosave(client, url, document, **more):
    form = posted(document, do="autosave", autosaved="1", **{"sitting": SITTING, **more})
    return client.post(url, form)


def saves():
    return AuditEvent.objects.filter(action="save_entry").count()


@pytest.fixture
def own(pasture):
    return browser(pasture.account)


def url_of(entry):
    return reverse("me:entry", args=[entry.pk])


def new_url(pasture):
    return f"/me/new/skilled/?unit={pasture.unit.pk}"


def standing(entry):
    return entry_again(entry).document()["skill"]["current_trade"]


def test_a_draft_saves_itself_with_one_event_for_the_whole_sitting(pasture, own):
    entry = pasture.entry()
    before, state = saves(), {"lock": entry.lock}
    for text in ("钳工", "电工"):
        answer = autosave(own, url_of(entry), trade(text), **state).json()
        state = {"lock": answer["lock"], "opened": answer["opened"]}
    assert (answer["kept"], standing(entry), saves() - before) == ("draft", "电工", 1)
    saved = own.post(url_of(entry), posted(trade("焊工"), do="save", **state))
    assert (saved.status_code, standing(entry)) == (302, "焊工")


def test_what_is_not_saved_yet_is_kept_aside_and_offered_again(pasture, own):
    answer = autosave(own, "/me/new/skilled/", trade("钳工"), unit=pasture.unit.pk).json()
    assert (answer["kept"], entries(pasture.account)) == ("aside", [])
    assert "钳工".encode() not in bytes(Scratch.objects.get().sealed)
    link = soup(own.get(new_url(pasture))).select_one(".kept a")["href"]
    page = soup(own.get(link))
    assert page.find(id="skill.current_trade")["value"] == "钳工"
    assert page.select_one("form.generated").has_attr("data-typed")


def test_it_is_offered_for_another_unit_as_well(pasture, own):
    autosave(own, "/me/new/skilled/", trade("钳工"), unit=pasture.unit.pk)
    assert len(soup(own.get(f"/me/new/skilled/?unit={pasture.other.pk}")).select(".kept a")) == 1


def test_a_save_forgets_what_was_kept_and_a_late_request_keeps_nothing(pasture, own):
    form = {"unit": pasture.unit.pk}
    autosave(own, "/me/new/skilled/", trade("钳工"), **form)
    saved = posted(trade("钳工"), do="save", sitting=SITTING, autosaved="1", **form)
    answer = own.post("/me/new/skilled/", saved)
    page = soup(own.get(answer["Location"]))
    assert (page.select(".kept"), Scratch.objects.get().is_over) == ([], True)


def test_what_is_kept_can_be_thrown_away(pasture, own):
    autosave(own, "/me/new/skilled/", trade("钳工"), unit=pasture.unit.pk)
    answer = own.post(new_url(pasture), {"do": "discard", "kept": Scratch.objects.get().pk})
    assert (answer["Location"], Scratch.objects.count()) == (new_url(pasture), 0)


def test_what_was_handed_in_is_never_touched(pasture, own):
    entry = pasture.handed_in()
    answer = autosave(own, url_of(entry), trade("钳工"), lock=entry.lock).json()
    assert (answer["kept"], "已经提交" in answer["text"]) == ("aside", True)
    assert (standing(entry), entry_again(entry).lock) == ("焊工", entry.lock)


def test_what_the_unit_sent_back_stays_as_it_sees_it_until_it_is_saved(pasture, own):
    entry = pasture.handed_in()
    said = [FieldRemark("skill.current_trade", "请写全称")]
    entry = return_entry(entry=entry, unit=pasture.unit, by=pasture.clerk, lock=entry.lock, remarks=said)
    answer = autosave(own, url_of(entry), trade("钳工"), lock=entry.lock).json()
    assert (answer["kept"], standing(entry)) == ("aside", "焊工")
    assert len(soup(own.get(url_of(entry))).select(".kept a")) == 1


def test_a_value_that_is_half_typed_keeps_everything_aside(pasture, own):
    entry = pasture.entry()
    half = typed(skill={"current_trade": "钳工"}, contact={"mobile": "138"})
    answer = autosave(own, url_of(entry), half, lock=entry.lock).json()
    assert (answer["kept"], "手机号码" in answer["text"], standing(entry)) == ("aside", True, "焊工")


def two_windows(pasture, own, entry, mine):
    """The state of a form that was opened before another window saved 钳工."""
    opened = opened_with(pasture.version, entry.document())
    own.post(url_of(entry), posted(trade("钳工"), do="save", lock=entry.lock, opened=opened))
    return posted(mine, do="save", lock=entry.lock, opened=opened)


def test_an_autosave_writes_nothing_over_what_another_window_saved(pasture, own):
    entry = pasture.entry()
    form = two_windows(pasture, own, entry, trade("电工"))
    answer = own.post(url_of(entry), form | {"do": "autosave", "sitting": SITTING}).json()
    assert (answer["kept"], answer["conflict"], standing(entry)) == ("aside", True, "钳工")


def test_two_windows_that_changed_different_fields_are_saved_as_one(pasture, own):
    entry = pasture.entry()
    form = two_windows(pasture, own, entry, typed(contact={"mobile": "13800000001"}))
    answer = own.post(url_of(entry), form, follow=True)
    document = entry_again(entry).document()
    assert (document["skill"]["current_trade"], document["contact"]["mobile"]) == ("钳工", "13800000001")
    assert "已合并您在另一窗口保存的修改" in answer.text


def test_two_windows_that_changed_one_field_are_both_shown_and_nothing_is_lost(pasture, own):
    entry = pasture.entry()
    answer = own.post(url_of(entry), two_windows(pasture, own, entry, trade("电工")))
    page = soup(answer)
    rows = [[each.get_text() for each in row.select("td")] for row in page.select("tbody tr")]
    assert (answer.status_code, rows, standing(entry)) == (409, [["钳工", "电工"]], "钳工")
    form = page.select_one("main form.actions")
    values = {each["name"]: each["value"] for each in form.select("input")}
    page = soup(own.post(form["action"], values | {"do": "resume"}))
    assert page.find(id="skill.current_trade")["value"] == "电工"
    own.post(form["action"], values | {"do": "save"})
    assert standing(entry) == "电工"


def test_a_second_form_of_the_category_shows_both_as_well(pasture, own):
    entry = pasture.entry()
    answer = own.post("/me/new/skilled/", posted(trade("电工"), do="save", unit=pasture.unit.pk))
    assert (answer.status_code, "钳工" in answer.text, "电工" in answer.text) == (409, False, True)
    assert standing(entry) == "焊工"


def test_who_is_erased_leaves_nothing_of_what_was_typed(pasture, own):
    autosave(own, "/me/new/skilled/", trade("钳工"), unit=pasture.unit.pk)
    _erase_account(pasture.account)
    assert Scratch.objects.count() == 0
