"""The pages on which many are decided together, at both desks."""

import csv
import io

import pytest
from django.urls import reverse

from reviews.inbox.bulk import pages as bulk_pages
from reviews.inbox.bulk import running
from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.models import Decision
from talent.records.reviewsettings import change_settings
from talent.records.service import withdraw
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread, warn
from tests.reviews.inbox.pages import open_and_post, read, text

QUEUE = "/back/review/"


def row(change):
    return f"{change.pk}:{change.lock}"


def choose(client, *changes, query="", **posted):
    """The page of the run that ticked rows, or all, are prepared as."""
    given = {"row": [row(each) for each in changes], **posted} if changes else {"everything": "", **posted}
    return client.post(QUEUE + query, given)["Location"]


def sample(page):
    """(address, what is said of it) of each that was drawn."""
    rows = page.select("section[aria-labelledby=sample] tbody tr")
    return [(each.a["href"] if each.a else "", text(each.select("td")[-1])) for each in rows]


def reasons(page):
    return [text(each) for each in page.select("section[aria-labelledby=left] li")]


def results(page):
    return [
        [text(cell) for cell in each.select("th, td")]
        for each in page.select("section[aria-labelledby=each] tbody tr")
    ]


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer)
    return client


def look_through(client, address):
    """Open each that was drawn, one after the other, as the page leads."""
    href = read(client.get(address)).select_one("section[aria-labelledby=sample] .actions a")["href"]
    opened = 0
    while "/bulk/" not in href:
        answer = open_and_post(client, href, skip="")
        href, opened = answer["Location"], opened + 1
    assert href == address
    return opened


def test_ticked_rows_are_asked_about_before_anything_is_decided(officer, desks):
    good, warned = desks.at_banner(1), warn(desks.at_banner(2, name="塔娜"))
    other = desks.at_banner(3, unit=desks.neighbour)
    page = read(officer.get(choose(officer, good, warned, other)))
    assert [text(each) for each in page.select("ul.happens")[0].select("li")] == [
        "示例医院：1 条",
        "示例矿山：1 条",
    ]
    assert reasons(page) == ["1 条：有警告还没有人核实，请打开逐条审核。"]
    assert "将通过 2 条人员信息" in text(page)
    assert [said for _href, said in sample(page)] == ["待看", "待看"]
    assert page.select_one("[name=start]").has_attr("disabled")  # until the sample was seen
    assert Decision._plain.count() == 0


def test_what_was_not_looked_at_is_not_passed_and_nothing_typed_is_lost(officer, desks):
    address = choose(officer, desks.at_banner(1), desks.at_banner(2))
    answer = officer.post(address, {"start": "", "opinion": "材料齐全"})
    page = read(answer)
    assert (answer.status_code, text(page.select_one("[role=alert]"))) == (
        422,
        "还有 2 条抽中的没有看过，请逐条打开看过再办理。",
    )
    assert (page.select_one("#opinion").get_text().strip(), Decision._plain.count()) == ("材料齐全", 0)


def test_the_sample_is_opened_one_by_one_and_then_all_pass(officer, desks):
    changes = [desks.at_banner(serial) for serial in range(1, 6)]
    address = choose(officer)
    assert look_through(officer, address) == 3
    page = read(officer.get(address))
    assert {said[:3] for _href, said in sample(page)} == {"已看过"}
    assert not page.select_one("[name=start]").has_attr("disabled")
    answer = officer.post(address, {"start": "", "opinion": ""}, follow=True)
    page = read(answer)
    assert answer.redirect_chain == [(address, 302)]
    assert text(page.select_one("#bulk-progress [role=status]")) == "选定 5 条，已通过 5 条。"
    assert results(page) == [["苏和", "示例医院", "专业技术人才", "已通过", ""]] * 5
    links = {each["href"] for each in page.select("[aria-labelledby=each] tbody a")}
    assert links == {reverse("inbox:decided", args=[each.pk]) for each in changes}
    assert [officer.get(each).status_code for each in links] == [200] * 5
    assert {href for href, _said in sample(page)} <= links
    assert {reread(each).state for each in changes} == {"accepted"}


def test_what_is_sent_back_while_looking_leaves_the_run_and_the_next_is_shown(officer, desks):
    for serial in range(1, 8):
        desks.at_banner(serial)
    change_settings(by=desks.officer, sample_refused_percent=40)
    address = choose(officer)
    first, second, _third = (href for href, _said in sample(read(officer.get(address))))
    answer = open_and_post(officer, first, outcome="returned", opinion="附件缺失")
    assert answer["Location"] == second
    page = read(officer.get(address))
    assert sample(page)[0] == (first, "已单独办理：退回修改")


def test_many_go_back_with_one_reason(officer, desks):
    changes = [desks.at_banner(serial) for serial in (1, 2)]
    address = choose(officer, *changes, outcome="returned")
    look_through(officer, address)
    problem = read(officer.post(address, {"start": "", "opinion": " "})).select_one("[role=alert]")
    assert text(problem) == "退回时请写明原因。"
    page = read(officer.post(address, {"start": "", "opinion": "附件缺失"}, follow=True))
    assert [each[3] for each in results(page)] == ["已退回", "已退回"]
    assert [list(each.remarks.values_list("text", flat=True)) for each in changes] == [["附件缺失"]] * 2


def test_all_that_the_queue_is_narrowed_to_is_taken_and_nothing_else(officer, desks):
    desks.at_banner(1), desks.at_banner(2, unit=desks.neighbour)
    address = choose(officer, query="?unit=示例矿山")
    page = read(officer.get(address))
    assert [text(each) for each in page.select(".conditions li")] == ["单位：示例矿山"]
    assert [each[1] for each in results(page)] == ["示例矿山"]


def test_conditions_are_kept_as_the_queue_knows_them_whatever_the_address_held(officer, desks):
    name, change = "𠮷" * 60, desks.at_banner(1, name="苏和")
    address = choose(officer, query=f"?junk={'x' * 1500}&unit=示例医院&due=never&q=苏和&category=x")
    page = read(officer.get(address))
    assert [text(each) for each in page.select(".conditions li")] == ["姓名：苏和", "单位：示例医院"]
    assert (BulkRun.objects.get().query, BulkItem._plain.get().change) == ("q=苏和&unit=示例医院", change)
    nobody = officer.post(f"{QUEUE}?unit={name}&q={name[:40]}", {"everything": ""})
    assert nobody["Location"].startswith(QUEUE)


def test_a_head_request_has_looked_at_nothing(officer, desks):
    address = choose(officer, desks.at_banner(1))
    href = sample(read(officer.get(address)))[0][0]
    assert (officer.head(href).status_code, BulkItem._plain.get().seen_at) == (200, None)
    officer.get(href)
    assert BulkItem._plain.get().seen_at is not None


def test_the_page_tells_what_was_drawn_anew_and_leads_there(officer, desks):
    changes = {each.pk: each for each in (desks.at_banner(serial) for serial in range(1, 8))}
    address = choose(officer)
    drawn = set(BulkItem._plain.filter(sampled=True).values_list("change", flat=True))
    for pk in drawn:
        withdraw(change=changes[pk], by=desks.clerk)
    page = read(officer.get(address))
    assert sorted(said for _href, said in sample(page)) == ["已有变化，退出这一批"] * 3 + ["待看"] * 3
    assert "抽中的 3 条已有变化，退出了这一批" in text(page.select_one("section[aria-labelledby=sample]"))
    assert look_through(officer, address) == 3


def test_what_waits_elsewhere_is_neither_taken_nor_named(officer, desks):
    here, elsewhere = desks.at_banner(1), desks.at_unit(2, name="外人")
    address = choose(officer, here, elsewhere)
    page = read(officer.get(address))
    assert ("外人" in text(page), len(results(page))) == (False, 1)
    assert "选中的有 1 条已不在您处待审，这次不办理。" in text(page)
    assert list(BulkItem._plain.values_list("change", flat=True)) == [here.pk]


@pytest.mark.parametrize("rows", [[], ["x", "1:2:3", "9" * 40], ["0:1"]])
def test_without_rows_that_wait_here_no_run_is_made(officer, desks, rows):
    desks.at_unit(1)
    answer = officer.post(QUEUE, {"row": rows})
    assert (answer.status_code, answer["Location"], BulkRun.objects.count()) == (302, QUEUE, 0)


def test_a_given_up_run_decides_nothing(officer, desks):
    address = choose(officer, desks.at_banner(1))
    page = read(officer.post(address, {"stop": ""}, follow=True))
    assert (text(page.select_one("#bulk-progress .badge")), page.select("[name=start]")) == ("已放弃", [])
    assert Decision._plain.count() == 0


def test_a_sample_that_is_sent_back_too_often_stops_the_run_and_the_page_says_what_to_do(officer, desks):
    for serial in (1, 2, 3, 4):
        desks.at_banner(serial)
    address = choose(officer, query="?source=unit")
    first = read(officer.get(address)).select_one("section[aria-labelledby=sample] .actions a")["href"]
    answer = open_and_post(officer, first, outcome="returned", opinion="附件缺失")
    page = read(officer.get(answer["Location"]))
    assert answer["Location"] == address
    said = text(page.select_one("#bulk-progress"))
    assert "抽看的 3 条中，1 条退回、不予通过、询问填报人或转其他机构办理" in said
    assert "一条也没有一起通过" in said
    assert page.select_one("#bulk-progress .actions a")["href"] == f"{QUEUE}?source=unit"
    assert page.select("[name=start], [name=stop]") == []
    assert text(read(officer.get(f"{QUEUE}bulk/")).select_one("tbody .badge")) == "已停办：抽看不符的过多"


def test_a_colleague_finds_the_way_to_stop_what_runs(officer, desks, client, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 1)
    for serial in (1, 2, 3, 4):
        desks.at_banner(serial)
    address = choose(officer)
    look_through(officer, address)
    officer.post(address, {"start": ""})
    client.force_login(member("second", desks.banner, "hr_reviewer"))
    assert len(read(client.get(address)).select("[name=stop]")) == 1
    page = read(client.post(address, {"stop": ""}, follow=True))
    assert "已由second停止，其余没有办理" in text(page.select_one("#bulk-progress"))
    assert Decision._plain.count() == 0


def test_colleagues_of_the_office_read_a_run_and_cannot_act_on_it(officer, desks, client):
    change = desks.at_banner(1)
    address = choose(officer, change)
    client.force_login(member("second", desks.banner, "hr_reviewer"))
    page = read(client.get(address))
    assert page.select("form [name=start], form [name=stop]") == []
    assert sample(page) == [("", "待看")]
    answers = [client.post(address, {name: ""}).status_code for name in ("start", "stop")]
    assert (answers, BulkRun.objects.get().state) == ([404, 404], "prepared")
    assert client.get(reverse("inbox:change", args=[change.pk], query={"sample_of": 1})).status_code == 200
    assert BulkItem._plain.get().seen_at is None


@pytest.mark.parametrize("place", ["league", "region", "sibling"])
def test_other_offices_find_no_run(officer, desks, client, place):
    address = choose(officer, desks.at_banner(1))
    client.force_login(member("somebody", getattr(desks, place), "hr_reviewer"))
    answers = [client.get(address), client.get(f"{address}file/"), client.post(address, {"stop": ""})]
    assert [each.status_code for each in answers] == [404, 404, 404]
    assert text(read(client.get(f"{QUEUE}bulk/")).select_one(".nothing")).startswith("还没有批量审核过")
    assert BulkRun.objects.get().state == "prepared"


def test_the_results_are_a_file_that_is_logged(officer, desks):
    changes = [desks.at_banner(1, name="=苏和"), warn(desks.at_banner(2, name="塔娜"))]
    address = choose(officer, *changes)
    look_through(officer, address)
    officer.post(address, {"start": ""})
    answer = officer.get(f"{address}file/")
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert lines[0] == ["编号", "姓名", "单位", "类别", "结果", "说明"]
    assert [line[0] for line in lines[1:]] == [str(each.pk) for each in changes]
    assert not lines[1][1].startswith("=")
    assert lines[2][1:] == [
        "塔娜",
        "示例医院",
        "专业技术人才",
        "未办理",
        "有警告还没有人核实，请打开逐条审核。",
    ]
    assert AuditEvent.objects.latest("pk").action == "export_bulk"


def test_a_large_run_shows_its_progress_and_the_way_to_stop_it(officer, desks, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 1)
    for serial in (1, 2, 3, 4):
        desks.at_banner(serial)
    address = choose(officer)
    look_through(officer, address)
    page = read(officer.post(address, {"start": ""}, follow=True))
    assert page.select_one("#bulk-progress").has_attr("data-running")
    running.work(BulkRun.objects.get().pk, chunk=2)
    page = read(officer.get(address))
    assert (page.progress["value"], len(page.select("script[src*=progress]"))) == ("50", 1)
    page = read(officer.post(address, {"stop": ""}, follow=True))
    assert "已停止，其余没有办理，仍在待审。" in text(page.select_one("#bulk-progress"))
    assert Decision._plain.count() == 2


def test_the_rows_are_paged_by_key_and_shown_by_result(officer, desks, monkeypatch):
    monkeypatch.setattr(bulk_pages.page_of, "__kwdefaults__", {"after": 0, "only": "", "size": 2})
    for serial in (1, 2, 3):
        desks.at_banner(serial)
    warn(desks.at_banner(4, name="塔娜"))
    address = choose(officer)
    page = read(officer.get(address))
    following = read(officer.get(page.select_one(".pager [rel=next]")["href"]))
    assert [len(results(each)) for each in (page, following)] == [2, 2]
    assert following.select(".pager [rel=next]") == []
    assert [each[0] for each in results(read(officer.get(f"{address}?only=left")))] == ["塔娜"]


def test_a_units_reviewer_does_the_same_in_the_portal(client, desks):
    client.force_login(desks.chief)
    own, others = desks.at_unit(1, by=desks.chief), desks.at_unit(2)
    queue = reverse("unit_review:queue", args=[desks.unit.pk])
    address = client.post(queue, {"row": [row(own), row(others)]})["Location"]
    assert address.startswith(f"{queue}bulk/")
    page = read(client.get(address))
    assert "其中 1 条是您本人填报或上报的，本单位没有其他审核员，通过后注明“自审”。" in text(page)
    look_through(client, address)
    page = read(client.post(address, {"start": ""}, follow=True))
    assert results(page) == [
        ["苏和", "专业技术人才", "已通过 自审", ""],
        ["苏和", "专业技术人才", "已通过", ""],
    ]
    listed = read(client.get(f"{queue}bulk/"))
    assert listed.select_one("tbody a")["href"] == address


def test_a_unit_does_not_find_the_run_of_another_unit(client, desks):
    client.force_login(desks.chief)
    queue = reverse("unit_review:queue", args=[desks.unit.pk])
    run = client.post(queue, {"row": [row(desks.at_unit(1))]})["Location"].rstrip("/").rpartition("/")[2]
    client.force_login(member("neighbour", desks.neighbour, "unit_reviewer"))
    for name in ("unit_review:bulk_run", "unit_review:bulk_file"):
        assert client.get(reverse(name, args=[desks.neighbour.pk, run])).status_code == 404
        assert client.get(reverse(name, args=[desks.unit.pk, run])).status_code == 404


def test_the_page_of_a_run_costs_the_same_for_two_and_for_six(officer, desks, statements):
    counts = []
    for serials in ((1, 2), range(3, 9)):
        changes = [desks.at_banner(serial) for serial in serials]
        address = choose(officer, *changes)
        officer.get(address)
        with statements() as done:
            officer.get(address)
        counts.append(len(done()))
    assert counts[0] == counts[1] <= 19


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "٣", "²", "-1", "x"])
def test_a_place_in_the_list_that_is_no_number_of_a_row_is_none(officer, desks, number):
    run = choose(officer, desks.at_banner(1))
    for address in (f"{reverse('inbox:bulk')}?before={number}", f"{run}?after={number}"):
        assert len(read(officer.get(address)).main.select("tbody tr")) >= 1
