"""Questions to the collector: the change stays, its term pauses, one answer; when nothing can be asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talent.notify.models import Notification
from talent.records.deadlines import after_working_days, latest_working_day, working_days_between
from talent.records.models import Change, Question
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import change_settings
from talent.records.service import (
    FieldRemark,
    accept,
    answer_office,
    ask_collector,
    erase_person,
    exchanges_of,
    reject,
    send_back,
    submit,
    withdraw,
)
from tests.talent.records.register import again, events


def today():
    return timezone.localdate()


def asked(register, serial=1, **given):
    change = register.at_banner(serial)
    ask_collector(change=change, text="发证机关是哪里？", by=register.boss, **given)
    return again(change)


def kinds(user):
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def test_a_question_leaves_the_change_where_it_waits_and_puts_its_term_behind_the_collectors(register):
    change = register.at_banner()
    left = working_days_between(today(), change.deadline)

    question = ask_collector(change=change, text=" 发证机关是哪里？ ", by=register.boss)

    held = again(change)
    assert (held.state, held.waiting_office, held.asked) == ("waiting", register.office, "asked")
    assert (question.text, question.due) == ("发证机关是哪里？", after_working_days(today(), 5))
    assert held.deadline == after_working_days(question.due, left)
    assert held.lock == change.lock + 1
    assert (kinds(register.clerk), events()[-1]) == (["question_asked"], ("ask_collector", "boss"))


def test_an_answer_lets_the_days_that_were_left_begin(register):
    change = asked(register)
    Change._plain.filter(pk=change.pk).update(deadline=change.deadline + timedelta(days=1))
    left = Question._plain.get().left

    question = answer_office(change=change, text="自治区人社厅", by=register.clerk)

    held = again(change)
    assert (question.answer, question.answered_by, held.asked) == ("自治区人社厅", register.clerk, "answered")
    assert held.deadline == after_working_days(today(), left)
    assert (kinds(register.boss)[-1], events()[-1]) == ("question_answered", ("answer_office", "clerk"))


def test_whoever_answers_is_one_of_the_hands_once_and_does_not_pass_it(register):
    change = asked(register)
    before = again(change)

    answer_office(change=change, text="自治区人社厅", by=register.chief)
    ask_collector(change=again(change), text="再问", by=register.boss)
    answer_office(change=again(change), text="再答", by=register.chief)

    held = again(change)
    assert held.editors == [*before.editors, register.chief.pk]
    assert (held.data, held.sealed) == (before.data, before.sealed)
    with pytest.raises(NotAllowed, match="须由另一位审核人审核"):
        accept(change=held, by=register.chief)


def test_an_answer_after_its_day_gives_the_office_no_days_back(register):
    change = asked(register)
    run_on = latest_working_day(today())
    Change._plain.filter(pk=change.pk).update(deadline=run_on)

    answer_office(change=change, text="自治区人社厅", by=register.clerk)

    assert again(change).deadline == run_on


def test_a_term_that_is_over_does_not_pause(register):
    change, past = register.at_banner(), today() - timedelta(days=3)
    Change._plain.filter(pk=change.pk).update(deadline=past)

    question = ask_collector(change=change, text="发证机关？", by=register.boss)
    assert (question.left, again(change).deadline) == (None, past)
    answer_office(change=change, text="自治区人社厅", by=register.clerk)
    assert again(change).deadline == past


def test_the_collectors_days_are_a_setting(register):
    change_settings(by=register.boss, answer_days=2)

    assert asked(register).asked == "asked"
    assert Question._plain.get().due == after_working_days(today(), 2)


def test_nobody_asks_twice_before_the_answer_and_may_ask_again_after_it(register):
    change = asked(register)
    with pytest.raises(NotAllowed, match="已经询问过填报人"):
        ask_collector(change=change, text="再问", by=register.chief)
    answer_office(change=change, text="答", by=register.clerk)

    ask_collector(change=again(change), text="再问", by=register.chief)

    found = exchanges_of(change)
    assert [(each.text, each.answer) for each in found.questions] == [
        ("发证机关是哪里？", "答"),
        ("再问", ""),
    ]
    assert found.open_question.text == "再问"


def test_the_database_keeps_one_open_question_a_change(register):
    change = asked(register)
    with pytest.raises(IntegrityError, match="records_one_open_question"), transaction.atomic():
        Question(change=change, office=register.office, text="?", by=register.boss, due=today()).save()


@pytest.mark.parametrize("text", ["", "  "])
def test_without_words_nothing_is_asked_and_nothing_answered(register, text):
    change = register.at_banner()
    with pytest.raises(NotAllowed, match="请写明要询问的内容"):
        ask_collector(change=change, text=text, by=register.boss)
    ask_collector(change=change, text="问", by=register.boss)
    with pytest.raises(NotAllowed, match="请填写答复"):
        answer_office(change=change, text=text, by=register.clerk)

    assert again(change).asked == "asked"


ENDS = {
    "passed": lambda register, change: accept(change=change, by=register.boss),
    "returned": lambda register, change: send_back(
        change=change, by=register.boss, remarks=[FieldRemark("", "请改")]
    ),
    "rejected": lambda register, change: reject(change=change, by=register.boss, reason="不符"),
    "withdrawn": lambda register, change: withdraw(change=change, by=register.clerk),
}


@pytest.mark.parametrize("end", ENDS)
def test_what_is_over_needs_no_answer_and_says_so(register, end):
    change = asked(register)

    ENDS[end](register, change)

    question = Question._plain.get()
    assert (again(change).asked, question.lapsed_at is not None) == ("", True)
    with pytest.raises(NotAllowed, match="不用再答复"):
        answer_office(change=change, text="晚了", by=register.clerk)
    assert Question._plain.get().answer == ""


def test_a_second_answer_is_refused(register):
    change = asked(register)
    answer_office(change=change, text="答", by=register.clerk)

    with pytest.raises(NotAllowed, match="已经有人答复"):
        answer_office(change=change, text="又答", by=register.clerk)


def test_a_page_that_was_looked_at_before_asks_nothing(register):
    change = register.at_banner()
    with pytest.raises(NotAllowed, match="已被他人处理或修改"):
        ask_collector(change=change, text="问", by=register.boss, lock=change.lock - 1)

    assert Question._plain.count() == 0


def test_what_does_not_wait_is_not_asked_about(register):
    with pytest.raises(NotAllowed):
        ask_collector(change=register.draft(), text="问", by=register.boss)


def test_a_change_that_comes_again_begins_without_a_question(register):
    change = asked(register)
    send_back(change=change, by=register.boss, remarks=[FieldRemark("", "请改")])
    change.remarks.update(acted_on=True)

    held = submit(change=again(change), by=register.clerk)

    assert (held.asked, exchanges_of(held).open_question) == ("", None)


def test_questions_of_an_erased_person_are_gone(register):
    change = asked(register)

    erase_person(person=change.record.person, by=register.boss)

    assert (Question._plain.count(), again(change).asked) == (0, "")
