"""Claiming tells nothing about who is in the register: words, status, statements and time."""

from statistics import median
from time import thread_time

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talent.individuals import inviting
from talent.individuals.service import invite
from tests.talent.collect.world import number
from tests.talent.individuals.persons import browser

ROUNDS = 9


@pytest.fixture
def tries(pasture, monkeypatch):
    """Number and code of four tries: whether either of them exists makes four different truths."""
    monkeypatch.setattr(inviting, "MOST_TRIES", 10**4)  # none of the codes ends during the test
    monkeypatch.setattr(inviting, "MOST_WRONG", 10**4)
    change = pasture.accepted(serial=5)
    known = invite(person=change.record.person, unit=pasture.unit, by=pasture.typist).code
    unknown = "AAAA-BBBB-CCCC"
    return {
        "number and code of somebody": (number(5), known),
        "number of somebody": (number(5), unknown),
        "code of somebody": (number(6), known),
        "nobody": (number(6), unknown),
    }


def claimed(client, given):
    typed, code = given
    return client.post(reverse("me:claim"), {"kind": "01", "number": typed, "code": code})


def words(answer, given):
    """The page without the tokens of its forms and without what was typed."""
    page = BeautifulSoup(answer.content, "html.parser")
    for token in page.select("[name=csrfmiddlewaretoken]"):
        token.decompose()
    return answer.status_code, str(page).replace(given[0], "").replace(given[1], "")


def test_whatever_does_not_fit_is_answered_alike(pasture, tries):
    client = browser(pasture.account)
    answers = {words(claimed(client, given), given) for given in tries.values()}
    assert [status for status, _text in answers] == [422]


@pytest.mark.parametrize("serial", [1, 5, 6])
def test_who_tried_too_often_is_told_so_whatever_number_and_code_they_type(pasture, serial):
    change = pasture.accepted(serial=5)
    code = invite(person=change.record.person, unit=pasture.unit, by=pasture.typist).code
    client = browser(pasture.account)
    answers = [claimed(client, (number(6), "WRONG")).status_code for _each in range(inviting.MOST_WRONG)]
    answer = claimed(client, (number(serial), code))
    assert answers == [422] * inviting.MOST_WRONG
    assert (answer.status_code, "今天尝试次数过多" in answer.text) == (429, True)
    assert "今天尝试次数过多" in client.get(reverse("me:claim")).text


@pytest.mark.slow
def test_whatever_does_not_fit_takes_as_long(pasture, tries):
    """In work of this process and in statements: a busy machine makes neither of them more."""
    client = browser(pasture.account)
    claimed(client, tries["nobody"])  # the first one of a browser begins its session
    works = {name: [] for name in tries}
    statements = {name: set() for name in tries}
    for _round in range(ROUNDS):
        for name, given in tries.items():
            begun = thread_time()
            with CaptureQueriesContext(connection) as asked:
                claimed(client, given)
            works[name].append(thread_time() - begun)
            statements[name].add(len(asked))
    taken = [median(each) for each in works.values()]
    assert max(taken) / min(taken) < 1.25
    assert {frozenset(each) for each in statements.values()} == {frozenset(statements["nobody"])}
