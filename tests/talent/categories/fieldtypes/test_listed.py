"""How a form asks for what is chosen from a list."""

import pytest

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.definition import Field
from talent.categories.fieldtypes import type_of


def table(count, *, tree, is_open=False):
    """A list of so many codes, all under the first where it is a tree."""
    codes = [CodeEntry("0", "类", choosable=not tree)]
    codes += [CodeEntry(str(n), f"第{n}", parent="0" if tree else "") for n in range(1, count)]
    return CodeTable("t", tuple(codes), is_open)


def control(kind, known):
    field = Field(key="f", type=kind, label="字段", group="g", code_list="t")
    return type_of(field).input(field, {"t": known}, "zh-hans").control


@pytest.mark.parametrize(
    ("count", "tree", "chosen", "ticked"),
    [
        (60, True, "select", "checkboxes"),
        (61, True, "combo", "combo"),
        (61, False, "select", "checkboxes"),
        (200, False, "select", "checkboxes"),
        (201, False, "combo", "combo"),
    ],
)
def test_a_long_list_is_typed_and_a_tree_sooner_than_a_flat_one(count, tree, chosen, ticked):
    known = table(count, tree=tree)
    assert (control("choice", known), control("multichoice", known)) == (chosen, ticked)


def test_a_long_tree_offers_its_codes_with_the_way_to_them_and_not_its_headings():
    field = Field(key="f", type="choice", label="字段", group="g", code_list="t")
    asked = type_of(field).input(field, {"t": table(80, tree=True)}, "zh-hans")
    assert (len(asked.choices), {each.above for each in asked.choices}) == (79, {("类",)})
