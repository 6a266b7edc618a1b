"""What individuals may ask for: their data, the end of a consent, being erased."""

import io
import json

import pdfplumber
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.individuals.lastword import send_last_word
from talent.individuals.models import Consent, Erasure, LastWord, PersonAccount, SelfEntry
from talent.individuals.service import claim, invite, looks_at, unlink
from talent.records.models import Change, Person, TalentRecord
from talent.records.service import accept_many
from talent.security.models import AuditEvent
from talent.security.service import encrypt, mask
from tests.factories import make_organisation
from tests.talent.collect.world import account, number
from tests.talent.collect.world import browser as at_desk
from tests.talent.individuals.persons import account_again, browser, individual, typed


@pytest.fixture
def claimed(pasture):
    """An account whose record is in force, and one of whose entries waits at the unit."""
    change = pasture.accepted()
    code = invite(person=change.record.person, unit=pasture.unit, by=pasture.typist).code
    assert claim(account=pasture.account, kind="01", number=number(1), code=code)
    pasture.account = account_again(pasture.account)
    pasture.change = change
    return pasture


def test_the_export_holds_everything_and_nothing_of_anybody_else(claimed):
    claimed.handed_in(raw=typed(skill={"current_trade": "电工"}))
    individual(2, "其其格", "13900139000")
    answer = browser(claimed.account).get(reverse("me:json"))
    found = json.loads(answer.content)
    assert found["account"]["number"] == number(1)
    assert [each["document"]["skill"]["current_trade"] for each in found["records"]] == ["焊工"]
    assert [(each["state"], each["unit"]) for each in found["entries"]] == [("handed_in", "示例设计院")]
    assert "其其格" not in answer.text
    assert AuditEvent.objects.filter(action="export_own").count() == 1


def test_the_pdf_says_the_same(claimed):
    answer = browser(claimed.account).get(reverse("printing:own"))
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert ("焊工" in text, "示例设计院" in text, "本人资料" in text) == (True, True, True)


def test_who_looked_is_told_by_organisation_and_never_by_name(claimed):
    at_desk(claimed.typist).get(claimed.url("change", claimed.change.pk))
    page = browser(claimed.account).get("/me/").text
    assert ("示例设计院" in page, "typist" in page) == (True, False)


def test_looks_of_one_hour_are_one_line_with_category_and_act(claimed):
    entry = claimed.handed_in(raw=typed(skill={"current_trade": "电工"}))
    desk = at_desk(claimed.typist)
    for _each in range(3):
        desk.get(claimed.url("change", claimed.change.pk))
    desk.get(reverse("self_entries:entry", args=[claimed.unit.pk, entry.pk]))
    looks = looks_at(claimed.account)
    times = {act: sum(each.times for each in looks if each.act == act) for act in ("check", "read")}
    assert {(each.organisation, each.category.key) for each in looks} == {("示例设计院", "skilled")}
    assert times == {"check": 1, "read": 3}
    assert len(looks) <= 3  # one line for each act, one more where the hour ended meanwhile
    page = browser(claimed.account).get("/me/").text
    assert ("打开资料" in page, "核对个人申报" in page) == (True, True)


def test_the_end_of_a_consent_empties_what_waits_and_asks_the_unit_to_empty_the_record(claimed):
    claimed.handed_in(raw=typed(skill={"current_trade": "电工"}))
    given = Consent.objects.create(account=claimed.account, version=claimed.version, group="skill")
    client = browser(claimed.account)
    assert client.get(reverse("me:consent", args=[given.pk])).status_code == 200
    assert client.post(reverse("me:consent", args=[given.pk]))["Location"] == "/me/rights/"
    entries = SelfEntry.objects.unscoped(reason="test").order_by("pk")
    assert [(each.ends_consent, each.document()["skill"].get("current_trade")) for each in entries] == [
        (False, None),
        (True, None),
    ]
    assert "焊工" not in client.get(reverse("me:record", args=["skilled"])).text
    assert claimed.again(claimed.change).document()["skill"]["current_trade"] == "焊工"


def decided(pasture, extent, text="不再需要"):
    """The request as it was put and answered by the office."""
    browser(pasture.account).post(reverse("me:erasure"), {"reason": "离开内蒙古"})
    erasure = Erasure.objects.get()
    address = reverse("erasures:detail", args=[erasure.pk])
    answer = at_desk(pasture.boss).post(address, {"extent": extent, "decision": text})
    erasure.refresh_from_db()
    return answer, erasure


def request_page(pasture, by=None):
    browser(pasture.account).post(reverse("me:erasure"), {"reason": "离开内蒙古"})
    erasure = Erasure.objects.get()
    return at_desk(by or pasture.boss).get(reverse("erasures:detail", args=[erasure.pk]))


def test_the_office_sees_masked_who_asks_how_they_were_linked_and_what_an_erasure_takes(claimed):
    claimed.handed_in(raw=typed(skill={"current_trade": "电工"}))
    text = BeautifulSoup(request_page(claimed).content, "html.parser").get_text(" ", strip=True)
    for each in ("138****8000", "凭单位的邀请码认领", "示例设计院", "已入库", "待单位核对"):
        assert each in text
    assert [whole in text for whole in (number(1), "13800138000")] == [False, False]
    assert mask(kind="id_number", text=number(1)) in text


def test_the_office_sees_that_an_account_was_linked_by_nobody_and_that_another_one_is(claimed):
    claimed.account = individual(1, contact="13900139000")
    text = BeautifulSoup(request_page(claimed).content, "html.parser").get_text(" ", strip=True)
    assert ("没有单位确认过它属于本人" in text, "已由另一账号认领" in text) == (True, True)
    assert "已入库" not in text


def test_the_office_sees_that_a_unit_parted_the_account_from_its_person_and_why(claimed):
    unlink(person=claimed.change.record.person, unit=claimed.unit, by=claimed.typist, reason="冒用他人证件")
    claimed.account = account_again(claimed.account)
    text = BeautifulSoup(request_page(claimed).content, "html.parser").get_text(" ")
    assert "冒用他人证件" in text


def test_a_reviewer_of_another_office_does_not_find_who_asks(claimed):
    request_page(claimed)
    elsewhere = account("far", make_organisation("hr_department", 152501), "hr_reviewer")
    address = reverse("erasures:detail", args=[Erasure.objects.get().pk])
    assert at_desk(elsewhere).get(address).status_code == 404
    assert at_desk(claimed.clerk).get(address).status_code != 200


def test_a_refusal_says_why_and_leaves_everything(claimed):
    _answer, erasure = decided(claimed, "", "依法须保存")
    assert (erasure.state, erasure.office) == ("refused", claimed.office)
    assert "依法须保存" in browser(claimed.account).get("/me/rights/").text
    assert account_again(claimed.account).about()["number"] == number(1)


def test_without_a_reason_nothing_is_decided(claimed):
    answer, erasure = decided(claimed, "account", " ")
    assert (answer.status_code, erasure.state) == (409, "asked")


def test_a_closed_account_keeps_nothing_and_the_record_stays(claimed):
    claimed.handed_in(raw=typed(skill={"current_trade": "电工"}))
    decided(claimed, "account")
    account = account_again(claimed.account)
    kept = (account.sealed, account.blind_index, account.contact_index, account.person)
    assert kept == (b"", b"", None, None)
    assert (account.user.is_active, account.user.name) == (False, f"已注销{account.user_id}")
    assert SelfEntry.objects.unscoped(reason="test").count() == 0
    assert claimed.again(claimed.change).document()["identity"]["id_number"] == number(1)
    assert AuditEvent.objects.filter(by=account.user).exists()


def test_an_erased_record_holds_no_value_and_nobody_is_found_by_the_number(claimed):
    before = bytes(Person.objects.unscoped(reason="test").get().blind_index)
    decided(claimed, "record")
    [change] = Change.objects.unscoped(reason="test")
    assert (change.data, bytes(change.sealed), change.full_name) == ({}, b"", "(已删除)")
    [record] = TalentRecord.objects.unscoped(reason="test")
    assert (record.approved, record.held) == (None, False)
    person = Person.objects.unscoped(reason="test").get()
    assert (bytes(person.blind_index) == before, person.number_masked) == (False, "")


@pytest.mark.parametrize(
    ("contact", "extent", "said"),
    [
        ("wuri@example.cn", "account", "注销账号，删除本人填报的内容和账号资料。理由：本人要求。"),
        ("13800138000", "record", "同时删除人才库中的资料。理由：本人要求。"),
    ],
)
def test_whose_account_is_closed_gets_the_answer_and_its_reason_at_the_contact_and_nothing_of_it_stays(
    claimed, settings, tmp_path, mailoutbox, contact, extent, said
):
    settings.SMS_URL = f"file://{tmp_path}"
    about = claimed.account.about() | {"contact": contact}
    claimed.account.sealed = encrypt(
        table="personaccount", column="sealed", row_id=claimed.account.pk, values=about
    )
    claimed.account.save()
    decided(claimed, extent, "本人要求")
    [word] = LastWord.objects.all()

    send_last_word(word.pk)
    send_last_word(word.pk)

    texts = [each.body for each in mailoutbox] + [each.read_text() for each in tmp_path.glob(f"{contact}*")]
    office = claimed.office.name
    assert texts == [f"您向“{office}”提出的删除个人信息请求已同意：{said}账号已不能登录。"]
    assert LastWord.objects.count() == 0


def test_an_account_that_is_closed_takes_the_reasons_of_all_its_requests_with_it(claimed):
    _answer, refused = decided(claimed, "", "依法须保存")
    browser(claimed.account).post(reverse("me:erasure"), {"reason": "我是乌日娜，已迁往外地"})
    granted = Erasure.objects.latest("pk")
    page = reverse("erasures:detail", args=[granted.pk])
    at_desk(claimed.boss).post(page, {"extent": "account", "decision": "同意"})

    assert set(Erasure.objects.values_list("reason", flat=True)) == {""}
    assert list(Erasure.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "granted"]
    for each in (refused, granted):
        text = at_desk(claimed.boss).get(reverse("erasures:detail", args=[each.pk])).text
        assert ("凭单位的邀请码认领" in text, "没有单位确认过它属于本人" in text) == (True, False)


def test_a_request_stands_among_what_waits_for_the_office_until_it_is_answered(claimed):
    home = reverse("wagtailadmin_home")
    before = at_desk(claimed.boss).get(home).text
    request_page(claimed)
    asked = at_desk(claimed.boss).get(home).text
    erasure = Erasure.objects.get()
    at_desk(claimed.boss).post(
        reverse("erasures:detail", args=[erasure.pk]), {"extent": "", "decision": "依法须保存"}
    )
    after = at_desk(claimed.boss).get(home).text

    assert ["删除个人信息的请求" in each for each in (before, asked, after)] == [False, True, False]


def test_of_an_erased_record_the_unit_is_told_so_and_can_do_nothing_with_it(claimed):
    desk, pk = at_desk(claimed.typist), claimed.change.pk
    pages = [claimed.url(name, pk) for name in ("change", "leave", "withdraw", "check")]
    pages.append(f"{reverse('collect:new', args=[claimed.unit.pk, 'skilled'])}?base={pk}")
    before = [desk.get(each).status_code for each in (*pages, reverse("printing:change", args=[pk]))]
    decided(claimed, "record")

    answers = [desk.get(each) for each in pages]
    assert {200} <= set(before)
    assert [each.status_code for each in answers] == [410] * len(pages)
    assert "资料已删除" in answers[0].text
    assert desk.get(reverse("printing:change", args=[pk])).status_code == 404


def test_the_page_of_rights_speaks_no_internal_keys(claimed):
    text = browser(claimed.account).get("/me/rights/").text
    assert ("注册时已向您告知" in text, "skilled.1" in text) == (True, False)


def test_what_waits_for_review_ends_with_the_record(pasture):
    pasture.waiting()
    change = pasture.newest()
    PersonAccount.objects.unscoped(reason="test").update(
        person=change.record.person, claimed_at=change.updated_at, linked_by="code"
    )
    pasture.account = account_again(pasture.account)
    decided(pasture, "record")
    assert (pasture.newest().state, pasture.newest().waiting_office) == ("rejected", None)


def test_a_second_request_is_refused_while_the_first_waits(claimed):
    client = browser(claimed.account)
    answers = [client.post(reverse("me:erasure")).status_code for _each in range(2)]
    assert (answers, Erasure.objects.count()) == ([302, 409], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_my_record_takes_few_statements_however_much_stands(claimed, django_assert_max_num_queries, count):
    for _each in range(count):
        entry = claimed.handed_in(raw=typed(skill={"current_trade": f"电工{_each}"}))
        address = reverse("self_entries:entry", args=[claimed.unit.pk, entry.pk])
        at_desk(claimed.clerk).post(address, {"do": "take", "lock": entry.lock})
        accept_many(changes=[claimed.newest()], by=claimed.boss)
    client = browser(claimed.account)
    with django_assert_max_num_queries(20):
        assert client.get("/me/").status_code == 200
