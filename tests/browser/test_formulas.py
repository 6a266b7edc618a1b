"""The browser's copy of the evaluator agrees with the server's: on the cases, and on random formulas."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talent.categories.formulas.evaluating import evaluator
from talent.categories.formulas.formula import formula
from talent.categories.formulas.nodes import as_json
from tests.talent.categories.formulas.test_evaluating import CASES, plain
from tests.talent.categories.formulas.trees import DATA, ROW, SCOPE, TODAY, nodes

pytestmark = pytest.mark.browser

WORK_OUT = "([trees, scope]) => trees.map((tree) => formulas.workOut(tree, scope))"


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.add_script_tag(path="site/portal/static/portal/formulas.js")
    yield page
    page.close()


def test_the_browser_gives_every_case_the_value_that_the_server_gives(page):
    texts = [text for text, _ in CASES["cases"]]
    scope = {"data": CASES["data"], "row": CASES["row"], "today": CASES["today"]}
    found = page.evaluate(WORK_OUT, [[as_json(formula(text).node) for text in texts], scope])
    assert dict(zip(texts, found, strict=True)) == dict(CASES["cases"])


MANY = st.lists(nodes(), min_size=20, max_size=40)
KEEPING_THE_PAGE = [HealthCheck.function_scoped_fixture]


@settings(max_examples=25, derandomize=True, suppress_health_check=KEEPING_THE_PAGE)
@given(MANY)
def test_browser_and_server_agree_on_formulas(page, trees):
    agree(page, trees)


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=KEEPING_THE_PAGE)
@given(MANY)
def test_browser_and_server_agree_on_any_formula(page, trees):
    agree(page, trees)


def agree(page, trees):
    scope = {"data": DATA, "row": ROW, "today": TODAY.isoformat()}
    found = page.evaluate(WORK_OUT, [[as_json(tree) for tree in trees], scope])
    expected = [plain(evaluator(tree)(SCOPE)) for tree in trees]
    different = [
        (json.dumps(as_json(tree), ensure_ascii=False), there, here)
        for tree, there, here in zip(trees, found, expected, strict=True)
        if not alike(there, here)
    ]
    assert different == []


def alike(there, here):
    """The same value; numbers to the last places that both keep."""
    if isinstance(here, float) and isinstance(there, int | float) and not isinstance(there, bool):
        return abs(Decimal(there) - Decimal(here)) <= Decimal("1e-8") * max(1, abs(Decimal(here)))
    return type(there) is type(here) and there == here
