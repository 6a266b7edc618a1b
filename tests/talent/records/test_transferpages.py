"""The admin's pages of transfers: a list that goes on by keyset, and the decision of what is overdue."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.records import transferpages
from talent.records.models import Transfer
from tests.talent.records.register import SIBLING, account, organisation
from tests.talent.records.test_arbitrating import overdue
from tests.talent.records.test_transferring import asked

pytestmark = pytest.mark.django_db
PAGE = "/back/transfers/"


@pytest.fixture
def boss(client, register):
    client.force_login(register.boss)
    return client


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def names(answer):
    return [each.get_text() for each in soup(answer).select("#main tbody th")]


def late(register, *serials):
    for serial in serials:
        register.approved(serial, f"第{serial}人")
        overdue(asked(register, serial, f"第{serial}人"))


def test_the_list_begins_with_what_is_overdue_and_finds_by_state_and_name(boss, register):
    late(register, 1)
    register.approved(2, "第2人")
    asked(register, 2, "第2人")
    found = {
        asking: names(boss.get(PAGE + asking))
        for asking in ("", "?state=open", "?state=over", "?state=all", "?state=all&name=2", "?state=nonsense")
    }
    assert found == {
        "": ["第1人"],
        "?state=open": ["第2人"],
        "?state=over": [],
        "?state=all": ["第2人", "第1人"],
        "?state=all&name=2": ["第2人"],
        "?state=nonsense": ["第1人"],
    }


def test_the_list_goes_on_by_keyset_with_its_filters_and_costs_the_same_for_one_and_for_three(
    boss, register, monkeypatch
):
    boss.get(PAGE)
    counts = []
    for more in ((1,), (2, 3)):
        late(register, *more)
        with CaptureQueriesContext(connection) as seen:
            boss.get(PAGE)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
    monkeypatch.setattr(transferpages, "PAGE", 2)
    first = boss.get(f"{PAGE}?name=人")
    further = soup(first).select_one("a[rel=next]")["href"]
    assert (names(first), names(boss.get(PAGE + further))) == (["第1人", "第2人"], ["第3人"])


def test_the_page_decides_once_the_deadline_is_over_within_twenty_statements(boss, register):
    late(register, 1)
    at = f"{PAGE}{Transfer.objects.get().pk}/"
    with CaptureQueriesContext(connection) as seen:
        assert "示例设计院" in soup(boss.get(at)).select_one("#main").get_text()
    assert len(seen) <= 20
    answer = boss.post(at, {"do": "agree", "day": "2026-11-02"}, follow=True)
    assert "已决定同意“第1人”的调动" in answer.text
    assert (Transfer.objects.get().state, soup(boss.get(at)).select("#main form")) == ("done", [])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"do": "agree", "day": "", "answer": "写过的话"}, "请填写调动日期"),
        ({"do": "agree", "day": "明天", "answer": "写过的话"}, "的样子填写日期"),
        ({"do": "agree", "day": "1999-01-01", "answer": "写过的话"}, "应在前后一年以内"),
        ({"do": "refuse", "day": "2026-11-02", "answer": " "}, "不同意时请写明原因"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(boss, register, typed, told):
    late(register, 1)
    answer = boss.post(f"{PAGE}{Transfer.objects.get().pk}/", typed)
    page = soup(answer).select_one("#main")
    assert (answer.status_code, told in page.get_text()) == (422, True)
    assert page.select_one("[name=day]").get("value", "") == typed["day"]
    assert page.select_one("[name=answer]").get_text().strip() == typed["answer"].strip()
    assert Transfer.objects.get().state == "asked"


def test_what_cannot_be_decided_now_says_why_and_keeps_the_typed_reason(boss, register):
    register.approved(1, "第1人")
    transfer = asked(register, 1, "第1人")
    answer = boss.post(f"{PAGE}{transfer.pk}/", {"do": "refuse", "answer": "合同期未满"})
    assert (answer.status_code, "答复期限还没有过" in answer.text) == (409, True)


def test_other_offices_analysts_and_units_find_neither_list_nor_transfer(client, register):
    late(register, 1)
    there = organisation("邻旗人社局", "hr_department", SIBLING)
    found = {}
    for user in (account("there", there, "hr_reviewer"), account("reads", register.office, "analyst")):
        client.force_login(user)
        at = f"{PAGE}{Transfer.objects.get().pk}/"
        post = client.post(at, {"do": "refuse", "answer": "不"}).status_code
        found[user.username] = (client.get(at).status_code, post, names(client.get(PAGE)))
    assert found == {"there": (404, 404, []), "reads": (404, 404, [])}
    assert Transfer.objects.get().state == "asked"
