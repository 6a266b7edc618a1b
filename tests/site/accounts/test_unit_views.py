"""A unit asks, follows, corrects and starts; nobody learns on the way what the register knows."""

import re

import pytest
from captcha.models import CaptchaStore
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.orgs import applying
from talent.orgs.deciding import approve, refuse_application, return_application
from talent.orgs.granting import scope_for
from talent.orgs.models import OrganisationApplication
from talent.security.models import User
from tests.contracts.world import BANNER
from tests.factories import make_organisation
from tests.site.accounts.codes import soup
from tests.site.accounts.test_unit_forms import posted
from tests.talent.orgs.applications import Offices, details, uscc

pytestmark = pytest.mark.django_db
APPLY, LOOK_UP = "/register/unit/", "/register/unit/application/"
STATUS, ACCOUNT = "/register/unit/application/status/", "/register/unit/account/"
PASSWORD = "马奶酒2026-长调a"


@pytest.fixture
def offices():
    return Offices()


def puzzle(answer):
    key = soup(answer).select_one("[name=puzzle_0]")["value"]
    return {"puzzle_0": key, "puzzle_1": CaptchaStore.objects.get(hashkey=key).response}


def send(client, **fields):
    return client.post(APPLY, posted(**fields) | puzzle(client.get(APPLY)))


def shown(answer):
    return [each.get_text() for each in soup(answer).select(".secret code")]


def decided(offices, decide, application, **more):
    by = offices.people["banner"]
    decide(application=application, by=by, scope=scope_for(by), lock=application.lock, **more)


def open_in(client, application, code):
    answer = client.post(LOOK_UP, {"number": application.number, "code": code})
    assert answer["Location"] == STATUS
    return client.get(STATUS)


def test_number_and_code_are_shown_once_and_open_the_application(client, offices):
    answer = send(client)
    number, code = shown(answer)
    assert "no-store" in answer["Cache-Control"]
    status = open_in(client, OrganisationApplication.objects.get(number=number), code)
    assert "待审" in status.text
    assert code not in status.text


def test_the_answer_tells_nothing_of_a_registered_code_or_name(client, offices):
    make_organisation("unit", BANNER, code=uscc(1), code_is_temporary=False, name="蒙源科技")
    known, unknown = send(client), send(client, code=uscc(2), name="没有的")
    plain = [
        re.sub(r"<code>.*?</code>|nonce=\S+|value=\"\w{64}\"", "", answer.text) for answer in (known, unknown)
    ]
    assert (known.status_code, plain[0]) == (unknown.status_code, plain[1])


def test_without_the_answer_to_the_question_nothing_is_kept_and_nothing_typed_is_lost(client, offices):
    answer = client.post(APPLY, posted(puzzle_0="x", puzzle_1="1", no_code="on", code=""))
    assert (answer.status_code, OrganisationApplication.objects.count()) == (422, 0)
    page = soup(answer)
    assert page.select_one("[name=name]")["value"] == "蒙源科技"
    assert page.select_one("[name=no_code]").has_attr("checked")
    assert page.select_one("[name=managing_region] [selected]")["value"] == str(BANNER)
    assert page.select_one("[role=alert] a")["href"] == "#id_puzzle_1"


def test_too_many_from_one_address_are_told_so(client, offices, monkeypatch):
    monkeypatch.setattr(applying, "MOST_A_DAY", 1)
    answers = [send(client), send(client)]
    assert [each.status_code for each in answers] == [200, 429]
    assert "请明天再来" in answers[1].text


def test_a_region_that_nobody_answers_for_is_told_at_its_field(client):
    answer = send(client)
    assert answer.status_code == 422
    assert soup(answer).select_one("#id_managing_region_error") is not None


def test_wrong_codes_read_the_same_and_lock_the_number_out(client, offices):
    application, code = offices.apply()
    known = client.post(LOOK_UP, {"number": application.number, "code": "X"})
    unknown = client.post(LOOK_UP, {"number": "1234567890", "code": "X"})
    said = [
        [each.get_text() for each in soup(answer).select("[role=alert] li")] for answer in (known, unknown)
    ]
    assert said == [["申请编号或查询码不正确。"]] * 2
    for _ in range(4):
        form = client.post(LOOK_UP, {"number": application.number, "code": "X"})
        asked = puzzle(form) if soup(form).select("[name=puzzle_0]") else {}
        form = client.post(LOOK_UP, {"number": application.number, "code": "X", **asked})
    right = client.post(LOOK_UP, {"number": application.number, "code": code} | asked)
    assert (form.status_code, right.status_code) == (429, 429)
    assert ("查询这份申请输错的次数过多" in right.text, "登录这个账号" in right.text) == (True, False)
    assert client.get(STATUS)["Location"] == LOOK_UP


def test_a_returned_application_is_corrected_where_it_is_followed(client, offices):
    application, code = offices.apply()
    decided(offices, return_application, application, remark="请写全称")
    page = open_in(client, application, code)
    assert "请写全称" in page.text
    assert soup(page).select_one("[name=name]")["value"] == details().name
    client.post(STATUS, posted(name="锡林浩特市蒙源科技股份有限公司", do="correct"))
    application.refresh_from_db()
    assert (application.state, application.name) == ("waiting", "锡林浩特市蒙源科技股份有限公司")


def test_a_refused_application_says_why_and_cannot_be_corrected(client, offices):
    application, code = offices.apply()
    decided(offices, refuse_application, application, remark="不是独立单位")
    page = open_in(client, application, code)
    assert "不是独立单位" in page.text
    client.post(STATUS, posted(name="再试"))
    application.refresh_from_db()
    assert (application.state, application.name) == ("rejected", details().name)


def test_the_first_account_logs_in_and_stands_at_the_desk_of_its_unit(client, offices):
    application, code = offices.apply()
    decided(offices, approve, application)
    assert ACCOUNT in open_in(client, application, code).text
    account = {"username": "wurina", "name": "乌日娜", "password": PASSWORD, "again": PASSWORD}
    bad = client.post(ACCOUNT, {**account, "password": "short", "again": "short"})
    assert (bad.status_code, User.objects.filter(username="wurina").exists()) == (422, False)
    answer = client.post(ACCOUNT, account, follow=True)
    unit = OrganisationApplication.objects.get().organisation
    assert answer.request["PATH_INFO"] == f"/unit/{unit.pk}/"
    assert "账号已建好，您已登录" in answer.text
    assert client.get(ACCOUNT, follow=True).redirect_chain[-1][0] == LOOK_UP


def test_without_the_code_there_is_no_status_and_no_account(client, offices):
    application, _code = offices.apply()
    decided(offices, approve, application)
    for method in (client.get, client.post):
        assert [method(each, follow=True).redirect_chain[-1][0] for each in (STATUS, ACCOUNT)] == [
            LOOK_UP
        ] * 2
    assert application.organisation is None or not application.organisation.memberships.exists()


def test_who_leaves_closes_the_application(client, offices):
    application, code = offices.apply()
    open_in(client, application, code)
    client.post(STATUS, {"do": "close"})
    assert client.get(STATUS)["Location"] == LOOK_UP


def test_the_pages_cost_few_statements(client, offices):
    application, code = offices.apply()
    decided(offices, return_application, application, remark="请补")
    open_in(client, application, code)
    for address in (APPLY, LOOK_UP, STATUS):
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        assert len(seen) <= 20, address
