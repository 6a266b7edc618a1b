from urllib.parse import parse_qs, urlparse

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from talent.categories.models import Category
from talent.collect import listing
from talent.collect.models import Scratch
from talent.collect.saving import save_draft
from talent.orgs.models import Membership
from talent.records.service import (
    FieldRemark,
    accept,
    accept_many,
    ask_collector,
    doubt,
    send_back,
    submit,
)
from tests.talent.collect.world import account, browser, number, person


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def names(answer):
    return [row.td.text for row in soup(answer).select("table.listed tbody tr")]


def tasks(answer):
    return [
        (each.find(["a", "span"]).text, each.select_one(".badge").text)
        for each in soup(answer).select(".tasks li")
    ]


def test_the_only_unit_of_an_account_opens_at_once(world, clerk):
    assert clerk.get("/unit/").url == world.url("workspace")
    assert clerk.get("/unit/sheets/").url == world.url("sheets")


def test_who_works_for_two_units_chooses(world, clerk):
    Membership.objects.create(user=world.clerk, organisation=world.other, role="collector")
    page = soup(clerk.get("/unit/"))
    assert [(row.td.text, row.a["href"]) for row in page.select("tbody tr")] == [
        ("示例设计院", world.url("workspace")),
        ("别的单位", world.url("workspace", unit=world.other)),
    ]


def test_people_of_departments_find_their_sheets(world):
    boss = browser(world.boss)
    assert boss.get("/unit/").url == world.url("sheets", unit=world.office)
    assert boss.get(world.url("workspace", unit=world.office)).status_code == 404


def test_who_works_nowhere_finds_nothing(world):
    nobody = browser(account("nobody", world.unit))
    auditor = browser(account("auditor", world.office, "audit_admin"))
    assert [each.get("/unit/").status_code for each in (nobody, auditor)] == [404, 404]


def test_visitors_log_in_first(world, client):
    for address in ("/unit/", world.url("workspace"), world.url("new", "skilled")):
        assert client.get(address).url == f"/login/?next={address}"


def test_nothing_of_a_unit_is_kept_by_browsers(world, clerk):
    assert clerk.get(world.url("workspace"))["Cache-Control"] == "no-store, private"


def test_a_first_visit_offers_ways_to_start(world, clerk):
    answer = clerk.get(world.url("workspace"))
    page = soup(answer)
    assert page.h1.text == f"示例设计院　{timezone.localdate().year} 年度采集"
    assert [link["href"] for link in page.select(".ways a")] == [
        reverse(way, args=(world.unit.pk, key))
        for way in ("collect:new", "collect:grid", "collect:grid_headings", "imports:template")
        for key in ("professional", "skilled", "management", "rural", "social")
    ]
    assert page.select("table") == []
    assert tasks(answer) == [
        ("1. 核对单位信息", "需处理"),
        ("2. 负责人员登记表", "可不办"),
        ("3. 录入人才信息", "需处理"),
        ("4. 处理退回记录", "暂不能开始"),
        ("5. 审核并上报", "暂不能开始"),
    ]


def test_what_came_back_stands_on_top_with_its_first_remark(world, clerk):
    first = world.returned(("skill.current_trade", "工种不符"), ("", "请补照片"), serial=1, name="乌日娜")
    second = world.returned(("", "名字不对"), serial=2, name="那仁")
    box = soup(clerk.get(world.url("workspace"))).select_one(".errors")
    assert box.h2.text == "有 2 条记录被退回"
    assert [(link["href"], link.text) for link in box.select("a")] == [
        (world.url("change", second.pk), "那仁：名字不对"),
        (world.url("change", first.pk), "乌日娜 · 现从事工种：工种不符"),
    ]
    assert f"{localdate():%Y-%m-%d} 退回" in box.li.text
    several = [each.text for each in box.select("details li")]
    assert (box.summary.text, several) == ("共 2 条意见：乌日娜", ["现从事工种：工种不符", "整体：请补照片"])
    assert box.select(".badge") == []


def test_what_a_spot_check_sent_back_is_marked_until_a_reviewer_sends_it_back(world, clerk):
    record = world.accepted().record
    inspector = account("inspector", world.office, "hr_reviewer")
    said = [FieldRemark("", "证书查无此号")]
    doubt(record=record, seen=record.approved, by=inspector, office=world.office, remarks=said)

    def badges():
        return [each.text for each in soup(clerk.get(world.url("workspace"))).select(".came-back .badge")]

    assert badges() == ["抽查退回"]
    correction = world.newest()
    save_draft(change=correction, raw=person(skill={"current_trade": "电工"}), by=world.clerk,
               lock=correction.lock, answers={})  # fmt: skip
    sent = accept_many(changes=[submit(change=world.newest(), by=world.clerk)], by=world.clerk)
    send_back(change=sent[0], by=world.boss, remarks=[FieldRemark("", "请补照片")])
    assert badges() == []


def test_a_question_stands_in_the_box_with_its_day(world, clerk):
    question = ask_collector(change=world.waiting(), text="证书原件在哪里？", by=world.boss)
    box = soup(clerk.get(world.url("workspace"))).select_one("[aria-labelledby=asked-heading] li").text
    assert all(
        each in box for each in ("乌日娜", "证书原件在哪里？", world.office.name, f"{question.due:%Y-%m-%d}")
    )


def test_counts_stand_by_category_and_state(world, clerk):
    world.draft(1)
    world.accepted(2)
    world.waiting(3)
    world.draft(4, unit=world.other, by=world.stranger)
    page = soup(clerk.get(world.url("workspace")))
    rows = [
        [cell.text for cell in row.find_all(["th", "td"])]
        for row in page.select("table")[0].select("tbody tr")
    ]
    assert rows == [["技能人才", "1", "0", "0", "1", "1", "0"]]


def test_what_a_later_change_replaced_is_neither_listed_nor_counted(world, clerk):
    world.accepted()
    world.draft(document=person(skill={"current_trade": "钳工"}))
    page = soup(clerk.get(world.url("workspace")))
    assert [each.text for each in page.select("#list tbody tr > td:first-child")] == ["乌日娜"]
    assert [each.text for each in page.select("#list .several li > span")] == ["暂存 52%", "审核通过 52%"]
    newest = submit(change=world.newest(), by=world.typist)
    for reviewer in (world.clerk, world.boss):
        newest = accept(change=newest, by=reviewer)
    page = clerk.get(world.url("workspace"))
    link = soup(page).select_one("table.listed tbody a")
    counts = [cell.text for cell in soup(page).select_one("table tbody tr").find_all("td")]
    assert (names(page), link["href"]) == (["乌日娜"], world.url("change", newest.pk))
    assert counts == ["0", "0", "0", "0", "1", "0"]


def test_the_list_filters_by_name_state_and_category(world, clerk):
    world.draft(1, "斯琴·图雅")
    world.draft(2, "图门")
    world.waiting(3, "王图雅")
    url = world.url("workspace")
    found = {
        query: names(clerk.get(url + query))
        for query in (
            "?q=图雅",
            "?q=sq",
            "?state=waiting",
            "?category=skilled&state=draft",
            "?state=none",
            "?q=无人",
        )
    }
    assert found == {
        "?q=图雅": ["王图雅", "斯琴·图雅"],
        "?q=sq": ["斯琴·图雅"],
        "?state=waiting": ["王图雅"],
        "?category=skilled&state=draft": ["图门", "斯琴·图雅"],
        "?state=none": ["王图雅", "图门", "斯琴·图雅"],
        "?q=无人": [],
    }


def test_pages_go_on_by_place_and_back_again(world, clerk, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for serial in range(1, 6):
        world.draft(serial, f"人{serial}")
    url, seen, back = world.url("workspace"), [], []
    step = url + "?state=draft"
    while step:
        page = clerk.get(step)
        seen.append(names(page))
        link = soup(page).select_one(".pager [rel=next]")
        step = url + link["href"].partition("#")[0] if link else ""
    link = soup(page).select_one(".pager [rel=prev]")
    while link:
        page = clerk.get(url + link["href"].partition("#")[0])
        back.append(names(page))
        link = soup(page).select_one(".pager [rel=prev]")
    assert seen == [["人5", "人4"], ["人3", "人2"], ["人1"]]
    assert back == [["人3", "人2"], ["人5", "人4"]]
    assert parse_qs(urlparse(soup(page).select_one(".pager a")["href"]).query)["state"] == ["draft"]


@pytest.mark.parametrize("query", ["?q=%00", "?category=%00", "?state=%00", "?q=%00乌%00日娜"])
def test_a_nul_in_an_address_is_left_out(world, clerk, query):
    world.draft()
    assert names(clerk.get(world.url("workspace") + query)) == ["乌日娜"]


@pytest.mark.parametrize("place", ["x", "1-", "99999999999999999-1", "-1-1", "1-1-1"])
def test_a_place_that_is_none_shows_the_first_page(world, clerk, place):
    world.draft()
    assert names(clerk.get(world.url("workspace"), {"after": place})) == ["乌日娜"]


def test_reviewers_are_led_to_what_waits_at_the_unit(world, clerk):
    submit(change=world.draft(), by=world.typist)
    link = f"/unit/{world.unit.pk}/review/"
    pages = [clerk.get(world.url("workspace")), browser(world.typist).get(world.url("workspace"))]
    assert [link in page.text for page in pages] == [True, False]


def test_who_only_reviews_gets_no_ways_to_fill(world, clerk):
    Membership.objects.filter(user=world.clerk, role="collector").delete()
    world.draft()
    page = soup(clerk.get(world.url("workspace")))
    assert page.select(".ways a") == []
    assert [link["href"] for link in page.select(".tasks a")] == [
        world.url("organisation"),
        world.url("sheets"),
    ]


def test_the_facts_of_the_unit_are_shown_in_words(world, clerk):
    page = soup(clerk.get(world.url("organisation")))
    facts = {each.dt.text: each.dd.text for each in page.select(".values > div")}
    assert facts == {
        "单位全称": "示例设计院",
        "统一社会信用代码": f"{world.unit.code}(临时代码)",
        "单位类型": "民营企业",
        "经济类型": "国有全资",
        "所属行业": "科学研究和技术服务业",
        "所在地区(属地)": "锡林浩特市",
        "管理地区(隶属)": "锡林浩特市",
        "行政主管部门": "—",
        "单位填报员": "clerk、typist",
        "单位审核员": "clerk",
    }
    assert "尚缺：统一社会信用代码。" in page.select_one(".notice").text


def test_another_unit_is_not_found(world):
    stranger = browser(world.stranger)
    for name in ("workspace", "organisation", "send_ready", "sheets"):
        assert stranger.get(world.url(name)).status_code == 404
    assert stranger.get("/unit/999999/").status_code == 404


def test_a_workspace_takes_as_many_statements_for_three_people_as_for_one(
    world, clerk, django_assert_max_num_queries
):
    counts = []
    for serial in (1, 4):
        for place in range(serial, serial + (1 if serial == 1 else 2)):
            world.returned(("", "请补照片"), serial=place, name=f"人{place}")
        clerk.get(world.url("workspace"))
        with django_assert_max_num_queries(20) as statements:
            clerk.get(world.url("workspace"))
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_number_of_a_person_is_nowhere_in_full(world, clerk):
    world.draft()
    pages = [clerk.get(world.url(name)) for name in ("workspace", "send_ready")]
    assert [number(1) in page.text for page in pages] == [False, False]


def retired(key):
    Category.objects.filter(key=key).update(is_retired=True)


def offered(answer):
    return [each.text for each in soup(answer).select("ul.ways a")]


def test_a_retired_category_is_not_offered_for_anybody_new(world, clerk):
    before = offered(clerk.get(world.url("workspace")))
    retired("skilled")
    assert set(before) - set(offered(clerk.get(world.url("workspace")))) == {"技能人才"}
    assert clerk.get(world.url("new", "skilled")).status_code == 404


def test_who_is_in_a_retired_category_is_still_listed_found_and_read(world, clerk):
    change = world.draft()
    retired("skilled")
    assert names(clerk.get(world.url("workspace"), {"category": "skilled"})) == ["乌日娜"]
    assert clerk.get(world.url("change", change.pk)).status_code == 200


def test_a_retired_sheet_is_shown_to_those_who_filled_it_in_only(world, clerk):
    retired("responsible_person")
    assert clerk.get(world.url("sheet", "responsible_person")).status_code == 404
    assert "没有要填报的登记表" in clerk.get(world.url("sheets")).content.decode()


def type_in(client, url, sitting, **given):
    """Type something and leave it there."""
    values = {name.replace("__", "."): text for name, text in given.items()}
    client.post(url, {"do": "autosave", "sitting": f"sitting-000{sitting}", **values})


def left(answer):
    """Address and text of what is offered to go on with."""
    return [(link["href"], link.text) for link in soup(answer).select(".kept a")]


def test_what_was_typed_and_not_saved_stands_on_the_workspace_and_leads_back(world, clerk):
    draft = world.draft(2, "那仁")
    clerk.post(
        world.url("new", "skilled"), {"do": "autosave", "sitting": "sitting-0001", "identity.full_name": "乌"}
    )
    clerk.post(
        world.url("grid", "rural"),
        {"do": "autosave", "sitting": "sitting-0002", "cell.0.identity.full_name": "白"},
    )
    bad = {"do": "autosave", "sitting": "sitting-0003", "lock": draft.lock, "identity.birth_date": "没有"}
    clerk.post(world.url("change", draft.pk), bad)
    answer = clerk.get(world.url("workspace"))
    numbers = {each.sitting: each.pk for each in Scratch.objects.all()}
    assert "有 3 份没有保存的内容" in answer.text
    assert left(answer) == [
        (f"{world.url('change', draft.pk)}?kept={numbers['sitting-0003']}", "技能人才 · 那仁"),
        (f"{world.url('grid', 'rural')}?kept={numbers['sitting-0002']}", "农村牧区实用人才 · 成批录入"),
        (f"{world.url('new', 'skilled')}?kept={numbers['sitting-0001']}", "技能人才 · 新增一人"),
    ]
    assert [clerk.get(href).status_code for href, _text in left(answer)] == [200, 200, 200]
    assert "乌" in soup(clerk.get(left(answer)[2][0])).find(id="identity.full_name")["value"]


def test_only_the_own_account_is_offered_what_it_typed_and_only_in_that_unit(world, clerk):
    clerk.post(
        world.url("new", "skilled"), {"do": "autosave", "sitting": "sitting-0001", "identity.full_name": "乌"}
    )
    assert left(browser(world.typist).get(world.url("workspace"))) == []
    Membership.objects.create(user=world.clerk, organisation=world.other, role="collector")
    assert left(clerk.get(world.url("workspace", unit=world.other))) == []
    Membership.objects.filter(user=world.clerk, organisation=world.unit, role="collector").delete()
    assert left(clerk.get(world.url("workspace"))) == []


def test_without_anything_under_way_no_completeness_is_claimed(world, clerk):
    world.accepted()
    none = clerk.get(world.url("workspace"))
    world.draft(2)
    some = clerk.get(world.url("workspace"))
    assert [("没有在办资料" in each.text, len(soup(each).select("progress"))) for each in (none, some)] == [
        (True, 1), (False, 2)
    ]  # fmt: skip


def test_who_reviews_finds_the_users_of_the_unit_from_the_workspace(world, clerk):
    address = f"/unit/{world.unit.pk}/users/"
    pages = [soup(each.get(world.url("workspace"))) for each in (clerk, browser(world.typist))]
    assert [bool(each.select(f"main a[href='{address}']")) for each in pages] == [True, False]


def test_whose_own_roles_there_have_ended_is_told_so_and_who_never_held_one_finds_nothing(world):
    grants, today = (
        Membership.objects.filter(organisation=world.unit, user=world.typist),
        timezone.localdate(),
    )
    typist, stranger = browser(world.typist), browser(world.stranger)
    grants.update(valid_to=today, ended_at=timezone.now())
    for name in ("workspace", "sheets"):
        page = typist.get(world.url(name))
        said = soup(page).main.get_text(" ", strip=True)
        assert (page.status_code, f"您在“示例设计院”的角色已于 {today} 结束" in said) == (404, True)
        assert soup(page).select_one(f".own a[href='{reverse('mfa_index')}']") is not None
        other = stranger.get(world.url(name))
        assert (other.status_code, "示例设计院" in other.content.decode()) == (404, False)
    assert "角色已结束" in typist.get(reverse("unit_users:index", args=[world.unit.pk])).content.decode()
    grants.update(valid_to=None, ended_at=None)
    assert typist.get(world.url("workspace")).status_code == 200
    assert "角色已" not in typist.get(reverse("unit_users:index", args=[world.unit.pk])).content.decode()
