"""The evaluator against the cases that the browser's copy is held to as well."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.formulas.evaluating import Scope, evaluator
from talent.categories.formulas.formula import formula
from talent.categories.formulas.values import stored
from tests.talent.categories.formulas.trees import SCOPE, nodes

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))


def case_scope():
    return Scope(CASES["data"], CASES["row"], own="work", today=date.fromisoformat(CASES["today"]))


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("text", "value"), CASES["cases"], ids=[text for text, _ in CASES["cases"]])
def test_a_formula_has_the_value_of_its_case(text, value):
    found = plain(formula(text).work_out(case_scope()))
    assert (found, type(found) is bool) == (value, type(value) is bool)


@given(nodes())
def test_no_formula_raises_whatever_it_says(node):
    value = evaluator(node)(SCOPE)
    assert value is None or isinstance(value, str | bool | Decimal | tuple)


def test_what_a_formula_looks_at_is_named_with_its_own_row_and_without_the_unit():
    said = formula('this.years > sum(work.years) and unit.region = "150100" and count(title) = 0')
    assert list(said.mentions("training")) == ["training.years", "work.years", "title"]
    assert not said.runs_in_browsers


@pytest.mark.parametrize(
    ("text", "runs"), [("count(work) > 1", True), ("highest(work.level)", False), ("unit.name", False)]
)
def test_what_needs_lists_or_the_unit_is_left_to_the_server(text, runs):
    assert formula(text).runs_in_browsers is runs


@pytest.mark.parametrize(
    "text",
    [f"round({'9' * 40}, 2)", f"{'9' * 40} + 1", f"-{'9' * 40}", "round(999999999999999 * 999999999999999)"],
)
def test_what_is_too_large_to_reckon_with_is_nothing(text):
    assert formula(text).work_out(SCOPE) is None


@pytest.mark.parametrize(
    ("value", "said"), [((Decimal(1), "a", None, True), "1、a、1"), (Decimal("3.0"), "3")]
)
def test_whatever_a_formula_gives_can_be_written_down(value, said):
    assert stored(value) == said


@pytest.mark.parametrize(
    ("ranks", "found"),
    [({"a": "第一", "b": "2"}, "b"), ({"a": "9" * 5000}, None), ({"a": "3", "b": 2, "c": None}, "b")],
)
def test_a_rank_that_is_no_whole_number_is_in_no_order(ranks, found):
    entries = tuple(CodeEntry(code, code, given=(("rank", rank),)) for code, rank in ranks.items())
    rows = {"r": [{"code": code} for code in ranks]}
    scope = Scope(rows, lists=lambda path: CodeTable("list", entries))
    assert formula("highest(r.code)").work_out(scope) == found
