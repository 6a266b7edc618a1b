import pytest

from talent.security.cells import harmless_cell


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_a_text_that_begins_like_a_formula_stays_text(sign):
    assert harmless_cell(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("value", ["苏和", "", "a=1", "‘=1", -5, 12.5, None])
def test_every_other_value_is_left_as_it_is(value):
    assert harmless_cell(value) == value
