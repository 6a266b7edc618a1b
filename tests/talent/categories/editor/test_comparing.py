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
from talent.categories.editor.fates import Step, Way
from talent.categories.moves.stated import Move
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
    field = FieldChange("changed", after.by_path["g.name"], changed, was=ONE.by_path["g.name"])
    assert compare(ONE, after) == Comparison(
        groups=(GroupChange("changed", after.by_key["g"], fields=(field,), was=ONE.by_key["g"]),)
    )


def test_fields_that_came_and_went_are_told_as_they_are_and_as_they_were():
    born = {"key": "born", "type": "date"}
    after = definition(("g", False, [NAME, born]), ("h", True, [NAME]))
    (group,) = compare(ONE, after).groups
    assert group.fields == (
        FieldChange("added", after.by_path["g.born"]),
        FieldChange("removed", ONE.by_path["g.age"]),
    )


def test_groups_that_came_and_went_bring_all_their_fields():
    after = definition(("g", False, [NAME, AGE]), ("k", False, [AGE]))
    assert [
        (each.kind, each.group.key, [f.field.path for f in each.fields])
        for each in compare(ONE, after).groups
    ] == [
        ("added", "k", ["k.age"]),
        ("removed", "h", ["h.name"]),
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
        RuleChange("removed", Rule("identity_agrees", "block", {})),
    )


def test_a_rule_that_is_given_something_else_at_the_same_place_is_changed():
    before = definition(rules=[("value_not_in", "block", {"path": "g.name", "codes": ["1"]})])
    after = definition(
        rules=[
            ("value_not_in", "block", {"path": "g.name", "codes": ["1", "2"]}),
            ("value_not_in", "block", {"path": "g.age", "codes": ["1"]}),
        ]
    )
    assert [(each.kind, each.rule, each.before) for each in compare(before, after).rules] == [
        ("changed", after.rules[0], before.rules[0]),
        ("added", after.rules[1], None),
    ]


def test_two_rules_of_the_same_words_are_two():
    once = definition(rules=[("identity_agrees", "block", {})])
    twice = definition(rules=[("identity_agrees", "block", {})] * 2)
    assert [each.kind for each in compare(once, twice).rules] == ["added"]
    assert [each.kind for each in compare(twice, once).rules] == ["removed"]


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


def by_moves(before, after, *moves):
    return compare(before, after, Way(before, [Step(before, moves)]))


def kinds(found):
    """(group, kind, path, path before) of every field that differs."""
    return [
        (group.group.key, each.kind, each.field.path, each.was.path if each.was else "")
        for group in found.groups
        for each in group.fields
    ]


def test_a_renamed_field_is_the_same_field_with_what_differs_in_it():
    rename = Move("rename", source="g.name", to=("g.called",))
    after = definition(("g", False, [{**NAME, "key": "called", "width": 2}, AGE]), ("h", True, [NAME]))
    ((group,),) = [by_moves(ONE, after, rename).groups]
    label = AttributeChange("label", "name", "called")
    assert (group.kind, group.fields_moved, group.fields) == (
        "changed",
        False,
        (
            FieldChange(
                "renamed",
                after.by_path["g.called"],
                (label, AttributeChange("width", 1, 2)),
                (rename,),
                ONE.by_path["g.name"],
            ),
        ),
    )


def test_a_field_that_moved_to_another_group_is_told_there_alone():
    rename = Move("rename", source="g.age", to=("k.age",))
    after = definition(("g", False, [NAME]), ("h", True, [NAME]), ("k", False, [AGE]))
    found = by_moves(ONE, after, rename)
    assert [(each.kind, each.group.key) for each in found.groups] == [("added", "k")]
    assert kinds(found) == [("k", "renamed", "k.age", "g.age")]


def test_a_renamed_group_is_the_same_group_and_its_fields_are_no_news():
    rename = Move("rename", source="g", to=("k",))
    after = definition(("k", False, [NAME, AGE]), ("h", True, [NAME]))
    (group,) = by_moves(ONE, after, rename).groups
    assert (group.kind, group.was, group.moves, group.fields, group.fields_moved) == (
        "renamed",
        ONE.by_key["g"],
        (rename,),
        (),
        False,
    )


def test_a_split_field_is_told_where_it_was_and_where_its_parts_are():
    split = Move("split", source="g.name", to=("g.a", "g.b"), separator="、")
    parts = [{"key": "a", "type": "text"}, {"key": "b", "type": "text"}]
    after = definition(("g", False, [*parts, AGE]), ("h", True, [NAME]))
    (group,) = by_moves(ONE, after, split).groups
    assert [(each.kind, each.field.path, each.moves) for each in group.fields] == [
        ("added", "g.a", (split,)),
        ("added", "g.b", (split,)),
        ("split", "g.name", (split,)),
    ]


def test_what_was_stated_to_be_retired_is_retired_and_what_is_gone_without_a_word_is_removed():
    retire = Move("retire", path="g.age")
    after = definition(("h", True, [NAME]), ("g", False, [{"key": "born", "type": "date"}]))
    assert kinds(by_moves(ONE, after, retire)) == [
        ("g", "added", "g.born", ""),
        ("g", "removed", "g.name", ""),
        ("g", "retired", "g.age", ""),
    ]
    gone = by_moves(ONE, definition(("h", True, [NAME])), Move("retire", path="g"))
    assert [(each.kind, [known.kind for known in each.fields]) for each in gone.groups] == [
        ("retired", ["retired", "retired"])
    ]


def test_merged_codes_and_conversions_are_told_of_a_field_that_is_otherwise_the_same():
    merge = Move("merge_codes", path="g.age", codes=("5",), into="4")
    assert kinds(by_moves(ONE, ONE, merge)) == [("g", "changed", "g.age", "g.age")]


def test_moves_over_several_versions_lead_to_where_a_field_stands_now():
    middle = definition(("g", False, [{**NAME, "key": "called", "label": "name"}, AGE]), ("h", True, [NAME]))
    after = definition(("g", False, [{**NAME, "key": "title", "label": "name"}, AGE]), ("h", True, [NAME]))
    first = Move("rename", source="g.name", to=("g.called",))
    second = Move("rename", source="g.called", to=("g.title",))
    found = compare(ONE, after, Way(ONE, [Step(ONE, (first,)), Step(middle, (second,))]))
    assert kinds(found) == [("g", "renamed", "g.title", "g.name")]
    assert found.groups[0].fields[0].moves == (first, second)


def test_a_key_that_a_draft_has_twice_is_told_as_a_new_one_the_second_time():
    twice = replace(ONE.by_key["g"], fields=(*ONE.by_key["g"].fields, ONE.by_path["g.age"]))
    after = replace(ONE, groups=(twice, ONE.by_key["h"], ONE.by_key["h"]))
    found = compare(ONE, after)
    assert [(each.kind, each.group.key) for each in found.groups] == [("changed", "g"), ("added", "h")]
    assert kinds(found) == [("g", "added", "g.age", ""), ("h", "added", "h.name", "")]
