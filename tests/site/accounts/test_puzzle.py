"""The question against machines: asked after some failures, answerable by ear and keyboard, taken once."""

import pytest
from captcha.models import CaptchaStore
from django.utils import translation

from accounts.puzzle import WithPuzzle, in_words, question
from talent.orgs.enums import Role
from tests.site.accounts.codes import give_password, soup
from tests.site.people import account

pytestmark = pytest.mark.django_db


def fail(client, times, username="wurina"):
    for _ in range(times):
        answer = give_password(client, username, "wrong")
    return answer


def answered(client, answer):
    key = soup(answer).select_one("[name=puzzle_0]")["value"]
    right = CaptchaStore.objects.get(hashkey=key).response
    return {"puzzle_0": key, "puzzle_1": right}


def test_the_answer_is_the_sum():
    for _ in range(50):
        kept, answer = question()
        first, second = map(int, kept.split("+"))
        assert (first + second, 2 <= first + second <= 18) == (int(answer), True)


def test_it_is_asked_in_words_of_the_readers_language():
    with translation.override("zh-hans"):
        assert in_words("7+5") == "七加五等于几？"
    with translation.override("en"):
        assert in_words("7+5") == "What is seven plus five?"


@pytest.mark.parametrize("username", ["wurina", "nobody"])
def test_after_some_failures_known_and_unknown_names_are_asked(client, username):
    account(Role.HR_REVIEWER)
    assert soup(fail(client, 2, username)).select("[name=puzzle_1]") == []
    page = soup(fail(client, 1, username))
    field = page.select_one("[name=puzzle_1]")
    assert page.select_one(f"label[for={field['id']}]").get_text() == "验证问题"
    described = [page.select_one(f"#{each}").get_text() for each in field["aria-describedby"].split()]
    assert "等于几？" in described[0]
    assert page.select("img, audio, script") == []


def test_without_the_answer_the_password_is_not_even_compared(client):
    account(Role.HR_REVIEWER)
    fail(client, 3)
    answer = give_password(client)
    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)
    assert "请回答问题。" in answer.text


def test_with_the_answer_the_right_password_lets_in(client):
    account(Role.HR_REVIEWER)
    assert give_password(client, **answered(client, fail(client, 3)))["Location"] == "/back/"


def test_an_answer_is_taken_once(client):
    account(Role.HR_REVIEWER)
    given = answered(client, fail(client, 3))
    give_password(client, password="wrong", **given)
    answer = give_password(client, **given)
    assert (answer.status_code, "答案不对，请回答新的问题。" in answer.text) == (200, True)


def test_many_failures_from_one_address_have_everybody_there_asked(client, settings):
    settings.PUZZLE_AFTER_FROM_ADDRESS = 4
    for name in ("a", "b", "c", "d"):
        fail(client, 1, name)
    assert soup(client.get("/login/")).select("[name=puzzle_1]") != []


def test_any_form_can_ask():
    form = WithPuzzle(data={})
    form.ask()
    assert form.errors == {"puzzle": ["请回答问题。"]}
