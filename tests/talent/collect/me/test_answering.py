"""An individual answers what an office asks about what they filled in themselves."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.notify.models import Notification
from talent.records.models import Question
from talent.records.service import ask_collector, withdraw
from tests.talent.individuals.persons import browser, individual
from tests.talent.individuals.test_entries import taken


@pytest.fixture
def asked(pasture):
    """(entry, change): taken over by the unit, and asked about there."""
    entry = pasture.handed_in()
    change = taken(pasture, entry)
    ask_collector(change=change, text="哪一年学的手艺？", by=pasture.boss)
    return entry, change


def page(browser, entry):
    return BeautifulSoup(browser.get(reverse("me:entry", args=[entry.pk])).content, "html.parser")


def test_the_individual_is_told_reads_the_question_and_answers_it(pasture, asked):
    entry, _change = asked
    told = Notification.objects.get(recipient=pasture.account.user, kind="own_asked")
    mine = browser(pasture.account)
    form = page(mine, entry).select_one("#questions form")
    assert "哪一年学的手艺？" in form.parent.get_text()

    empty = mine.post(form["action"], {"answer": ""})
    sent = mine.post(form["action"], {"answer": "2001 年"})

    question = Question._plain.get()
    assert (empty.status_code, sent.status_code, told.place) == (422, 302, "me:entry")
    assert (question.answer, question.answered_by) == ("2001 年", pasture.account.user)
    assert "2001 年" in page(mine, entry).select_one("#questions").get_text()


def test_what_was_withdrawn_needs_no_answer_of_the_individual(pasture, asked):
    entry, change = asked
    withdraw(change=change, by=pasture.clerk)

    mine = browser(pasture.account)
    late = mine.post(reverse("me:answer", args=[entry.pk]), {"answer": "2001 年"})

    assert (late.status_code, page(mine, entry).select_one("#questions form")) == (409, None)
    assert "已不需要答复" in page(mine, entry).select_one("#questions").get_text()


def test_another_individual_finds_nothing_to_answer(pasture, asked):
    entry, _change = asked
    stranger = browser(individual(2, "苏和", "13900139000"))

    assert stranger.post(reverse("me:answer", args=[entry.pk]), {"answer": "假"}).status_code == 404
    assert Question._plain.get().answer == ""


def test_an_entry_that_no_unit_took_over_has_nothing_to_answer(pasture):
    entry = pasture.handed_in()

    answer = browser(pasture.account).post(reverse("me:answer", args=[entry.pk]), {"answer": "早了"})

    assert answer.status_code == 404
