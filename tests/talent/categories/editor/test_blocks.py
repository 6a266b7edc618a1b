"""The blocks of the editor, as plain values for compiling."""

import pytest
from django.core.exceptions import ValidationError

from talent.categories.definition import FIELD_ATTRIBUTES
from talent.categories.editor.blocks import (
    FIELD_TYPE_NAMES,
    FieldsBlock,
    GroupBlock,
    key_validator,
    plain_groups,
    plain_rules,
)
from talent.categories.fieldtypes import REGISTRY
from talent.categories.models import Category

TEXT = {"key": "name", "label": "姓名", "required": "optional", "sensitivity": "internal", "width": 1}


def group(*fields):
    block = GroupBlock()
    values = [{"type": kind, "value": value} for kind, value in fields]
    return block, block.to_python({"key": "g", "label": "组", "fields": values})


def category(*, groups=(), rules=()):
    return Category(
        groups=[{"type": "group", "value": value} for value in groups],
        rules=[{"type": "rule", "value": value} for value in rules],
    )


def test_every_registered_type_can_be_chosen_by_its_name():
    assert [name for name, _ in FieldsBlock.registered] == list(REGISTRY)
    assert FIELD_TYPE_NAMES.keys() == REGISTRY.keys()


def test_fields_of_different_keys_are_taken():
    block, value = group(("text", TEXT), ("date", {**TEXT, "key": "born"}))
    assert [child.value["key"] for child in block.clean(value)["fields"]] == ["name", "born"]


@pytest.mark.parametrize("key", ["a", "id_number", "a" * 40])
def test_a_key_is_of_small_letters_digits_and_lines(key):
    key_validator(key)


@pytest.mark.parametrize("key", ["", "1a", "_a", "A", "a.b", "a-b", "姓名", "a" * 41])
def test_a_key_that_a_path_could_not_hold_is_refused(key):
    with pytest.raises(ValidationError):
        key_validator(key)


def test_a_group_is_plain_with_the_type_of_each_field_and_its_attributes():
    choice = {
        **TEXT,
        "key": "kind",
        "options": [{"code": "1", "label": "甲", "label_en": "A"}],
        "aliases": ["种类"],
        "minimum": 0,
    }
    group = {
        "key": "g",
        "label": "组",
        "fields": [{"type": "text", "value": TEXT}, {"type": "choice", "value": choice}],
    }
    (found,) = plain_groups(category(groups=[group]).groups)
    name, kind = found["fields"]
    assert (found["key"], bool(found["repeat"]), name["type"], name["options"]) == ("g", False, "text", [])
    assert (kind["type"], kind["options"], kind["aliases"], kind["minimum"]) == (
        "choice",
        choice["options"],
        ["种类"],
        0,
    )
    assert name.keys() - {"enabled"} == FIELD_ATTRIBUTES - {"merged"}  # follows from moves


def test_a_rule_is_given_what_it_needs_and_nothing_else():
    rule = {
        "rule": "old_enough",
        "severity": "warn",
        "path": "g.x",
        "age": 0,
        "codes": ["1"],
        "label": "说明",
    }
    empty = {"rule": "value_not_in", "severity": "block", "path": "", "codes": []}
    assert list(plain_rules(category(rules=[rule, empty]).rules)) == [
        {"rule": "old_enough", "severity": "warn", "with": {"path": "g.x", "age": 0}},
        {"rule": "value_not_in", "severity": "block", "with": {}},
    ]
