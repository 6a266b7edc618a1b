"""A form that is larger than the site takes is answered with a page, not with a broken connection."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import BadRequest, RequestDataTooBig

from config.toolarge import bad_request

pytestmark = pytest.mark.django_db
TOO_LONG = {"username": "x" * (8 * 1024 * 1024 + 1)}
AS_TEXT = "application/x-www-form-urlencoded"


def told(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return answer.status_code, page.h1.text, "最多 8 MB" in page.main.p.text, "“后退”" in page.main.p.text


def test_a_form_over_the_limit_is_told_how_to_go_back_to_what_was_typed(client):
    sent = [client.post("/login/", TOO_LONG), client.post("/login/", urlencode(TOO_LONG), AS_TEXT)]
    assert [told(answer) for answer in sent] == [(413, "提交的内容太多", True, True)] * 2


def test_a_form_of_the_staff_over_the_limit_gets_the_same_page(client):
    answer = client.post("/back/loginUI", TOO_LONG)
    assert told(answer) == (413, "提交的内容太多", True, True)


def test_a_form_of_too_many_fields_gets_the_same_page(client):
    answer = client.post("/login/", {f"f{n}": "" for n in range(10_001)})
    assert told(answer) == (413, "提交的内容太多", True, True)


def test_a_form_of_several_megabytes_below_the_limit_is_taken(client):
    answer = client.post("/login/", {"username": "x" * (6 * 1024 * 1024), "password": "y"})
    assert answer.status_code == 200


def test_what_is_still_coming_is_read_before_the_answer(rf):
    request = rf.post("/login/", {"username": "x" * 3_000_000})
    bad_request(request, RequestDataTooBig())
    assert request.read() == b""


def test_any_other_bad_request_is_answered_as_before(rf):
    assert bad_request(rf.get("/"), BadRequest()).status_code == 400
