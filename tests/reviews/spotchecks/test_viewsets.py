"""The desk of HR departments."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.starting import start
from talent.records.merging import take_over
from talent.records.models import Doubt, TalentRecord, placement
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, SIBLING, member, organisation
from tests.reviews.inbox.pages import read, text

pytestmark = pytest.mark.django_db

ASKED = {"size": "2", "weight": "1", "unchecked_months": "0"}


@pytest.fixture
def inspector(office, client):
    client.force_login(office.inspector)
    return client


@pytest.fixture
def check(office):
    office.records(3)
    return start(office=office.banner, by=office.inspector, rule=Rule(), size=3, seed=9)


def href(name, *args):
    return reverse(f"spot_checks:{name}", args=args)


def page(client, name, *args, status=200):
    answer = client.get(href(name, *args))
    assert answer.status_code == status
    return read(answer)


def judge(client, check, number, verdict, **given):
    item = SpotItem._plain.select_related("record").get(check_of=check, number=number)
    posted = {"seen": item.record.approved_id, "verdict": verdict, **given}
    return client.post(href("item", check.pk, number), posted)


def test_the_list_says_what_an_empty_desk_offers(inspector):
    found = page(inspector, "index")
    assert "还没有抽查过" in text(found.main)
    assert found.select_one(f"a[href='{href('new')}']").get_text() == "抽查一次"


def test_a_sample_is_drawn_by_the_form_and_listed(office, inspector):
    office.records(3)
    answer = inspector.post(href("new"), {**ASKED, "level": "banner"})
    check = SpotCheck._plain.get()
    assert (answer.status_code, answer["Location"]) == (302, href("check", check.pk))
    assert (check.size, check.rule, check.by) == (2, {"level": "banner"}, office.inspector)
    row = page(inspector, "index").select_one("table.rows tbody tr")
    assert [text(cell) for cell in row.select("td")] == [
        "审到旗县(市、区)一级",
        "inspector",
        "2",
        "2",
        "核查中",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"share": "5"}, "条数和比例请填一项"),
        ({"size": ""}, "条数和比例请填一项"),
        ({"size": "5001"}, "5000"),
        ({"unit": "没有这个单位"}, "没有找到这个单位"),
        ({"since": "2026-05-01", "until": "2026-01-01"}, "不能早于开始的日期"),
        ({"condition": "identity.nothing = 1"}, "identity.nothing"),
    ],
)
def test_the_form_says_what_is_wrong_and_draws_nothing(inspector, given, said):
    answer = inspector.post(href("new"), {**ASKED, **given})
    assert (answer.status_code, SpotCheck._plain.count()) == (422, 0)
    assert said in text(read(answer).select_one(".errors"))


def test_a_unit_out_of_scope_is_a_unit_that_is_not(inspector):
    """Neither its name nor its code tells whether it is there, or what it is called."""
    foreign = organisation("别旗医院", "unit", SIBLING)
    own = organisation("本旗医院", "unit", BANNER)
    said = [
        text(read(inspector.post(href("new"), {**ASKED, "unit": typed})).select_one(".errors"))
        for typed in (foreign.name, foreign.code, "没有这个单位")
    ]
    assert (len(set(said)), SpotCheck._plain.count()) == (1, 0)
    assert inspector.post(href("new"), {**ASKED, "unit": own.code}).status_code == 302


def test_a_sample_shows_its_seed_and_every_record_with_who_looks(office, inspector, check):
    inspector.get(href("item", check.pk, 2))
    found = page(inspector, "check", check.pk)
    assert "9" in text(found.select_one("dl.facts"))
    rows = [text(row) for row in found.select("table.rows tbody tr")]
    assert [("待核查" in row, "苏和" in row) for row in rows] == [(True, True)] * 3
    assert found.select_one("progress")["max"] == "3"


def test_opening_a_record_shows_it_whole_and_is_noted(office, inspector, check):
    item = SpotItem._plain.get(check_of=check, number=1)
    found = page(inspector, "item", check.pk, 1)
    assert "主治(主管)医师" in text(found.main)
    assert "入库" in text(found.select_one("#history").parent)
    event = AuditEvent.objects.filter(action="read_sensitive").latest("pk")
    assert (event.by, event.subject_id) == (office.inspector, str(item.change_id))
    item.refresh_from_db()
    assert item.looker == office.inspector


def test_a_verdict_leads_to_the_next_and_the_last_one_to_the_sample(inspector, check):
    assert judge(inspector, check, 1, "passed")["Location"] == href("item", check.pk, 2)
    answer = judge(inspector, check, 2, "doubted", **{"remark:title.0.title_name": "请附证书"})
    assert answer["Location"] == href("item", check.pk, 3)
    assert judge(inspector, check, 3, "passed")["Location"] == href("check", check.pk)
    assert list(SpotItem._plain.values_list("outcome", flat=True)) == ["passed", "doubted", "passed"]
    (remark,) = Doubt._plain.get().correction.remarks.all()
    assert (remark.path, remark.text) == ("title.0.title_name", "请附证书")


@pytest.mark.parametrize(
    ("verdict", "given", "said"),
    [
        ("doubted", {}, "至少写明一处"),
        ("doubted", {"remark:secret.path": "x"}, "至少写明一处"),
        ("", {}, "请选择核查无误或存疑"),
        ("doubted", {"opinion": "长" * 501}, "最多 500 字，现有 501 字"),
        ("doubted", {"remark:title.0.title_name": "长" * 501}, "职称名称 · “意见”最多 500 字"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_writes_nothing(inspector, check, verdict, given, said):
    answer = judge(inspector, check, 1, verdict, **given)
    assert (answer.status_code, Doubt._plain.count()) == (422, 0)
    found = read(answer)
    assert said in text(found.select_one("[role=alert]"))
    boxes = {name: found.select_one(f"[name='{name}']") for name in given if not name.endswith("secret.path")}
    assert {name: box.get("value") or box.get_text() for name, box in boxes.items()} == {
        name: given[name] for name in boxes
    }


def test_what_was_not_looked_at_is_not_decided(inspector, check):
    answer = inspector.post(
        href("item", check.pk, 1), {"seen": "0", "verdict": "passed", "opinion": "我写的"}
    )
    assert answer.status_code == 409
    assert "我写的" in read(answer).select_one("#opinion").get_text()
    assert SpotItem._plain.exclude(outcome="").count() == 0


def test_who_had_a_part_sees_that_another_one_must_check(office, client, check):
    client.force_login(office.officer)
    found = page(client, "item", check.pk, 1)
    assert "须由另一位审核人核查" in text(found.select_one(".decide"))
    assert found.select("button[name=verdict]") == []
    assert judge(client, check, 1, "passed").status_code == 422


def test_two_who_look_are_told_of_each_other(office, client, check):
    other = member("second", office.banner, "hr_reviewer")
    client.force_login(office.inspector)
    page(client, "item", check.pk, 1)
    client.force_login(other)
    assert "inspector" in text(page(client, "item", check.pk, 1).main)


def test_a_record_that_left_shows_nothing_of_itself_and_is_closed(office, inspector, check):
    item = SpotItem._plain.get(check_of=check, number=1)
    TalentRecord._plain.filter(pk=item.record_id).update(region_code=150402)
    assert "苏和" not in text(page(inspector, "item", check.pk, 1).main)
    first = page(inspector, "check", check.pk).select_one("table.rows tbody tr")
    assert "苏和" not in text(first)
    late = inspector.post(href("item", check.pk, 1), {"verdict": "doubted", "opinion": "我写的"})
    assert (late.status_code, "我写的" in text(read(late)), "苏和" in text(read(late).main)) == (
        409,
        True,
        False,
    )
    assert inspector.post(href("item", check.pk, 1), {"verdict": "gone"}).status_code == 302
    item.refresh_from_db()
    assert item.outcome == "gone"


def test_any_record_in_scope_can_be_looked_at_at_once(office, inspector):
    (record,) = office.records(1)
    assert inspector.get(href("one", record)).status_code == 405
    answer = inspector.post(href("one", record))
    check = SpotCheck._plain.get()
    assert (answer["Location"], check.rule) == (href("item", check.pk, 1), {"record": record})
    assert inspector.post(href("one", 10**9)).status_code == 404


def test_a_mark_is_listed_shown_with_its_answers_and_lifted_with_a_reason(office, inspector, check):
    judge(inspector, check, 1, "doubted", opinion="请核对原件")
    mark = Doubt._plain.get()
    assert "苏和" in text(page(inspector, "doubts").select_one("table"))
    found = page(inspector, "doubt", mark.pk)
    assert "请核对原件" in text(found.main)
    assert inspector.post(href("doubt", mark.pk), {"opinion": ""}).status_code == 422
    assert inspector.post(href("doubt", mark.pk), {"opinion": "原件属实"})["Location"] == href("doubts")
    assert Doubt._plain.get().ended_how == "lifted"
    assert "没有尚未解除的" in text(page(inspector, "doubts").main)
    assert "核实无误，解除" in text(read(inspector.get(href("doubts") + "?show=all")).main)


def test_what_another_office_drew_or_marked_does_not_exist(office, client, check, inspector):
    judge(inspector, check, 1, "doubted", opinion="请核对原件")
    mark = Doubt._plain.get()
    strangers = [
        member("above", office.league, "hr_reviewer"),
        member("beside", office.sibling, "hr_reviewer"),
    ]
    for stranger in strangers:
        client.force_login(stranger)
        addresses = [href("check", check.pk), href("item", check.pk, 1), href("doubt", mark.pk)]
        assert [client.get(each).status_code for each in addresses] == [404] * 3
        assert client.post(href("doubt", mark.pk), {"opinion": "我也来"}).status_code == 404
        assert judge(client, check, 2, "passed").status_code == 404
    assert Doubt._plain.get().is_open


def test_the_list_takes_the_same_statements_for_one_and_three(
    office, inspector, django_assert_num_queries, check
):
    inspector.get(href("index"))
    with CaptureQueriesContext(connection) as one:
        inspector.get(href("index"))
    office.records(4, first=20)
    for _ in range(2):
        start(office=office.banner, by=office.inspector, rule=Rule(), size=2)
    with django_assert_num_queries(len(one)):
        inspector.get(href("index"))


def test_the_home_page_says_how_many_wait_to_be_looked_at(inspector, check):
    home = text(read(inspector.get(reverse("wagtailadmin_home"))).main)
    assert "待核查的抽查信息" in home
    assert "3" in home.partition("待核查的抽查信息")[2][:20]


def test_a_record_whose_unit_became_part_of_another_is_looked_at_where_it_lives_now(office, inspector, check):
    item = SpotItem._plain.select_related("record").get(check_of=check, number=1)
    successor = organisation("合并后的医院", "unit", BANNER)
    same = {"person_id": item.record.person_id, "category_id": item.record.category_id}
    twin = TalentRecord._plain.create(**same, **placement(successor))
    take_over(record_ids=[item.record_id], unit=office.unit, successor=successor)
    first = page(inspector, "check", check.pk).select_one("table tbody tr")
    assert "合并后的医院" in text(first)
    assert "合并后的医院" in text(page(inspector, "item", check.pk, 1).select_one(".change-head"))
    twin.refresh_from_db()
    posted = {"seen": twin.approved_id, "verdict": "passed"}
    assert inspector.post(href("item", check.pk, 1), posted)["Location"] == href("item", check.pk, 2)
    assert SpotItem._plain.get(pk=item.pk).outcome == "passed"
    assert AuditEvent.objects.get(action="pass_spot_check").detail["record"] == twin.pk
