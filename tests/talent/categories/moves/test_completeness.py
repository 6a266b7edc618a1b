"""Whether a move is certain to leave the share of filled fields; what it says is held against the check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.moves.completeness import completeness_stays
from talent.categories.moves.moving import move
from talent.categories.moves.routes import plan_of
from tests.talent.categories.definitions import checked, definition
from tests.talent.categories.moves.test_continuity import merge, retire
from tests.talent.categories.moves.test_moving import convert, rename

A = {"key": "a", "type": "text", "required": "complete"}
B = {"key": "b", "type": "text"}
KIND = {
    "key": "kind",
    "type": "choice",
    "options": [{"code": code, "label": code} for code in "123"],
    "required": "submit",
}


def one(*fields):
    return definition(("g", False, list(fields)))


def stays(old, new, *moves):
    return completeness_stays(plan_of(moves, old, new))


@pytest.mark.parametrize(
    ("new", "moves"),
    [
        (one(A, B, KIND), []),
        (one(A, B, KIND, {"key": "c", "type": "text"}), []),
        (one({**A, "key": "c"}, B, KIND), [rename("g.a", "g.c")]),
        (one(A, KIND), [retire("g.b")]),
        (one({**A, "required": "submit"}, B, KIND), []),
        (one(A, B, KIND), [merge("g.kind", "1", "2")]),
        (one(A, {**B, "type": "date"}, KIND), [convert("g.b", "as_written")]),
    ],
)
def test_the_share_stays_where_the_same_fields_count(new, moves):
    assert stays(one(A, B, KIND), new, *moves)


@pytest.mark.parametrize(
    ("new", "moves"),
    [
        (one(A, B, KIND, {**A, "key": "c"}), []),
        (one(B, KIND), [retire("g.a")]),
        (one(A, {**B, "required": "complete"}, KIND), []),
        (one({**A, "required": "optional"}, B, KIND), []),
        (one({**A, "shown_if": 'g.b = "x"'}, B, KIND), []),
        (one({**A, "required_if": 'g.b = "x"'}, B, KIND), []),
        (one({**A, "default": "x"}, B, KIND), []),
        (one({**A, "type": "date"}, B, KIND), [convert("g.a", "as_written")]),
    ],
)
def test_the_share_may_differ_where_other_fields_count_or_in_other_cases(new, moves):
    assert not stays(one(A, B, KIND), new, *moves)


def test_a_condition_about_merged_codes_may_hold_in_other_cases():
    shown = {**A, "shown_if": 'g.kind = "2"'}
    assert stays(one(shown, KIND), one(shown, KIND))
    assert not stays(one(shown, KIND), one(shown, KIND), merge("g.kind", "1", "2"))


def test_what_was_derived_from_merged_codes_stands_in_the_document_already():
    derived = {**A, "derive": "g.kind"}
    assert stays(one(derived, KIND), one(derived, KIND), merge("g.kind", "1", "2"))


REQUIRED = st.sampled_from(["optional", "complete", "submit"])


@given(
    st.tuples(REQUIRED, REQUIRED, REQUIRED),
    st.tuples(REQUIRED, REQUIRED),
    st.fixed_dictionaries(
        {}, optional={"a": st.just("x"), "b": st.just("y"), "kind": st.sampled_from("123")}
    ),
)
def test_where_it_says_that_the_share_stays_the_check_finds_the_same(before, after, values):
    old = one({**A, "required": before[0]}, {**B, "required": before[1]}, {**KIND, "required": before[2]})
    new = one({**A, "key": "c", "required": after[0]}, {**KIND, "required": after[1]})
    moves = [rename("g.a", "g.c"), retire("g.b"), merge("g.kind", "1", "2")]
    document = {"g": values}
    if stays(old, new, *moves):
        carried = move(document, moves, old, new, {}).document
        assert checked(old, document).completeness == checked(new, carried).completeness
