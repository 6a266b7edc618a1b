"""Whoever's body was not taken is told why and what to do; programs get a problem."""

import pytest
from bs4 import BeautifulSoup

from config.refusals import REFUSED, Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reason", "status", "heading", "advice"),
    [
        (Refused.TOO_LARGE, 413, "提交的内容太多", "登录后"),
        (Refused.TOO_SLOW, 408, "没有收到提交的内容", "请检查网络"),
        (Refused.TOO_MANY, 503, "没有收到提交的内容", "请稍等片刻"),
    ],
)
def test_a_person_gets_a_page_before_the_form_is_looked_at(client, reason, status, heading, advice):
    answer = client.post("/login/", **{REFUSED: reason})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.h1.text, advice in page.main.p.text) == (status, heading, True)
    assert (answer.get("Retry-After") is not None) == (status == 503)


@pytest.mark.parametrize(
    ("reason", "status", "kind"),
    [
        (Refused.TOO_LARGE, 413, "too-large"),
        (Refused.TOO_SLOW, 408, "too-slow"),
        (Refused.TOO_MANY, 503, "unavailable"),
    ],
)
def test_a_program_gets_a_problem(client, reason, status, kind):
    answer = client.post("/open/v1/keys/", **{REFUSED: reason})
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (told["status"], told["type"].rpartition("#")[2]) == (status, kind)
