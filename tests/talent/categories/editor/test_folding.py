"""A folded field sends its state; what is read of it is what its inputs would have sent."""

import json

import pytest
from django.core.exceptions import SuspiciousOperation
from django.utils.datastructures import MultiValueDict

from talent.categories.editor.blocks import FieldBlock, FieldsBlock
from talent.categories.models import Category


def field(**values):
    block = FieldBlock()
    block.set_name("choice")
    return block, block.to_python({"key": "kind", "label": "种类", **values})


def read(block, state):
    """What the server makes of a posted state."""
    posted = MultiValueDict({"x-json": [json.dumps(state)]})
    return block.clean(block.value_from_datadict(posted, {}, "x"))


def test_no_part_of_a_field_has_the_name_of_the_state():
    assert "json" not in FieldBlock.base_blocks


@pytest.mark.django_db
def test_every_carried_field_comes_back_as_it_was():
    stored = [
        field
        for category in Category.objects.all()
        for group in category.groups
        for field in group.value["fields"]
    ]
    assert len(stored) > 400
    for child in stored:
        state = child.block.get_form_state(child.value)
        assert (
            child.block.get_prep_value(read(child.block, state)).items()
            >= {
                name: value
                for name, value in child.block.get_prep_value(child.value).items()
                if name not in ("options", "aliases")
            }.items()
        )
        assert [dict(each) for each in read(child.block, state)["options"]] == [
            dict(each) for each in child.value["options"]
        ]
        assert list(read(child.block, state)["aliases"]) == list(child.value["aliases"])


def test_the_state_of_a_browser_is_read_as_well():
    block, value = field(minimum=0, open=True, options=[{"code": "1", "label": "甲"}], aliases=["乙"])
    state = block.get_form_state(value) | {"required": ["submit"], "minimum": "3", "derive": [""]}
    found = read(block, state)
    assert (found["required"], found["minimum"], found["open"], found["filterable"]) == (
        "submit",
        3,
        True,
        False,
    )
    assert ([each["label"] for each in found["options"]], list(found["aliases"])) == (["甲"], ["乙"])


def test_a_stream_of_a_state_is_read_by_its_types():
    block = FieldsBlock(FieldsBlock.registered)
    value = block.to_python([{"type": "date", "value": {"key": "born", "label": "出生"}}])
    state = block.get_form_state(value)
    posted = MultiValueDict(
        {
            "x-count": ["1"], "x-0-deleted": [""], "x-0-order": ["0"], "x-0-type": ["date"], "x-0-id": ["a"],
            "x-0-value-json": [json.dumps(state[0]["value"])],
        }
    )  # fmt: skip
    (found,) = block.value_from_datadict(posted, {}, "x")
    assert (found.block_type, found.id, found.value["key"]) == ("date", "a", "born")


def test_a_field_of_the_editor_always_has_an_id():
    block = FieldsBlock(FieldsBlock.registered)
    value = block.to_python(
        [{"type": "date", "value": {"key": "born"}}, {"type": "date", "value": {"key": "died"}, "id": "b"}]
    )
    first, second = (each["id"] for each in block.get_form_state(value))
    assert (bool(first), second) == (True, "b")


@pytest.mark.parametrize("state", ["", "{", "[]", "7", '{"options": 7}', '{"options": [7]}', "[" * 100_000])
def test_what_no_editor_sends_is_refused(state):
    block, _ = field()
    with pytest.raises(SuspiciousOperation):
        block.value_from_datadict(MultiValueDict({"x-json": [state]}), {}, "x")
