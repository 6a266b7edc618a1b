"""The pages of the admin: what a draft would do, and the job with its progress."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talent.categories import versions
from talent.categories.addresses import address
from talent.categories.models import Category
from talent.records import dryrun
from talent.records.models import MoveRun
from talent.records.service import accept, submit
from talent.security.models import AuditEvent
from tests.contracts.world import REGION, member
from tests.contracts.world import organisation as office
from tests.talent.categories.editor.screen import Moderation, decide_on, said, typed
from tests.talent.categories.following import MERGE, RENAME, edited, follow, renamed_and_merged
from tests.talent.records.register import organisation, person
from tests.talent.records.test_moverunning import AS_NUMBER, approved, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = member("category", office("人社厅", "hr_department", REGION), "category_admin")
    client.force_login(user)
    return user


def url(name, key="skilled"):
    return reverse(name, args=[Category.objects.get(key=key).pk])


def page(client, name="records_move"):
    return BeautifulSoup(client.get(url(name)).content, "html.parser")


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def rows(found):
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td, th")] for row in found.select("tbody tr")
    ]


def test_the_dry_run_of_a_saved_draft_shows_counts_and_no_text(client, admin, register):
    change = approved(register, 1, studio="巴特尔工作室")
    draft = edited(
        "skilled",
        RENAME,
        AS_NUMBER,
        renamed={"skill.current_trade": "trade_now"},
        retyped={"skill.studio": ("integer", {})},
    )
    draft.save_revision(clean=False)
    found = page(client, "records_dry_run")
    record = "*" * max(1, len(str(change.record_id)) - 1) + str(change.record_id)[-1]
    assert rows(found) == [
        ["现从事工种 skill.current_trade", "改代号或移到别的分组", "skill.trade_now", "1", "0", "—"],
        ["技能大师工作室 skill.studio", "换算", "skill.studio", "1", "1", f"{record}：不是整数。"],
    ]
    assert "巴特尔" not in found.get_text()
    told = [each.get_text() for each in found.select("#main ul li")]
    assert told[0] == "“涉及记录”是在全部记录中数出的，准确。"
    assert told[1] == "“换算不了”是把全部 1 条试着换算后数出的，准确。"


def test_the_dry_run_takes_few_statements_however_many_versions_and_moves_there_are(client, admin, register):
    approved(register, 1)
    for place in range(5):
        follow("skilled", added=[("skill", "text", {"key": f"extra{place}"})])
    edited(
        "skilled",
        RENAME,
        MERGE,
        AS_NUMBER,
        renamed={"skill.current_trade": "trade_now"},
        retyped={"skill.studio": ("integer", {})},
    ).save_revision(clean=False)
    address = url("records_dry_run")
    client.get(address)
    for cold in (True, False):
        if cold:
            versions._parsed.clear()
            versions._moves.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        said = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
        assert len(rows(BeautifulSoup(answer.content, "html.parser"))) == 3
        assert len(said) <= 20, said


def test_the_dry_run_says_which_code_becomes_which(client, admin, register):
    approved(register, 1)
    edited("skilled", MERGE).save_revision(clean=False)
    (row,) = rows(page(client, "records_dry_run"))
    assert row[1] == "合并代码 5 技师(二级) → 4 高级工(三级)"


def test_the_way_to_move_records_stands_where_it_is_looked_for(client, admin):
    move, skilled = url("records_move"), Category.objects.get(key="skilled")
    editor = address("edit", skilled)
    for at in (editor, address("versions", skilled), url("records_dry_run")):
        assert page_of(client.get(at)).select(f'#main a[href="{move}"], header a[href="{move}"]'), at
    sheet = Category.objects.get(subject="sheet")
    assert b"/move/" not in client.get(address("versions", sheet)).content


def test_after_a_publication_and_an_approval_the_message_leads_to_moving_the_records(client, admin):
    skilled = Category.objects.get(key="social")
    sent = typed(client, skilled) | {"label_en": "Social workers", "action-publish": "1"}
    published = client.post(address("edit", skilled), sent, follow=True)
    passed = decide_on(client, Moderation(admin).states["social"])
    for answer in (published, passed):
        links = page_of(answer).select("[data-w-messages-target=container] a")
        assert url("records_move", "social") in [each["href"] for each in links]
    assert "已审核通过并发布" in said(passed)
    saved = client.post(address("edit", skilled), typed(client, skilled) | {"order": "9"}, follow=True)
    links = page_of(saved).select("[data-w-messages-target=container] a")
    assert [each.get_text(strip=True) for each in links] == ["编辑"]


def test_what_is_estimated_is_said_to_be_about(client, admin, register, monkeypatch):
    for serial in (1, 2, 3, 4):
        approved(register, serial, studio="巴特尔工作室")
    monkeypatch.setattr(dryrun, "SAMPLE", 2)
    monkeypatch.setattr(dryrun, "_counts", lambda *given: (None, None))
    edited("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})}).save_revision(clean=False)
    found = page(client, "records_dry_run")
    told = [each.get_text() for each in found.select("#main ul li")]
    assert [told[0], rows(found)[0][3:5]] == [
        "“涉及记录”没有在限定时间内数完，按抽样推算，标“约”。",
        ["约 4", "抽样中 2，约 4"],
    ]
    assert "抽取 2 条" in told[1]


def test_a_sealed_field_is_said_not_to_be_opened(client, admin, register):
    approved(register, 1)
    edited("skilled", off=["contact.mobile"]).save_revision(clean=False)
    found = rows(page(client, "records_dry_run"))
    assert found == [["手机号码 contact.mobile", "停用，不带入", "—", "加密保存，不打开"]]


def test_a_draft_that_cannot_be_published_says_what_to_mend(client, admin):
    edited("skilled", renamed={"skill.current_trade": "trade_now"}).save_revision(clean=False)
    found = page(client, "records_dry_run").select_one("#main .help-critical")
    said = [each.get_text() for each in found.select(".refusals li [data-refusal]")]
    assert said == ["技能信息 › 现从事工种 (skill.current_trade)"]


def test_the_job_is_started_worked_and_done_by_short_requests(client, admin, register):
    old = approved(register, 1)
    renamed_and_merged()
    before = page(client)
    client.post(url("records_move"), {"do": "start"})
    between = page(client)
    client.post(url("records_move"), {"do": "work"})
    after = page(client)
    assert [each["value"] for each in before.select("button[name=do]")] == ["start"]
    assert between.select_one("#moving").has_attr("data-running")
    assert [each["value"] for each in between.select("button[name=do]")] == ["work", "stop"]
    assert (rows(after)[0], after.progress["value"]) == (["已衔接", "1"], "100")
    assert not after.select_one("#moving").has_attr("data-running")
    assert in_force(old).version.number == 2
    events = AuditEvent.objects.filter(subject="move_run").values_list("action", "by__username")
    assert list(events.order_by("pk")) == [("start_move", "category"), ("move_records", "category")]


def test_the_job_stops_and_goes_on(client, admin, register):
    approved(register, 1)
    renamed_and_merged()
    for wanted in ("start", "stop", "work"):
        client.post(url("records_move"), {"do": wanted})
    assert MoveRun.objects.get().state == "stopped"
    assert page(client).select_one("button[name=do]").get_text() == "接着衔接"
    for wanted in ("start", "work"):
        client.post(url("records_move"), {"do": wanted})
    assert MoveRun.objects.get().state == "done"


def run_all(client):
    for wanted in ("start", "work"):
        client.post(url("records_move"), {"do": wanted})


def offered(found):
    return [each.get_text() for each in found.select("button[name=do]")]


def test_when_everything_moved_no_further_run_is_offered(client, admin, register):
    approved(register, 1)
    renamed_and_merged()
    run_all(client)
    found = page(client)
    assert (offered(found), "没有可以成批衔接的记录了。" in found.get_text()) == ([], True)
    renamed_and_merged_again = follow("skilled", added=[("skill", "text", {"key": "extra"})])
    assert (renamed_and_merged_again.number, offered(page(client))) == (3, ["开始衔接"])


def test_what_stays_open_is_listed_by_unit_without_a_name_and_offered_again_once_it_can_move(
    client, admin, register
):
    approved(register, 1)
    approved(register, 2)
    draft = register.propose(person(1, name="草稿", contact={"mobile": "13912345678"})).change
    sent = register.propose(person(2, name="在审", contact={"mobile": "13912345678"})).change
    submit(change=sent, by=register.clerk)
    renamed_and_merged()
    run_all(client)
    found = page(client)
    assert rows(found)[-1] == ["示例设计院", "1", "1", "0"]
    assert (offered(found), "草稿" in found.get_text(), "在审" in found.get_text()) == ([], False, False)
    assert "按上报时的版本审核" in found.get_text()
    for each in (draft, sent):
        ready = submit(change=each, by=register.clerk) if each is draft else each
        accept(change=accept(change=ready, by=register.checker), by=register.boss)
    assert offered(page(client)) == ["再衔接一次"]
    run_all(client)
    assert (rows(page(client))[0], offered(page(client))) == (["已衔接", "2"], [])


def test_what_failed_is_downloaded_by_unit_and_field_without_a_person(client, admin, register):
    approved(register, 1, studio="巴特尔工作室")
    approved(register, 2, studio="乌云工作室")
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    run_all(client)
    found = page(client)
    assert (rows(found)[-1], offered(found)) == (["示例设计院", "0", "0", "2"], [])
    link = found.select_one("a[href$='.csv']")["href"]
    lines = client.get(link).content.decode("utf-8-sig").splitlines()
    assert lines == [
        "单位,字段,名称,原因,记录数",
        "示例设计院,skill.studio,技能大师工作室,不是整数。,2",
    ]


def test_many_units_come_page_by_page(client, admin, register, django_assert_max_num_queries):
    names = [f"单位{place:03}" for place in range(60)]
    units = [organisation(name, "unit", unit_type="42", ownership="110", industry="M") for name in names]
    for serial, unit in enumerate(units, 1):
        register.propose(person(serial), unit=unit)
    renamed_and_merged()
    first = page(client)
    assert [row[0] for row in rows(first)] == names[:50]
    onward = client.get(url("records_move") + first.select_one("a[rel=next]")["href"])
    assert [row[0] for row in rows(BeautifulSoup(onward.content, "html.parser"))] == names[50:]
    assert client.get(url("records_move") + "?after=x").status_code == 200
    with django_assert_max_num_queries(20):
        client.get(url("records_move"))


def test_what_stayed_is_listed_by_field_without_a_value(client, admin, register):
    approved(register, 1, studio="巴特尔工作室")
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    for wanted in ("start", "work"):
        client.post(url("records_move"), {"do": wanted})
    found = page(client)
    assert ["技能大师工作室 skill.studio", "不是整数。", "1"] in rows(found)
    assert "巴特尔" not in found.get_text()


@pytest.mark.parametrize("role", ["hr_reviewer", "analyst", "system_admin", "audit_admin"])
@pytest.mark.parametrize("name", ["records_dry_run", "records_move", "records_move_failures"])
def test_for_others_the_pages_do_not_exist(client, role, name):
    client.force_login(member("other", office("人社厅", "hr_department", REGION), role))
    assert client.get(url(name)).status_code == 404
    assert client.post(url(name), {"do": "start"}).status_code in (404, 405)
    assert MoveRun.objects.count() == 0


def test_a_sheet_has_no_records_to_move(client, admin):
    assert client.get(url("records_move", "responsible_person")).status_code == 404


def test_the_pages_are_reached_from_the_editor_and_from_the_list(client, admin):
    category = Category.objects.get(key="skilled")
    edit = client.get(reverse("wagtailsnippets_categories_category:edit", args=[category.pk])).text
    listing = client.get(reverse("wagtailsnippets_categories_category:list")).text
    assert (url("records_dry_run") in edit, url("records_dry_run") in listing) == (True, True)
    assert url("records_move") in listing
    assert url("records_move", "responsible_person") not in listing
