"""What one definition has that another has not; without a database."""

from dataclasses import replace

from talent.categories.definition import Rule
from talent.categories.editor.comparing import (
    AttributeChange,
    Comparison,
    FieldChange,
    GroupChange,
    RuleChange,
    compare,
)
from tests.talent.categories.definitions import definition

NAME = {"key": "name", "type": "text"}
AGE = {"key": "age", "type": "integer"}
ONE = definition(("g", False, [NAME, AGE]), ("h", True, [NAME]))


def test_the_same_definition_says_nothing():
    again = definition(("g", False, [NAME, AGE]), ("h", True, [NAME]))
    assert compare(ONE, again) == Comparison()
    assert not compare(ONE, again)


def test_every_attribute_of_a_field_that_differs_is_told_with_both_values():
    after = definition(("g", False, [{**NAME, "required": "submit", "width": 2}, AGE]), ("h", True, [NAME]))
    changed = (AttributeChange("required", "optional", "submit"), AttributeChange("width", 1, 2))
    field = after.by_path["g.name"]
    assert compare(ONE, after) == Comparison(
        groups=(GroupChange("changed", after.by_key["g"], fields=(FieldChange("changed", field, changed),)),)
    )


def test_fields_that_came_and_went_are_told_as_they_are_and_as_they_were():
    born = {"key": "born", "type": "date"}
    after = definition(("g", False, [NAME, born]), ("h", True, [NAME]))
    (group,) = compare(ONE, after).groups
    assert group.fields == (
        FieldChange("added", after.by_path["g.born"]),
        FieldChange("retired", ONE.by_path["g.age"]),
    )


def test_groups_that_came_and_went_bring_all_their_fields():
    after = definition(("g", False, [NAME, AGE]), ("k", False, [AGE]))
    assert [
        (each.kind, each.group.key, [f.field.path for f in each.fields])
        for each in compare(ONE, after).groups
    ] == [
        ("added", "k", ["k.age"]),
        ("retired", "h", ["h.name"]),
    ]


def test_a_group_that_now_repeats_is_told_once_and_not_at_each_field():
    after = definition(("g", True, [NAME, AGE]), ("h", True, [NAME]))
    (group,) = compare(ONE, after).groups
    assert (group.changes, group.fields) == ((AttributeChange("repeat", False, True),), ())


def test_another_order_is_told_whatever_came_or_went_between():
    born = {"key": "born", "type": "date"}
    after = definition(("h", True, [NAME]), ("g", False, [AGE, born, NAME]))
    found = compare(ONE, after)
    assert (found.groups_moved, [each.fields_moved for each in found.groups]) == (True, [True])
    only_more = definition(("g", False, [born, NAME, AGE]), ("h", True, [NAME]))
    assert [each.fields_moved for each in compare(ONE, only_more).groups] == [False]


def test_a_rule_that_is_only_milder_is_changed_and_any_other_is_another_rule():
    before = definition(rules=[("in_order", "block", {"group": "g"}), ("identity_agrees", "block", {})])
    after = definition(rules=[("in_order", "warn", {"group": "g"}), ("title_agrees", "block", {})])
    assert compare(before, after).rules == (
        RuleChange(
            "changed", Rule("in_order", "warn", {"group": "g"}), Rule("in_order", "block", {"group": "g"})
        ),
        RuleChange("added", Rule("title_agrees", "block", {})),
        RuleChange("retired", Rule("identity_agrees", "block", {})),
    )


def test_two_rules_of_the_same_words_are_two():
    once = definition(rules=[("identity_agrees", "block", {})])
    twice = definition(rules=[("identity_agrees", "block", {})] * 2)
    assert [each.kind for each in compare(once, twice).rules] == ["added"]
    assert [each.kind for each in compare(twice, once).rules] == ["retired"]


def test_the_name_of_the_whole_is_an_attribute_and_its_key_is_none():
    after = replace(ONE, label="别的", key="other")
    assert compare(ONE, after) == Comparison(changes=(AttributeChange("label", "测试", "别的"),))


def test_against_nothing_all_of_it_is_new():
    found = compare(None, ONE)
    assert ([each.kind for each in found.groups], found.changes, found.groups_moved) == (
        ["added"] * 2,
        (),
        False,
    )
