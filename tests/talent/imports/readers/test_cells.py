"""Places are named as in an office program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.imports.readers import address


@pytest.mark.parametrize(
    ("column", "name"),
    [(1, "A12"), (26, "Z12"), (27, "AA12"), (702, "ZZ12"), (703, "AAA12"), (16384, "XFD12")],
)
def test_a_cell_is_named_by_letters_and_number(column, name):
    assert address(12, column) == name


@given(st.integers(1, 16384), st.integers(1, 16384))
def test_two_columns_never_share_a_name(one, other):
    assert (address(1, one) == address(1, other)) is (one == other)
