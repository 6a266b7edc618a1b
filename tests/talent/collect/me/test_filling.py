"""The walk of an individual: choose a unit, fill in, hand in, and what the unit does with it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.collect.scratching import new_sitting
from talent.individuals.service import hand_in, return_entry, save_entry
from talent.notify.models import Notification
from talent.records.models import Change, TalentRecord
from talent.records.service import FieldRemark, NotAllowed, accept_many
from tests.talent.collect.world import browser as at_desk
from tests.talent.collect.world import number, posted
from tests.talent.individuals.persons import browser, entries, entry_again, individual, typed


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def counts():
    return tuple(model.objects.unscoped(reason="test").count() for model in (TalentRecord, Change))


def begun(pasture, **more):
    """The form of a new entry for the unit, sent by its button."""
    client = browser(pasture.account)
    form = posted(typed(), unit=pasture.unit.pk, **more)
    return client, client.post(reverse("me:new", args=["skilled"]), form)


def test_without_a_unit_the_choice_of_one_comes_first(pasture):
    answer = browser(pasture.account).get(reverse("me:new", args=["skilled"]))
    assert (answer.status_code, answer["Location"]) == (302, "/me/new/skilled/unit/")


def test_a_unit_is_found_by_a_part_of_its_name_and_leads_to_the_form(pasture):
    found = page(browser(pasture.account).get("/me/new/skilled/unit/?q=设计院"))
    assert [(each["href"], each.strong.get_text()) for each in found.select("a.choice-row")] == [
        (f"/me/new/skilled/?unit={pasture.unit.pk}", "示例设计院")
    ]


def test_the_form_asks_first_for_what_a_submission_needs_and_never_for_the_number(pasture):
    found = page(browser(pasture.account).get(f"/me/new/skilled/?unit={pasture.unit.pk}"))
    identity = found.find(id="group-identity")
    asked = [each["name"] for each in identity.select("input, select") if not each.find_parent("details")]
    keys = ("full_name", "sex", "birth_date", "ethnic_group", "political_status")
    assert asked == [f"identity.{key}" for key in keys]
    assert number(1) in identity.get_text()
    assert found.find(attrs={"name": "identity.full_name"})["value"] == "乌日娜"


def test_what_is_handed_in_waits_at_the_unit_and_touches_no_record(pasture):
    client, answer = begun(pasture, do="check")
    [entry] = pasture.account.entries(manager="_plain").all()
    assert answer["Location"] == reverse("me:check", args=[entry.pk])
    answer = client.post(answer["Location"], {"lock": entry.lock})
    assert answer["Location"] == "/me/"
    assert entries(pasture.account) == [("handed_in", "示例设计院")]
    assert counts() == (0, 0)
    told = Notification.objects.filter(kind="entry_handed_in").values_list("recipient__username", flat=True)
    assert sorted(told) == ["clerk", "typist"]


def test_somebody_elses_number_cannot_be_typed(pasture):
    form = posted({"identity": {**typed()["identity"], "id_number": number(9), "id_type": "01"}})
    browser(pasture.account).post("/me/new/skilled/", {**form, "unit": pasture.unit.pk})
    [entry] = pasture.account.entries(manager="_plain").all()
    assert entry.document()["identity"]["id_number"] == number(1)


def test_what_cannot_be_read_is_told_beside_its_field_and_stays_typed(pasture):
    form = posted(typed(contact={"mobile": "12"}), unit=pasture.unit.pk, do="save")
    answer = browser(pasture.account).post("/me/new/skilled/", form)
    found = page(answer)
    assert answer.status_code == 422
    assert found.find(attrs={"name": "contact.mobile"})["value"] == "12"
    assert entries(pasture.account) == []


def test_without_what_must_be_filled_in_nothing_is_handed_in(pasture):
    entry = pasture.entry(raw={"identity": {"full_name": "乌日娜"}})
    client = browser(pasture.account)
    assert "还不能提交" in client.get(reverse("me:check", args=[entry.pk])).text
    answer = client.post(reverse("me:check", args=[entry.pk]), {"lock": entry.lock})
    assert (answer.status_code, entries(pasture.account)) == (409, [("draft", "示例设计院")])


def test_a_second_window_finds_the_entry_that_is_under_way(pasture):
    entry = pasture.entry()
    answer = browser(pasture.account).get(f"/me/new/skilled/?unit={pasture.unit.pk}")
    assert answer["Location"] == reverse("me:entry", args=[entry.pk])


def test_what_was_typed_over_an_older_state_is_kept_on_the_page_and_not_saved(pasture):
    entry = pasture.entry()
    form = posted(typed(skill={"current_trade": "电工"}), lock=entry.lock - 1, do="save")
    answer = browser(pasture.account).post(reverse("me:entry", args=[entry.pk]), form)
    assert answer.status_code == 409
    assert "电工" in answer.text
    assert entry_again(entry).lock == entry.lock


def test_a_withdrawn_entry_can_be_mended_and_handed_in_again(pasture):
    entry = pasture.handed_in()
    client = browser(pasture.account)
    client.post(reverse("me:withdraw", args=[entry.pk]))
    assert entries(pasture.account) == [("withdrawn", "示例设计院")]
    form = posted(typed(), lock=entry_again(entry).lock, do="check")
    answer = client.post(reverse("me:entry", args=[entry.pk]), form)
    client.post(answer["Location"], {"lock": entry_again(entry).lock})
    assert entries(pasture.account) == [("handed_in", "示例设计院")]


def test_what_is_typed_on_after_it_was_handed_in_is_kept_and_found_when_it_is_withdrawn(pasture):
    entry = pasture.handed_in()
    client, address = browser(pasture.account), reverse("me:entry", args=[entry.pk])
    form = posted(typed(skill={"current_trade": "电工"}), lock=0, do="save", sitting=new_sitting())

    late = client.post(address, form)
    client.post(reverse("me:withdraw", args=[entry.pk]))

    offered = page(client.get(address)).select_one(".kept a")["href"]
    assert (late.status_code, "另外留存" in late.content.decode()) == (409, True)
    assert page(client.get(offered)).find(id="skill.current_trade")["value"] == "电工"


def test_another_unit_can_be_chosen_before_it_is_handed_in(pasture):
    entry = pasture.entry()
    browser(pasture.account).post(reverse("me:other_unit", args=[entry.pk]), {"unit": pasture.other.pk})
    again = entry_again(entry)
    assert (again.unit, again.document()["employment"]["unit"]) == (pasture.other, "别的单位")


def test_the_unit_takes_it_over_and_the_person_sees_where_it_waits(pasture):
    entry = pasture.handed_in()
    address = reverse("self_entries:entry", args=[pasture.unit.pk, entry.pk])
    desk = at_desk(pasture.clerk)
    assert "焊工" in desk.get(address).text
    answer = desk.post(address, {"do": "take", "lock": entry.lock})
    assert answer["Location"] == reverse("self_entries:list", args=[pasture.unit.pk])
    change = pasture.newest()
    assert (change.state, change.source, change.waiting_office) == ("waiting", "individual", pasture.office)
    assert pasture.account.user_id in change.editors
    home = browser(pasture.account).get("/me/").text
    assert "单位已采纳，现由“锡林浩特市人社局”审核。" in home
    accept_many(changes=[change], by=pasture.boss)
    home = browser(pasture.account).get("/me/").text
    assert "已入库" in home
    assert "经单位、旗县(市、区)审核" in home
    kinds = Notification.objects.filter(recipient=pasture.account.user).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["entry_taken", "own_accepted"]


def test_the_unit_sends_it_back_with_a_remark_beside_its_field(pasture):
    entry = pasture.handed_in()
    address = reverse("self_entries:entry", args=[pasture.unit.pk, entry.pk])
    form = {"do": "return", "lock": entry.lock, "remark-skill.current_trade": "请写工种全称"}
    box = page(at_desk(pasture.clerk).post(address, {**form, "remark-skill.current_trade": "长" * 501}))
    assert box.find(id="remark-skill.current_trade")["value"] == "长" * 501
    at_desk(pasture.clerk).post(address, form)
    found = page(browser(pasture.account).get(reverse("me:entry", args=[entry.pk])))
    assert "请写工种全称" in found.find(id="skill.current_trade-remark").get_text()
    assert entries(pasture.account) == [("returned", "示例设计院")]
    assert counts() == (0, 0)


def test_what_the_unit_sent_back_goes_out_again_when_each_remark_is_answered_or_its_field_changed(pasture):
    entry = pasture.handed_in()
    said = [FieldRemark("skill.current_trade", "请写工种全称"), FieldRemark("", "请补照片")]
    entry = return_entry(entry=entry, unit=pasture.unit, by=pasture.clerk, lock=entry.lock, remarks=said)
    person, check = browser(pasture.account), reverse("me:check", args=[entry.pk])

    refused = page(person.get(check)).select("[role=alert] li")
    long = {**posted(typed()), "do": "save", "lock": entry.lock, "answer-1": "长" * 501}
    again = person.post(reverse("me:entry", args=[entry.pk]), long)
    assert (again.status_code, page(again).find(id="answer-1")["value"]) == (422, "长" * 501)
    with pytest.raises(NotAllowed, match="逐条处理"):
        hand_in(entry=entry, account=pasture.account, lock=entry.lock)
    save_entry(
        account=pasture.account, version=entry.version, raw=typed(skill={"current_trade": "电焊工"}),
        unit=pasture.unit, entry=entry, lock=entry.lock, answers={1: "没有照片"},
    )  # fmt: skip
    entry.refresh_from_db()
    hand_in(entry=entry, account=pasture.account, lock=entry.lock)

    desk = page(at_desk(pasture.clerk).get(reverse("self_entries:entry", args=[pasture.unit.pk, entry.pk])))
    told = [each.get_text(" ", strip=True) for each in desk.select("[aria-labelledby=said-before] li")]
    assert len(refused) == 2
    assert told == ["现从事工种：请写工种全称 本人已修改", "整体：请补照片 本人说明：没有照片"]


def test_the_unit_is_told_that_the_record_is_elsewhere_and_the_person_is_not(pasture):
    other = {**typed()["identity"], "id_type": "01", "id_number": number(1)}
    pasture.waiting(document={**typed(), "identity": other})
    entry = pasture.handed_in(unit=pasture.other)
    address = reverse("self_entries:entry", args=[pasture.other.pk, entry.pk])
    answer = at_desk(pasture.stranger).post(address, {"do": "take", "lock": entry.lock})
    assert (answer.status_code, "已由其他单位登记" in answer.text) == (409, True)
    home = browser(pasture.account).get("/me/").text
    assert ("示例设计院" in home, "等待核对" in home) == (False, True)


@pytest.mark.parametrize("name", ["me:entry", "me:check", "me:other_unit"])
def test_an_entry_of_somebody_else_is_not_found(pasture, name):
    entry = pasture.entry()
    stranger = individual(2, "其其格", "13900139000")
    assert browser(stranger).get(reverse(name, args=[entry.pk])).status_code == 404


def test_pages_of_individuals_do_not_exist_for_people_of_units(pasture):
    assert at_desk(pasture.clerk).get("/me/").status_code == 404
