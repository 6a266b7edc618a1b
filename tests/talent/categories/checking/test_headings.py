"""The columns that tell who somebody is are called so, and no other column is."""

import pytest

from tests.talent.categories.checking.test_sealing import OPEN, refusals


def taken(word, label):
    return [("g.x", f"“{word}”已是“{label}”在导入表里的叫法，表头会认错，请改用别的名称或叫法。")]


@pytest.mark.parametrize("label", ["姓名", "姓 名*"])
def test_a_second_column_of_that_name_is_refused(label):
    assert refusals({**OPEN, "label": label}) == taken(label, "姓名")


@pytest.mark.parametrize("alias", ["姓名", "证件号码"])
def test_another_column_that_also_goes_by_that_name_is_refused(alias):
    assert refusals({**OPEN, "aliases": [alias]}) == taken(alias, alias)
    assert refusals({**OPEN, "aliases": [alias]}, repeat=True) == taken(alias, alias)


@pytest.mark.parametrize("aside", [{"in_template": False}, {"fixed": True, "derive": "unit.name"}])
def test_what_is_no_column_may_be_called_anything(aside):
    assert refusals({**OPEN, "label": "姓名", **aside}) == []


def test_the_name_of_a_field_with_rows_gives_way_and_is_let_be():
    assert refusals({**OPEN, "label": "姓名"}, repeat=True) == []
