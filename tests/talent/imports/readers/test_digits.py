"""Numbers never become scientific notation."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.imports.readers import Kind
from talent.imports.readers.digits import digits_of, is_scientific


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_of_up_to_fifteen_digits_come_back_exactly(number):
    assert digits_of(float(number)) == (str(number), Kind.NUMBER)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_written_in_plain_digits_and_means_the_same(number):
    text, kind = digits_of(number)

    assert set(text) <= set("-.0123456789")
    assert float(text) == pytest.approx(number, rel=1e-14)
    assert kind is (Kind.ROUNDED if abs(Decimal(number)) >= 10**15 else Kind.NUMBER)


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_what_is_no_number_is_text(number):
    assert digits_of(number) == (str(number), Kind.NUMBER)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1.52502E+17", True),
        ("1E+17", True),
        ("1.5e+17", True),
        ("1.5E17", False),
        ("15E+17", False),
        ("A+", False),
    ],
)
def test_numbers_shortened_by_an_office_program_are_known(text, known):
    assert is_scientific(text) is known
