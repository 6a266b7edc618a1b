"""Whose words stand in a draft, and that nobody passes their own by bringing it back or by small steps."""

import pytest

from talent.categories.editor.authors import written_by
from talent.categories.models import Category
from tests.factories import make_user
from tests.talent.categories.following import MERGE, edited

pytestmark = pytest.mark.django_db


@pytest.fixture
def authors():
    return make_user(), make_user()


def skilled():
    return Category.objects.get(key="skilled")


def saved(author, *moves, label_en=None, **changes):
    """A draft of what is published with these changes, saved by an author."""
    draft = edited("skilled", *moves, **changes)
    draft.label_en = label_en or draft.label_en
    return draft.save_revision(user=author, clean=False)


def restored(author, revision):
    """An earlier draft saved again by somebody, as the history of the editor does."""
    return revision.as_object().save_revision(user=author, clean=False)


def writers(authors):
    """Which of these may not decide."""
    return [bool(written_by(each, [skilled().pk])) for each in authors]


def test_words_that_somebody_takes_back_and_brings_again_are_their_own(authors):
    one, _other = authors
    own = saved(one, label_en="Own words")
    saved(one)
    assert writers(authors) == [False, False]
    restored(one, own)
    assert writers(authors) == [True, False]


def test_words_that_another_brings_again_are_those_of_the_other_who_answers_for_them(authors):
    one, other = authors
    own = saved(one, label_en="Own words")
    saved(other)
    restored(other, own)
    assert writers(authors) == [False, True]


def test_who_brought_a_part_back_and_kept_the_rest_is_an_author_still(authors):
    one, other = authors
    saved(one, label_en="Own words", off=["skill.studio"])
    saved(other, label_en="Own words")
    assert writers(authors) == [True, True]


@pytest.mark.parametrize(
    ("moves", "changes"),
    [
        ((), {"retyped": {"skill.years_in_trade": ("integer", {"minimum": None})}}),
        ((), {"retyped": {"skill.years_in_trade": ("integer", {"maximum": 0})}}),
        ((), {"off": ["skill.studio"]}),
        ((), {"retyped": {"skill.studio": ("text", {"in_template": False})}}),
        ((MERGE,), {}),
    ],
)
def test_the_smallest_step_is_one_a_limit_of_zero_and_a_move_alone_too(authors, moves, changes):
    one, other = authors
    saved(one, *moves, **changes)
    assert writers(authors) == [True, False]
    saved(other, *moves, **changes)
    assert writers(authors) == [True, False]
