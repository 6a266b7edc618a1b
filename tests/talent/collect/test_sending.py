import pytest
from bs4 import BeautifulSoup

from talent.categories.models import Category
from talent.categories.service import publish_version
from talent.collect.saving import save_draft
from talent.collect.sending import seal_of
from talent.orgs.models import Membership, Organisation
from talent.security.models import AuditEvent
from tests.talent.collect.world import account, browser, number, person, posted


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def typist(world):
    return browser(world.typist)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def form(page):
    return {each["name"]: each["value"] for each in page.select("main form[data-once] input")}


def pairs(page):
    return {(row.dt.text, row.dd.text) for row in page.select(".values > div")}


def incomplete(serial=7, name="那仁"):
    return {"identity": {"id_type": "01", "id_number": number(serial), "full_name": name}}


def test_all_answers_stand_on_the_page_with_a_way_to_each_part(world, typist):
    change = world.draft()
    page = soup(typist.get(world.url("check", change.pk)))
    edit = world.url("change", change.pk)
    assert {
        ("姓名", "乌日娜"),
        ("身份证件号码", number(1)),
        ("现从事工种", "焊工"),
        ("性别", "男性"),
    } <= pairs(page)
    assert [link["href"] for link in page.select(".title a")] == [
        f"{edit}#group-{key}" for key in ("identity", "employment", "skill")
    ]
    assert "手机号码" in page.select_one(".notice").text
    assert form(page)["lock"] == str(change.lock)


def test_what_is_missing_keeps_it_from_being_sent(world, typist):
    change = world.draft(document=incomplete())
    page = soup(typist.get(world.url("check", change.pk)))
    assert [link["href"] for link in page.select(".errors a")] == [
        world.url("change", change.pk) + "#identity.ethnic_group",
        world.url("change", change.pk) + "#skill.current_trade",
    ]
    assert page.select("form[data-once]") == []
    answer = typist.post(world.url("check", change.pk), {"lock": change.lock})
    assert (answer.status_code, world.changes()) == (409, [("那仁", "draft")])


def test_warnings_are_shown_before_sending(world, typist):
    document = person(work=[{"start": "2020-01", "end": "2010-01", "unit_name": "甲", "post": "乙"}])
    change = world.draft(document=document)
    page = soup(typist.get(world.url("check", change.pk)))
    assert [link["href"] for link in page.select(".notice-warning a")] == [
        world.url("change", change.pk) + "#work.0.end"
    ]


def test_who_only_fills_sends_it_to_the_reviewer_of_the_unit(world, typist):
    change = world.draft()
    answer = typist.post(world.url("check", change.pk), {"lock": change.lock})
    sent = world.again(change)
    assert (answer.status_code, answer.url) == (302, world.url("workspace"))
    assert (sent.state, sent.waiting_office, sent.submitted_by, sent.self_reviewed) == (
        "waiting",
        world.unit,
        world.typist,
        False,
    )


def test_the_only_reviewer_passes_the_own_entry_at_once_and_is_told(world, clerk):
    change = world.draft(by=world.clerk)
    url = world.url("check", change.pk)
    assert "标注“自审”" in clerk.get(url).text
    clerk.post(url, {"lock": change.lock})
    sent = world.again(change)
    assert (sent.state, sent.waiting_office, sent.reviewers, sent.self_reviewed) == (
        "waiting",
        world.office,
        [world.clerk.pk],
        True,
    )
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "submit",
        "accept",
    ]


def test_with_a_second_reviewer_nobody_passes_the_own_entry(world, clerk):
    account("second", world.unit, "unit_reviewer")
    change = world.draft(by=world.clerk)
    url = world.url("check", change.pk)
    assert "自审" not in clerk.get(url).text
    clerk.post(url, {"lock": change.lock})
    assert world.again(change).waiting_office == world.unit


def test_sending_twice_is_told_and_done_once(world, clerk):
    change = world.draft()
    url = world.url("check", change.pk)
    answers = [clerk.post(url, {"lock": change.lock}) for _ in range(2)]
    events = AuditEvent.objects.filter(action="submit", subject_id=str(change.pk))
    assert [each.status_code for each in answers] == [302, 409]
    assert "已经上报或办结，不能重复上报" in answers[1].text
    assert (events.count(), world.again(change).lock) == (1, change.lock + 2)


def test_only_what_was_checked_is_sent(world, typist):
    change = world.draft()
    typist.post(
        world.url("change", change.pk), posted(person(skill={"current_trade": "钳工"}), lock=change.lock)
    )
    answer = typist.post(world.url("check", change.pk), {"lock": change.lock})
    assert (answer.status_code, world.changes()) == (409, [("乌日娜", "draft")])
    assert "请重新核对后再上报" in answer.text


def test_open_remarks_keep_it_from_being_sent(world, clerk):
    change = world.returned(("identity.full_name", "别字"))
    page = soup(clerk.get(world.url("check", change.pk)))
    remark = change.remarks.get()
    assert [(link["href"], link.text) for link in page.select(".errors a")] == [
        (f"{world.url('change', change.pk)}#remark-{remark.pk}", "审核意见还没有处理：姓名：别字")
    ]
    assert clerk.post(world.url("check", change.pk), {"lock": change.lock}).status_code == 409


def test_each_remark_stands_on_the_page_of_answers_with_what_became_of_it(world, clerk):
    said = [("skill.current_trade", "工种不符"), ("", "请补照片"), ("identity.full_name", "别字")]
    change = world.returned(*said)
    numbers = {each.path: each.pk for each in change.remarks.all()}
    save_draft(
        change=change, raw=person(skill={"current_trade": "电工"}), by=world.clerk, lock=change.lock,
        answers={numbers["identity.full_name"]: "与证件一致"},
    )  # fmt: skip

    said = soup(clerk.get(world.url("check", change.pk))).select("[aria-labelledby=said] li")

    assert [" ".join(each.get_text(" ").split()) for each in said] == [
        "现从事工种：工种不符 已修改： 焊工 → 电工",
        "整体：请补照片 已修改",
        "姓名：别字 不改的理由：与证件一致",
    ]


def test_a_unit_whose_region_has_no_office_is_told(world, clerk):
    Organisation.objects.filter(kind="hr_department").update(is_active=False)
    change = world.draft()
    answer = clerk.post(world.url("check", change.pk), {"lock": change.lock})
    assert (answer.status_code, world.changes()) == (409, [("乌日娜", "draft")])
    assert "还没有设立审核机构" in answer.text


def test_the_page_of_answers_leads_on_when_there_is_nothing_to_send(world, clerk):
    change = world.waiting()
    assert clerk.get(world.url("check", change.pk)).url == world.url("change", change.pk)


def test_all_that_is_ready_is_sent_at_once(world, clerk):
    for serial in (1, 2, 3):
        world.draft(serial, f"人{serial}")
    world.draft(document=incomplete())
    page = soup(clerk.get(world.url("send_ready")))
    tables = [[row.td.text for row in table.select("tbody tr")] for table in page.select("table")]
    assert tables == [["人3", "人2", "人1"], ["那仁"]]
    assert "请填写“民族”" in page.select("table")[1].text
    answer = clerk.post(world.url("send_ready"), form(page))
    assert answer.url == world.url("workspace")
    assert world.changes() == [("人1", "waiting"), ("人2", "waiting"), ("人3", "waiting"), ("那仁", "draft")]
    assert AuditEvent.objects.filter(action="submit").count() == 1


def test_nothing_is_sent_when_the_list_has_changed(world, clerk):
    world.draft(1, "人1")
    values = form(soup(clerk.get(world.url("send_ready"))))
    world.draft(2, "人2")
    answer = clerk.post(world.url("send_ready"), values)
    assert (answer.status_code, world.changes()) == (409, [("人1", "draft"), ("人2", "draft")])


def test_sending_all_twice_sends_once(world, clerk):
    world.draft()
    values = form(soup(clerk.get(world.url("send_ready"))))
    answers = [clerk.post(world.url("send_ready"), values).status_code for _ in range(2)]
    assert (answers, AuditEvent.objects.filter(action="submit").count()) == ([302, 409], 1)


def test_an_empty_list_says_so_and_sends_nothing(world, clerk):
    page = clerk.get(world.url("send_ready"))
    assert "现在没有可以上报的资料" in page.text
    assert clerk.post(world.url("send_ready"), {"seal": seal_of({})}).status_code == 409


def test_the_seal_speaks_of_rows_and_their_states():
    seals = {seal_of({}), seal_of({1: 1}), seal_of({1: 2}), seal_of({11: 1}), seal_of({1: 1, 2: 1})}
    assert len(seals) == 5
    assert seal_of({2: 1, 1: 1}) == seal_of({1: 1, 2: 1})


def test_taking_back_asks_first_and_opens_the_form_again(world, clerk):
    change = world.waiting()
    url = world.url("withdraw", change.pk)
    assert "锡林浩特市人社局" in clerk.get(url).text
    assert world.changes() == [("乌日娜", "waiting")]
    answer = clerk.post(url)
    assert (answer.url, world.changes()) == (world.url("change", change.pk), [("乌日娜", "withdrawn")])
    assert soup(clerk.get(answer.url)).select_one("form.generated") is not None


def test_what_is_decided_cannot_be_taken_back(world, clerk):
    change = world.accepted()
    url = world.url("withdraw", change.pk)
    assert clerk.get(url).url == world.url("change", change.pk)
    assert (clerk.post(url).status_code, world.changes()) == (409, [("乌日娜", "accepted")])


@pytest.mark.parametrize("name", ["check", "withdraw"])
def test_another_unit_sends_and_withdraws_nothing(world, name):
    change = world.waiting() if name == "withdraw" else world.draft()
    before, stranger = world.changes(), browser(world.stranger)
    addresses = [world.url(name, change.pk), world.url(name, change.pk, unit=world.other)]
    assert [stranger.post(each, {"lock": change.lock}).status_code for each in addresses] == [404, 404]
    assert world.changes() == before


def test_another_unit_sends_only_its_own(world):
    world.draft()
    stranger = browser(world.stranger)
    assert stranger.post(world.url("send_ready"), {"seal": "x"}).status_code == 404
    values = {"seal": seal_of({change.pk: change.lock for change in [world.draft(2)]})}
    assert stranger.post(world.url("send_ready", unit=world.other), values).status_code == 409
    assert {state for _, state in world.changes()} == {"draft"}


def test_a_reviewer_who_does_not_fill_sends_nothing(world, clerk):
    Membership.objects.filter(user=world.clerk, role="collector").delete()
    change = world.draft()
    addresses = [world.url("check", change.pk), world.url("send_ready"), world.url("withdraw", change.pk)]
    assert [clerk.post(each, {"lock": change.lock}).status_code for each in addresses] == [404, 404, 404]


def test_a_group_that_is_not_asked_for_is_not_listed_as_unfilled(world, typist):
    category = Category.objects.get(key="skilled")
    raw = [dict(each) for each in category.groups.raw_data]
    for group in raw:
        if group["value"]["key"] == "education":
            group["value"] |= {"shown_if": 'skill.current_trade == "钳工"'}
    category.groups = raw
    category.save()
    world.version = publish_version(category=category, by=None)

    def unfilled(change):
        page = soup(typist.get(world.url("check", change.pk)))
        return {link["href"].rpartition("#")[2] for link in page.select("[aria-labelledby=bare-heading] a")}

    without = world.draft(1)
    asked = world.draft(2, document=person(2, skill={"current_trade": "钳工"}))
    assert unfilled(asked) - unfilled(without) == {"group-education"}


@pytest.mark.parametrize(
    ("name", "said"),
    [("乌日娜", "请在“人员调动”中申请调入"), ("王磊", "证件号码与姓名没有核对一致，不能上报")],
)
def test_who_sends_somebody_held_elsewhere_is_told_by_the_name_and_leaves_an_event(world, name, said):
    mine = world.draft(1, name, unit=world.other, by=world.stranger)
    world.waiting(1, "乌日娜")
    answer = browser(world.stranger).post(world.url("check", mine.pk, unit=world.other), {"lock": mine.lock})
    assert (answer.status_code, said in answer.text, world.again(mine).state) == (409, True, "draft")
    event = AuditEvent.objects.get(action="propose_elsewhere")
    assert (event.by, event.organisation_ids, event.detail) == (
        world.stranger,
        [world.other.pk],
        {"count": 1},
    )
