from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.orgs import auditing
from talent.security.models import AuditEvent
from talent.security.service import record_event
from tests.contracts.world import BANNER, REGION, SIBLING, member, organisation

pytestmark = pytest.mark.django_db

LOG = "/back/audit/"


@pytest.fixture
def places():
    return {code: organisation(f"{code}人社局", "hr_department", code) for code in (BANNER, SIBLING, REGION)}


def happen(action, *offices, by=None, **more):
    with transaction.atomic():
        given = {"subject": "change", "subject_id": 7, **more}
        return record_event(by=by, action=action, organisation_ids=[each.pk for each in offices], **given)


#: The words of the actions in these tests, and back.
KEYS = {"上报": "submit", "审核通过": "accept", "不予通过": "reject", "登录": "login"}


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def rows(answer):
    """The texts of each row, without those of the system's set-up."""
    found = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in page(answer).select("tbody tr")
    ]
    return [row for row in found if len(row) > 1 and row[2] not in ("发布类别版本", "载入随系统的代码表")]


def actions(answer):
    return [KEYS[row[2]] for row in rows(answer)]


def log_in(client, at):
    client.force_login(member("auditor", at, "audit_admin"))


def test_the_office_of_the_region_reads_everything_newest_first(client, places):
    happen("submit", places[BANNER])
    happen("accept", places[SIBLING])
    happen("reject")
    log_in(client, places[REGION])
    assert actions(client.get(LOG)) == ["reject", "accept", "submit"]


def test_another_office_reads_the_events_of_its_own_regions(client, places):
    happen("submit", places[BANNER])
    happen("accept", places[SIBLING])
    happen("reject")
    log_in(client, places[BANNER])
    assert actions(client.get(LOG)) == ["submit"]


def test_the_log_is_searched_by_exact_values(client, places):
    clerk = member("clerk", places[BANNER])
    happen("submit", by=clerk)
    happen("accept")
    log_in(client, places[REGION])
    assert actions(client.get(LOG, {"by": "clerk"})) == ["submit"]
    assert actions(client.get(LOG, {"action": "accept"})) == ["accept"]
    assert actions(client.get(LOG, {"subject": "change", "subject_id": "8"})) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"action": "x"},
        {"since": "x"},
        {"before": "x"},
        {"before": "9" * 40},
        {"after": "x"},
    ],
)
def test_what_cannot_be_read_shows_the_newest(client, places, asked):
    happen("submit")
    log_in(client, places[REGION])
    assert actions(client.get(LOG, asked)) == ["submit"]


def test_older_rows_follow_by_the_number_of_the_last(client, places, monkeypatch):
    monkeypatch.setattr(auditing, "PAGE", 2)
    for action in ("submit", "accept", "reject"):
        happen(action)
    log_in(client, places[REGION])
    first = client.get(LOG, {"subject": "change"})
    second = client.get(LOG + page(first).select_one("a[rel=next]")["href"])
    again = client.get(LOG + page(second).select_one("a[rel=prev]")["href"])
    assert (actions(first), actions(second), actions(again)) == (
        ["reject", "accept"],
        ["submit"],
        ["reject", "accept"],
    )
    assert page(first).select("a[rel=prev]") == page(again).select("a[rel=prev]") == []


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "category_admin", "analyst"])
def test_nobody_else_finds_the_log(client, places, role):
    client.force_login(member("other", places[REGION], role))
    assert client.get(LOG).status_code == 404


def test_reading_changes_nothing_and_nothing_can_be_posted(client, places):
    log_in(client, places[REGION])
    before = AuditEvent.objects.count()
    client.get(LOG)
    assert client.post(LOG).status_code == 405
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("before", ["9" * 4400, "9" * 19, "٣", "-1", "x", ""])
def test_a_place_that_cannot_be_a_row_of_the_log_is_the_start(client, places, before):
    happen("submit", places[BANNER])
    log_in(client, places[REGION])
    answer = client.get(LOG, {"before": before})
    assert (answer.status_code, actions(answer)) == (200, ["submit"])


def test_an_action_on_several_units_is_one_row_and_found_by_each_of_them(client, places):
    units = [organisation(name, "unit", BANNER) for name in ("甲医院", "乙医院", "丙医院", "丁医院")]
    happen("accept", *units, detail={"count": 4, "changes": [1, 2, 3, 4]})
    log_in(client, places[REGION])
    found = [client.get(LOG, {"organisation": asked}) for asked in ("甲", "丁医院", units[2].code)]
    assert [len(rows(answer)) for answer in found] == [1, 1, 1]
    assert rows(found[0])[0][3:] == [
        "人员信息 7",
        "甲医院 、 乙医院 、 丙医院 另 1 个机构",
        "条数：4 人员信息编号：1、2、3 等 4 个",
    ]
    assert rows(client.get(LOG, {"organisation": "戊"})) == []


def test_organisations_of_other_regions_are_counted_and_not_named(client, places):
    happen("accept", places[BANNER], places[SIBLING])
    log_in(client, places[BANNER])
    answer = client.get(LOG)
    assert rows(answer)[0][4] == f"{places[BANNER].name} 另 1 个机构"
    assert places[SIBLING].name not in answer.text
    assert rows(client.get(LOG, {"organisation": places[SIBLING].code})) == []


def test_the_log_is_searched_by_days_with_both_ends(client, places):
    made = happen("submit")
    day = timezone.localdate(made.at)
    log_in(client, places[REGION])
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    found = [
        actions(client.get(LOG, asked))
        for asked in ({"since": day, "until": day}, {"until": before}, {"since": after})
    ]
    assert found == [["submit"], [], []]


def test_details_stand_in_words(client, places):
    clerk = member("clerk", places[BANNER])
    happen("login", by=clerk, subject="user", subject_id=clerk.pk, detail={"entrance": "staff"})
    grant = {"changed": ["username", "valid_to", "industry"], "user": clerk.pk, "role": "hr_reviewer"}
    happen("accept", detail=grant)
    happen("reject", detail={"state": "rejected", "office": places[BANNER].pk, "odd": {"a": 1}})
    log_in(client, places[REGION])
    assert [row[5] for row in rows(client.get(LOG))] == [
        f"办理后：不予通过 审核机构：{places[BANNER].name} odd：{{'a': 1}}",
        "角色：部门审核员 账号：clerk 改动的项目：用户名、截止日期、所属行业",
        "入口：工作人员入口",
    ]


def test_links_lead_into_the_log_alone(client, places):
    happen("submit", places[BANNER], by=member("clerk", places[BANNER]))
    log_in(client, places[REGION])
    links = [each["href"] for each in page(client.get(LOG, {"subject_id": "7"})).select("tbody a")]
    assert links == ["?by=clerk", "?subject=change&subject_id=7", f"?organisation={places[BANNER].code}"]
    assert [actions(client.get(LOG + link)) for link in links] == [["submit"]] * 3


def test_the_log_costs_the_same_for_one_and_for_three(client, places):
    log_in(client, places[REGION])
    clerk = member("clerk", places[BANNER])
    client.get(LOG)
    counts = []
    for offices in ([BANNER], [BANNER, SIBLING], [SIBLING, REGION, BANNER]):
        happen("submit", *[places[each] for each in offices], by=clerk, detail={"user": clerk.pk})
        with CaptureQueriesContext(connection) as seen:
            client.get(LOG)
        counts.append(len(seen))
    assert len(set(counts)) == 1
    assert counts[0] <= 20
