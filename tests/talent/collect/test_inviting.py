"""邀请本人核对 and an entry at the unit: who is behind an account, and what the unit can do about it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.categories.service import live_version
from talent.individuals.service import claim, hand_in, invite, save_entry
from talent.individuals.tasks import tell_owner
from talent.notify.models import Notification
from talent.records.service import submit
from tests.talent.collect.world import browser, number
from tests.talent.individuals.persons import Pasture, account_again, entry_again, individual


@pytest.fixture
def pasture(db):
    return Pasture()


def said(answer):
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def invite_page(world, change, unit=None):
    return reverse("self_entries:invite", args=[(unit or world.unit).pk, change.pk])


def entry_page(world, entry):
    return reverse("self_entries:entry", args=[world.unit.pk, entry.pk])


def claimed(world):
    change = world.accepted()
    code = invite(person=change.record.person, unit=world.unit, by=world.typist).code
    assert claim(account=world.account, kind="01", number=number(1), code=code)
    return change


def test_an_entry_shows_the_masked_contact_and_the_age_of_its_account(pasture):
    entry = pasture.handed_in()
    text = said(browser(pasture.typist).get(entry_page(pasture, entry)))
    assert ("138****8000" in text, "今天" in text, "13800138000" in text) == (True, True, False)


def test_an_entry_about_somebody_of_the_unit_warns_that_taking_it_over_links_nobody(pasture):
    pasture.accepted()
    entry = pasture.handed_in()
    desk = browser(pasture.clerk)
    assert "此人已在本单位登记，这个账号没有与其关联。" in said(desk.get(entry_page(pasture, entry)))
    answer = desk.post(entry_page(pasture, entry), {"do": "take", "lock": entry.lock}, follow=True)
    assert "申报人的账号没有关联到此人的资料。" in said(answer)
    assert account_again(pasture.account).person is None


def test_an_entry_about_somebody_of_another_unit_says_nothing_of_it(pasture):
    pasture.accepted()
    entry = pasture.handed_in(unit=pasture.other)
    address = reverse("self_entries:entry", args=[pasture.other.pk, entry.pk])
    text = said(browser(pasture.stranger).get(address))
    assert ("已在本单位登记" in text, "此人在人才库中没有其他资料的" in text) == (False, True)


def test_the_unit_sees_how_an_account_was_linked_and_parts_it_with_a_reason(pasture):
    change = claimed(pasture)
    desk = browser(pasture.typist)
    text = said(desk.get(invite_page(pasture, change)))
    assert ("凭单位的邀请码认领" in text, "138****8000" in text, "示例设计院" in text) == (True, True, True)
    answer = desk.post(invite_page(pasture, change), {"do": "unlink", "reason": "不是本人"}, follow=True)
    assert ("已解除关联" in said(answer), "生成邀请码" in said(answer)) == (True, True)
    assert account_again(pasture.account).person is None
    assert Notification.objects.filter(kind="account_unlinked", recipient=pasture.account.user).count() == 1
    assert "不是本人" in said(browser(pasture.account.user).get("/me/"))


def test_without_a_reason_the_page_asks_for_it_and_the_link_stays(pasture):
    change = claimed(pasture)
    answer = browser(pasture.typist).post(invite_page(pasture, change), {"do": "unlink", "reason": " "})
    assert (answer.status_code, "请写明解除关联的理由" in said(answer)) == (409, True)
    assert account_again(pasture.account).person == change.record.person


def test_a_draft_of_a_number_does_not_tell_another_unit_who_looks_after_it(pasture):
    claimed(pasture)
    pasture.version = live_version("professional")
    raw = {"identity": {"id_type": "01", "id_number": number(1), "full_name": "随便", "ethnic_group": "汉族"}}
    draft = pasture.draft(unit=pasture.other, by=pasture.stranger, document=raw)
    desk = browser(pasture.stranger)
    page = desk.get(invite_page(pasture, draft, pasture.other))
    assert ("已认领" in said(page), "138****8000" in said(page)) == (False, False)
    answer = desk.post(invite_page(pasture, draft, pasture.other), {"do": "unlink", "reason": "试试"})
    assert (answer.status_code, account_again(pasture.account).person is not None) == (409, True)


@pytest.mark.parametrize("who", ["stranger", "boss"])
def test_who_does_not_fill_in_for_the_unit_finds_no_page_to_part_an_account(pasture, who):
    change = claimed(pasture)
    answer = browser(getattr(pasture, who)).post(
        invite_page(pasture, change), {"do": "unlink", "reason": "试试"}
    )
    assert (answer.status_code, account_again(pasture.account).person) == (404, change.record.person)


def test_an_account_of_a_stranger_is_not_linked_by_a_taken_entry_and_reads_nothing(pasture):
    pasture.accepted()
    impostor = individual(1, contact="thief@example.org")
    entry = pasture.handed_in(impostor)
    browser(pasture.clerk).post(entry_page(pasture, entry), {"do": "take", "lock": entry.lock})
    home = browser(impostor.user).get("/me/")
    assert browser(impostor.user).get(reverse("me:record", args=["skilled"])).status_code == 404
    assert "账号还没有与人才库中的资料关联" in said(home)


def test_an_entry_about_somebody_whom_another_account_looks_after_is_marked_and_refused(pasture):
    claimed(pasture)
    entry = pasture.handed_in(individual(1, contact="13900139000"))
    desk = browser(pasture.clerk)
    page = desk.get(entry_page(pasture, entry))
    assert ("已由另一账号认领" in said(page), 'value="take"' in page.text) == (True, False)
    answer = desk.post(entry_page(pasture, entry), {"do": "take", "lock": entry.lock})
    assert (answer.status_code, "此人已由另一账号认领，不能采纳" in said(answer)) == (409, True)
    assert entry_again(entry).state == "handed_in"


def test_the_owner_is_told_of_an_entry_by_another_account_and_sees_it_until_it_is_dealt_with(pasture):
    claimed(pasture)
    entry = pasture.handed_in(individual(1, contact="13900139000"))
    tell_owner(entry.pk)
    tell_owner(entry.pk)
    told = Notification.objects.filter(kind="entry_by_another").values_list("recipient", "data__unit")
    assert list(told) == [(pasture.account.user_id, "示例设计院")]
    home = browser(pasture.account.user)
    assert "另一个账号以您的证件号码向“示例设计院”提交" in said(home.get("/me/"))
    form = {"do": "return", "lock": entry.lock, "opinion": "不是本人"}
    browser(pasture.clerk).post(entry_page(pasture, entry), form)
    assert "另一个账号以您的证件号码" not in said(home.get("/me/"))


def test_of_an_entry_about_somebody_whom_nobody_claimed_nobody_is_told(pasture):
    pasture.accepted()
    tell_owner(pasture.handed_in().pk)
    assert Notification.objects.filter(kind="entry_by_another").count() == 0


def test_the_owner_sees_what_a_unit_sent_for_review_about_her_and_another_account_does_not(pasture):
    change = claimed(pasture)
    raw = {**change.document(), "skill": {"current_trade": "电工"}}
    again = pasture.draft(document=raw, by=pasture.clerk)
    submit(change=again, by=pasture.clerk)
    impostor = individual(1, contact="13900139000")
    seen = [
        "正在办理的关于我的资料" in said(browser(each.user).get("/me/"))
        for each in (pasture.account, impostor)
    ]
    assert seen == [True, False]


def test_a_unit_with_another_name_and_no_record_is_not_told_that_the_number_is_claimed(pasture):
    claimed(pasture)
    entry = save_entry(
        account=individual(1, "别的名字", "13900139000"),
        version=live_version("social"),
        raw={
            "identity": {"full_name": "别的名字", "ethnic_group": "汉族"},
            "social": {"field": "社会福利", "level": "社会工作师"},
        },
        unit=pasture.other,
    )[1]
    entry = hand_in(entry=entry, account=entry.account, lock=entry.lock)
    desk, address = (
        browser(pasture.stranger),
        reverse("self_entries:entry", args=[pasture.other.pk, entry.pk]),
    )
    assert "另一账号" not in said(desk.get(address))
    answer = desk.post(address, {"do": "take", "lock": entry.lock})
    assert (answer.status_code, "认领" in answer.text, "请核对证件号码和姓名" in said(answer)) == (
        409,
        False,
        True,
    )


def test_two_people_of_one_name_are_told_apart_in_the_list_by_masked_number_and_contact(pasture):
    pasture.handed_in()
    pasture.handed_in(individual(2, contact="other@example.org"))
    page = BeautifulSoup(
        browser(pasture.typist).get(reverse("self_entries:list", args=[pasture.unit.pk])).content,
        "html.parser",
    )
    rows = [[cell.get_text(strip=True) for cell in row.select("td")][:3] for row in page.select("tbody tr")]
    assert [row[0] for row in rows] == ["乌日娜", "乌日娜"]
    assert len({row[1] for row in rows}) == 2
    assert [number(1) in page.text, "138****8000" in rows[0], "other@example.org" in page.text] == [
        False,
        True,
        False,
    ]
