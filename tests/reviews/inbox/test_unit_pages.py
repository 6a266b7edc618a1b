"""The unit reviewer's desk in the portal; what both desks share is tested here."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.models import Decision
from talent.orgs.models import Membership
from talent.records.models import Change, Remark
from talent.records.service import accept
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import number, reread, warn
from tests.reviews.inbox.pages import open_and_post, queue_rows, read, sealed_lock, text


def queue(desks, **asked):
    return reverse("unit_review:queue", args=[desks.unit.pk], query=asked)


def page_of(desks, change, **asked):
    return reverse("unit_review:change", args=[desks.unit.pk, change.pk], query=asked)


@pytest.fixture
def chief(client, desks):
    client.force_login(desks.chief)
    return client


def test_the_queue_shows_each_row_with_its_number_masked(chief, desks):
    change = warn(desks.at_unit(1))
    began = timezone.now() - timedelta(days=9)
    Change._plain.filter(pk=change.pk).update(created_at=began)
    Remark.objects.create(change=change, text="请补证书", by=desks.chief, acted_on=True)
    sent, began = timezone.localtime(change.submitted_at), timezone.localtime(began)
    (row,) = queue_rows(read(chief.get(queue(desks))))
    masked = number(1)[:6] + "********" + number(1)[-4:]
    assert row[:4] == ["苏和 重新上报", "专业技术人才", masked, "1 处未核实"]
    assert (row[4].startswith("剩 "), row[5]) == (True, f"{sent:%Y-%m-%d} 开始填写 {began:%Y-%m-%d}")


def test_the_number_stands_nowhere_in_full_in_the_queue(chief, desks):
    desks.at_unit(1)
    assert number(1) not in chief.get(queue(desks)).content.decode()


def test_the_queue_costs_the_same_for_one_and_for_three(chief, desks, statements):
    counts = []
    for serials in ((1,), (2, 3)):
        for serial in serials:
            desks.at_unit(serial)
        with statements() as done:
            chief.get(queue(desks))
        counts.append(len(done()))
    assert counts[0] == counts[1] <= 20


def test_the_page_of_a_change_takes_at_most_25_statements(chief, desks, statements):
    change, _next = desks.at_unit(1), desks.at_unit(2)
    with statements() as done:
        chief.get(page_of(desks, change))
    assert len(done()) <= 25


def test_looking_shows_the_number_in_full_and_leaves_an_event(chief, desks):
    change = desks.at_unit(1)
    page = read(chief.get(page_of(desks, change)))
    assert number(1) in text(page)
    event = AuditEvent.objects.get(action="read_sensitive")
    assert (event.by, event.subject, event.subject_id, event.organisation_ids, event.detail) == (
        desks.chief,
        "change",
        str(change.pk),
        [desks.unit.pk],
        {"office": desks.unit.pk, "record": change.record_id},
    )


def test_warnings_are_told_with_the_name_of_their_field(chief, desks):
    change = warn(desks.at_unit(1))
    warned = read(chief.get(page_of(desks, change))).select_one(".warned .warning p")
    assert text(warned) == "警告 专业技术职称 第 1 条 · 取得时间 “取得时间”不能小于 1990。"


def test_passing_leads_to_the_next_and_after_the_last_to_the_queue(chief, desks):
    first, second = desks.at_unit(1), desks.at_unit(2)
    answer = open_and_post(chief, page_of(desks, first), outcome="passed")
    assert (answer.status_code, answer["Location"]) == (302, page_of(desks, second))
    answer = open_and_post(chief, page_of(desks, second), outcome="passed")
    assert answer["Location"] == queue(desks)
    assert "没有待审，最近办结" in text(read(chief.get(queue(desks))))
    assert [reread(each).waiting_office_id for each in (first, second)] == [desks.banner.pk] * 2


def test_what_the_queue_is_narrowed_to_is_kept_on_the_way(chief, desks):
    first, _other, third = desks.at_unit(1), desks.at_unit(2, name="塔娜"), desks.at_unit(3)
    answer = open_and_post(chief, page_of(desks, first, q="苏和"), outcome="passed")
    assert answer["Location"] == page_of(desks, third, q="苏和")


@pytest.mark.parametrize(
    ("outcome", "sentence"), [("returned", "退回时请写明原因。"), ("rejected", "不予通过时请写明原因。")]
)
def test_without_the_words_it_needs_a_decision_is_refused_at_the_opinion(chief, desks, outcome, sentence):
    change = desks.at_unit(1)
    answer = open_and_post(chief, page_of(desks, change), outcome=outcome)
    page = read(answer)
    opinion = page.select_one("#opinion")
    assert answer.status_code == 422
    assert text(page.select_one("[role=alert] a[href='#opinion']")) == sentence
    assert text(page.select_one("#opinion-error")) == sentence
    assert (opinion["aria-invalid"], opinion["aria-describedby"]) == ("true", "opinion-help opinion-error")
    assert opinion.has_attr("autofocus")
    assert reread(change).state == "waiting"


def test_a_page_that_was_not_refused_takes_no_focus(chief, desks):
    opinion = read(chief.get(page_of(desks, desks.at_unit(1)))).select_one("#opinion")
    assert not opinion.has_attr("autofocus")
    assert not opinion.has_attr("aria-invalid")


@pytest.mark.parametrize(
    "path", [f"education.{'1' * 5000}.school", "education.٣.school", "education.9.school"]
)
def test_a_remark_at_a_row_that_cannot_be_is_not_taken(chief, desks, path):
    change = desks.at_unit(1)
    answer = open_and_post(
        chief, page_of(desks, change), outcome="returned", opinion="请核对", blank_path=path, blank_text="缺"
    )
    assert answer.status_code == 302
    assert list(change.remarks.values_list("path", "text")) == [("", "请核对")]


def test_a_refused_decision_shows_everything_typed_again(chief, desks):
    member("second", desks.unit, "unit_reviewer")
    Membership.objects.create(user=desks.chief, organisation=desks.unit, role="collector")
    change = desks.at_unit(1, by=desks.chief)
    typed = {
        "opinion": "齐全",
        "remark:identity.full_name": "单位名称有误",
        "blank_path": "contact.mobile",
        "blank_text": "缺号码",
    }
    answer = open_and_post(chief, page_of(desks, change), outcome="passed", **typed)
    page = read(answer)
    assert answer.status_code == 422
    assert "本单位另有审核员" in text(page.select_one("[role=alert]"))
    assert page.select_one("[name=opinion]").get_text() == "齐全"
    assert page.select_one("[name='remark:identity.full_name']")["value"] == "单位名称有误"
    assert page.select_one("[name=blank_path] [selected]")["value"] == "contact.mobile"
    assert page.select_one("[name=blank_text]")["value"] == "缺号码"


def test_remarks_at_fields_go_back_with_a_returned_change(chief, desks):
    change = desks.at_unit(1)
    open_and_post(
        chief,
        page_of(desks, change),
        outcome="returned",
        **{
            "remark:identity.full_name": "单位名称有误",
            "remark:made.up": "x",
            "blank_path": "contact.mobile",
        },
        blank_text="缺号码",
    )
    kept = change.remarks.order_by("id").values_list("path", "text")
    assert list(kept) == [("identity.full_name", "单位名称有误"), ("contact.mobile", "缺号码")]
    assert reread(change).state == "returned"


def test_an_outcome_that_does_not_exist_decides_nothing(chief, desks):
    change = desks.at_unit(1)
    answer = open_and_post(chief, page_of(desks, change), outcome="approve")
    assert (answer.status_code, reread(change).state) == (422, "waiting")


def test_when_somebody_was_faster_the_page_says_so_and_keeps_the_text(client, desks):
    change = desks.at_banner(1)
    other = member("other", desks.banner, "hr_reviewer")
    client.force_login(desks.officer)
    address = reverse("inbox:change", args=[change.pk])
    lock = sealed_lock(read(client.get(address)))
    accept(change=change, by=other)
    said = {"opinion": "我写了很多", "remark:identity.full_name": "写错了"}
    answer = client.post(address, {"lock": lock, "outcome": "returned", **said})
    page = text(read(answer).select_one("main"))
    assert answer.status_code == 409
    assert "这一条在您打开之后有了变化" in page
    assert "审核意见 我写了很多 身份信息 · 姓名 写错了" in page
    assert Decision._plain.count() == 0


def test_when_it_came_back_changed_the_newest_state_is_offered(chief, desks):
    change = desks.at_unit(1)
    address = page_of(desks, change)
    lock = sealed_lock(read(chief.get(address)))
    Change._plain.filter(pk=change.pk).update(lock=change.lock + 2)
    answer = chief.post(address, {"lock": lock, "outcome": "passed"})
    assert answer.status_code == 409
    assert address in {link["href"] for link in read(answer).select("main a")}


def test_a_second_click_is_no_conflict(chief, desks):
    change = desks.at_unit(1)
    address = page_of(desks, change)
    lock = sealed_lock(read(chief.get(address)))
    for _ in range(2):
        answer = chief.post(address, {"lock": lock, "outcome": "passed"})
    assert (answer.status_code, answer["Location"]) == (302, queue(desks))
    assert Decision._plain.count() == 1


@pytest.mark.parametrize("first", ["returned", "rejected"])
def test_passing_what_one_returned_or_rejected_in_another_tab_is_a_conflict(chief, desks, first):
    change = desks.at_unit(1)
    address = page_of(desks, change)
    lock = sealed_lock(read(chief.get(address)))
    chief.post(address, {"lock": lock, "outcome": first, "opinion": "请核对", "confirmed": ""})
    answer = chief.post(address, {"lock": lock, "outcome": "passed"})
    assert (answer.status_code, Decision._plain.get().outcome) == (409, first)


@pytest.mark.parametrize("lock", ["", "forged", "1"])
def test_without_the_lock_of_a_page_that_was_shown_nothing_is_found(chief, desks, lock):
    change = desks.at_unit(1)
    assert chief.post(page_of(desks, change), {"lock": lock, "outcome": "passed"}).status_code == 404


def test_one_press_on_rejecting_asks_and_writes_nothing(chief, desks):
    change = desks.at_unit(1)
    typed = {"opinion": "重复填报", "remark:identity.full_name": "写错了"}
    answer = open_and_post(chief, page_of(desks, change), outcome="rejected", **typed)
    page = read(answer)
    posted = {each["name"]: each.get("value", "") for each in page.select("main form [name]")}
    del posted["csrfmiddlewaretoken"], posted["lock"]
    assert answer.status_code == 200
    assert text(page.select_one("[role=alert]")) == "“苏和”(专业技术人才，示例医院)的这次变更将不予通过。"
    assert posted == {**typed, "outcome": "rejected", "blank_path": "", "blank_text": "", "back": "",
                      "confirmed": ""}  # fmt: skip
    assert (reread(change).state, reread(change).lock, Decision._plain.count()) == (
        "waiting",
        change.lock,
        0,
    )


def test_the_question_answered_ends_the_change_and_says_so_in_a_sentence(chief, desks):
    change = desks.at_unit(1)
    given = {"outcome": "rejected", "opinion": "重复填报", "confirmed": ""}
    answer = chief.get(open_and_post(chief, page_of(desks, change), **given)["Location"])
    assert (reread(change).state, Decision._plain.get().opinion) == ("rejected", "重复填报")
    assert "“苏和”不予通过，本次变更已经办结，填报人能看到您的意见。" in text(read(answer))


def test_going_back_from_the_question_keeps_what_was_typed(chief, desks):
    change = desks.at_unit(1)
    given = {"outcome": "rejected", "opinion": "重复填报", "remark:identity.full_name": "写错了", "back": ""}
    answer = open_and_post(chief, page_of(desks, change), **given)
    page = read(answer)
    assert (answer.status_code, page.select_one("[role=alert]:not([hidden])")) == (200, None)
    assert page.select_one("[name=opinion]").get_text() == "重复填报"
    assert page.select_one("[name='remark:identity.full_name']")["value"] == "写错了"
    assert reread(change).state == "waiting"


def test_rejecting_stands_apart_from_passing_and_returning(chief, desks):
    page = read(chief.get(page_of(desks, desks.at_unit(1))))
    assert [each["value"] for each in page.select(".verdicts button")] == ["passed", "returned"]
    assert [each["value"] for each in page.select(".final button")] == ["rejected"]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("passed", "“苏和”已通过本级审核，转到“152502人社局”继续审核。"),
        ("returned", "已把“苏和”退回填报人修改，填报人能看到您的意见。"),
    ],
)
def test_a_decision_is_told_in_a_sentence(chief, desks, outcome, sentence):
    answer = open_and_post(chief, page_of(desks, desks.at_unit(1)), outcome=outcome, opinion="请核对")
    assert text(read(chief.get(answer["Location"])).select_one("[role=status]")) == sentence


def test_choosing_all_is_offered_by_the_script_and_leaves_warned_rows_out(chief, desks):
    desks.at_unit(1), warn(desks.at_unit(2, name="塔娜"))
    page = read(chief.get(queue(desks)))
    ticks = page.select("input[name=row]")
    assert {each["aria-label"]: each.has_attr("data-warned") for each in ticks} == {
        "选择 苏和": False,
        "选择 塔娜": True,
    }
    assert page.select_one("[data-choose-all]").find_parent("p").has_attr("hidden")
    scripts = {each["src"] for each in page.select("main script")}
    assert scripts == {"/static/inbox/choosing.js", "/static/inbox/keys.js"}


def test_without_a_tick_nothing_happens(chief, desks):
    change = desks.at_unit(1)
    answer = chief.post(queue(desks), follow=True)
    assert "请先勾选要办理的行。" in text(read(answer))
    assert reread(change).state == "waiting"


def test_the_only_reviewer_sees_that_it_is_their_own(chief, desks):
    Membership.objects.create(user=desks.chief, organisation=desks.unit, role="collector")
    change = desks.at_unit(1, by=desks.chief)
    page = read(chief.get(page_of(desks, change)))
    assert "自审" in {text(badge) for badge in page.select(".badge")}
    assert page.select_one("button[value=passed]") is not None


def test_where_another_must_pass_it_the_button_is_not_there(chief, desks):
    member("second", desks.unit, "unit_reviewer")
    change = desks.at_unit(1, by=desks.chief)
    page = read(chief.get(page_of(desks, change)))
    assert [each["value"] for each in page.select("button[name=outcome]")] == ["returned"]


def test_pages_of_another_unit_are_not_found(chief, desks):
    change = desks.at_unit(1)
    foreign = [
        reverse("unit_review:queue", args=[desks.neighbour.pk]),
        reverse("unit_review:change", args=[desks.neighbour.pk, change.pk]),
        reverse("unit_review:change", args=[desks.unit.pk, desks.at_banner(2).pk]),
        reverse("unit_review:change", args=[desks.unit.pk, desks.draft(3).pk]),
    ]
    assert [chief.get(address).status_code for address in foreign] == [404] * 4


def test_a_reviewer_of_two_units_sees_each_queue_by_itself(client, desks):
    both = member("both", desks.unit, "unit_reviewer")
    Membership.objects.create(user=both, organisation=desks.neighbour, role="unit_reviewer")
    here = desks.at_unit(1)
    client.force_login(both)
    assert len(queue_rows(read(client.get(queue(desks))))) == 1
    assert queue_rows(read(client.get(reverse("unit_review:queue", args=[desks.neighbour.pk])))) == []
    there = reverse("unit_review:change", args=[desks.neighbour.pk, here.pk])
    assert client.get(there).status_code == 404


def test_nothing_of_the_portal_desk_is_for_others(client, desks):
    change = desks.at_unit(1)
    expected = {"clerk": 404, "officer": 404}
    for name in expected:
        client.force_login(getattr(desks, name))
        answers = {client.get(address).status_code for address in (queue(desks), page_of(desks, change))}
        assert answers == {expected[name]}
    client.logout()
    assert client.get(queue(desks))["Location"].startswith("/login/?next=")


def test_pages_are_not_kept_by_browsers(chief, desks):
    assert "no-store" in chief.get(queue(desks))["Cache-Control"]


def test_an_invisible_change_moves_no_byte_of_the_queue(chief, desks):
    desks.at_unit(1)
    before = queue_rows(read(chief.get(queue(desks))))
    desks.at_banner(2), desks.draft(3)
    page = read(chief.get(queue(desks)))
    assert queue_rows(page) == before
    assert "待审 1 条" in text(page)
