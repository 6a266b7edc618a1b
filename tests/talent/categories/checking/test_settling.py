import pytest

from talent.categories.checking.settling import Circular, settling_order
from tests.talent.categories.definitions import definition


def order(*groups):
    return [each.path for each in settling_order(definition(*groups))]


def test_what_a_formula_looks_at_is_settled_before_it_wherever_it_stands():
    groups = (
        ("a", False, [{"key": "x", "type": "text", "derive": "b.y"}]),
        ("b", False, [{"key": "y", "type": "text", "shown_if": 'c.z = "1"'}]),
        ("c", False, [{"key": "z", "type": "text", "default": "1"}, {"key": "free", "type": "text"}]),
    )
    assert order(*groups) == ["c.z", "b.y", "a.x"]


def test_rows_that_are_counted_are_settled_first():
    groups = (
        ("a", False, [{"key": "many", "type": "bool", "derive": "count(work) > 1"}]),
        ("work", True, [{"key": "x", "type": "text", "default": "1"}]),
    )
    assert order(*groups) == ["a.many", "work.x"]


@pytest.mark.parametrize(
    ("groups", "round_of"),
    [
        (
            [
                (
                    "a",
                    False,
                    [
                        {"key": "x", "type": "text", "derive": "a.y"},
                        {"key": "y", "type": "text", "derive": "a.x"},
                    ],
                )
            ],
            ("a.x", "a.y", "a.x"),
        ),
        ([("a", False, [{"key": "x", "type": "text", "shown_if": 'a.x = "1"'}])], ("a.x", "a.x")),
        (
            [("w", True, [{"key": "x", "type": "bool", "shown_if": "any(w.x)"}])],
            ("w.x", "w.x"),
        ),
    ],
)
def test_formulas_that_wait_for_each_other_are_named_in_a_round(groups, round_of):
    with pytest.raises(Circular) as circular:
        order(*groups)
    assert circular.value.paths == round_of


def test_a_hundred_conditions_in_a_row_are_settled():
    fields = [{"key": f"x{n}", "type": "bool", "shown_if": f"g.x{n + 1}"} for n in range(99)]
    found = order(("g", False, [*fields, {"key": "x99", "type": "bool"}]))
    assert found == [f"g.x{n}" for n in range(98, -1, -1)]


@pytest.mark.parametrize("forward", [True, False])
def test_a_chain_far_longer_than_the_stack_is_settled_from_its_beginning(forward):
    links = [{"key": "x0", "type": "integer", "default": "1"}]
    links += [{"key": f"x{n}", "type": "integer", "derive": f"g.x{n - 1} + 1"} for n in range(1, 5000)]
    found = order(("g", False, links if forward else links[::-1]))
    assert found == [f"g.x{n}" for n in range(5000)]


def test_a_round_of_many_fields_is_named_in_its_order():
    links = [{"key": f"x{n}", "type": "integer", "derive": f"g.x{(n + 1) % 3000}"} for n in range(3000)]
    with pytest.raises(Circular) as circular:
        order(("g", False, links))
    assert circular.value.paths == (*(f"g.x{n}" for n in range(3000)), "g.x0")
