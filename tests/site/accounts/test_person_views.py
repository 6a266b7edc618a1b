"""Registering and a forgotten password through their pages: what they answer tells nothing about anybody."""

import re
from statistics import median
from time import thread_time

import pytest
from bs4 import BeautifulSoup
from captcha.models import CaptchaStore
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.categories.service import check_digit
from talent.individuals.models import ContactCode, PersonAccount
from talent.individuals.service import send_code
from talent.security.models import AuditEvent
from tests.talent.collect.world import number
from tests.talent.individuals.persons import MOBILE, PASSWORD, individual, newest_code

pytestmark = pytest.mark.django_db

REGISTER, FORGOTTEN = "/register/person/", "/password/forgotten/"


def answered(client, address, **typed):
    """The form sent with the right answer to its question."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    key = page.find("input", attrs={"name": "puzzle_0"})["value"]
    answer = CaptchaStore.objects.get(hashkey=key).response
    return client.post(address, {"puzzle_0": key, "puzzle_1": answer, **typed})


def registering(client, **typed):
    given = {
        "id_type": "01",
        "id_number": number(1),
        "full_name": "乌日娜",
        "contact": MOBILE,
        "password": PASSWORD,
        "read_notice": "on",
    }
    return answered(client, REGISTER, **{**given, **typed})


def shown(answer):
    """The words of a page, without what is new on every page."""
    text = BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)
    return re.sub(r".加.等于几？", "", text)


def code_sent():
    send_code(ContactCode.objects.latest("pk").pk)
    return newest_code()[0]


def test_who_registers_lands_at_the_own_record_and_logs_in_by_the_contact_later(client):
    assert registering(client)["Location"] == "/register/person/code/"
    answer = client.post("/register/person/code/", {"code": code_sent()})
    assert answer["Location"] == "/me/"
    assert client.get("/me/").status_code == 200
    client.post("/logout/")
    answer = client.post("/login/", {"username": "138 0013 8000", "password": PASSWORD})
    assert answer["Location"] == "/me/"
    actions = AuditEvent.objects.filter(subject="individual").values_list("action", flat=True)
    assert list(actions) == ["register_person"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"id_number": "152502198507260015"}, "号码校验不通过"),
        ({"id_number": "15250"}, "号码与所选证件类型的格式不符"),
        ({"contact": "12345"}, "请填写 11 位手机号码"),
        ({"password": "短"}, "至少"),
        ({"password": "乌日娜的密码2026年"}, "不能包含用户名或姓名"),
        ({"read_notice": ""}, "请先阅读告知"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_sent(client, typed, told):
    answer = registering(client, **typed)
    assert (answer.status_code, told in shown(answer)) == (422, True)
    assert ContactCode.objects.count() == 0
    assert "乌日娜" in answer.text


def test_under_fourteen_a_guardian_has_to_act(client):
    body = "15250220200101123"
    answer = registering(client, id_number=body + check_digit(body))
    assert "未满 14 周岁" in shown(answer)


def test_without_the_question_nothing_is_sent(client):
    answer = client.post(REGISTER, {"id_type": "01", "id_number": number(1), "contact": MOBILE})
    assert (answer.status_code, ContactCode.objects.count()) == (422, 0)


def test_registering_answers_the_same_for_known_numbers_names_and_contacts(client):
    individual(1, contact=MOBILE)
    known = registering(client)
    new = registering(client, id_number=number(2), full_name="其其格")
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    wrong = [client.post("/register/person/code/", {"code": "000000"}) for _each in range(2)]
    code_sent()
    after = client.post("/register/person/code/", {"code": newest_code()[0]})
    assert {each.status_code for each in (*wrong, after)} == {422}
    assert len({shown(each) for each in (*wrong, after)}) == 1
    assert PersonAccount.objects.unscoped(reason="test").count() == 1


def test_a_forgotten_password_answers_the_same_for_known_and_unknown_contacts(client):
    individual(1, contact=MOBILE)
    pages = []
    for contact in (MOBILE, "13899998000"):
        answer = answered(client, FORGOTTEN, contact=contact)
        assert answer["Location"] == "/password/new/"
        page = client.post("/password/new/", {"code": "000000", "password": "另一句好记的话-2026"})
        pages.append((page.status_code, shown(page)))
    assert pages[0] == pages[1]


def test_a_forgotten_password_is_set_by_the_code(client):
    account = individual(1, contact=MOBILE)
    answered(client, FORGOTTEN, contact=MOBILE)
    code, new = code_sent(), "另一句好记的话-2026"
    assert client.post("/password/new/", {"code": code, "password": new})["Location"] == "/login/"
    account.user.refresh_from_db()
    assert account.user.check_password(new)


@pytest.mark.slow
@pytest.mark.parametrize("address", [REGISTER, FORGOTTEN])
def test_known_and_unknown_contacts_take_as_long(client, settings, address):
    """In work of this process and in statements: a busy machine makes neither of them more."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    individual(1, contact=MOBILE)
    asked = registering if address == REGISTER else lambda *given, **more: answered(*given, FORGOTTEN, **more)
    asked(client, contact="13700137000")  # the first one of a browser begins its session
    works = {MOBILE: [], "13800138001": []}
    statements = {contact: set() for contact in works}
    for _round in range(9):
        for contact, taken in works.items():
            begun = thread_time()
            with CaptureQueriesContext(connection) as asked_for:
                asked(client, contact=contact)
            taken.append(thread_time() - begun)
            statements[contact].add(len(asked_for))
    known, unknown = (median(each) for each in works.values())
    assert 0.8 < known / unknown < 1.25
    assert statements[MOBILE] == statements["13800138001"]
