import pytest
from django.http import QueryDict

from talent.categories.service import definition_of, live_version
from talent.collect.steps import Step, answers_in, beside_fields, lock_in, step_of


@pytest.mark.parametrize(
    ("query", "step"),
    [
        ("do=check", Step("check")),
        ("do=hand_in", Step("hand_in")),
        ("do=drop", Step("save")),
        ("", Step("save")),
        ("add=education&do=save", Step("add", "education")),
        ("remove=education.2", Step("remove", "education.2")),
        ("add=", Step("add", "")),
    ],
)
def test_the_pressed_button_says_what_is_wanted(query, step):
    assert step_of(QueryDict(query)) == step


def test_only_steps_that_change_the_page_save_nothing():
    rewriting = [
        do for do in ("save", "next", "check", "hand_in", "add", "remove", "resume") if Step(do).rewrites
    ]
    assert rewriting == ["add", "remove", "resume"]


@pytest.mark.parametrize(
    ("query", "lock"), [("lock=12", 12), ("lock=-1", -1), ("lock=x", -1), ("", -1), ("lock=" + "9" * 40, -1)]
)
def test_an_unreadable_lock_is_one_that_no_row_has(query, lock):
    assert lock_in(QueryDict(query)) == lock


def test_answers_are_read_by_the_number_of_their_remark():
    assert answers_in(QueryDict("answer-7=a&answer-x=b&answer-=c&lock=1")) == {7: "a"}


@pytest.mark.django_db
def test_beside_the_fields_stand_answers_and_names_that_no_definition_has():
    query = QueryDict("identity.full_name=a&by.x=1&by.x=2&answer-7=c&lock=1&do=save&csrfmiddlewaretoken=t")
    definition = definition_of(live_version("skilled"))
    assert beside_fields(query, definition) == [("by.x", "1"), ("by.x", "2"), ("answer-7", "c")]


def test_an_answer_loses_its_nul():
    assert answers_in(QueryDict("answer-16=a%00b")) == {16: "ab"}
