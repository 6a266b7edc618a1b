"""What an address or a form gives as the number of a row is one, or nothing."""

import pytest

from talent.security.service import row_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("856", 856), ("9" * 18, 10**18 - 1)]
    + [(each, None) for each in ("", "-1", "1.0", " 1", "٣", "³", "9" * 19, "1\0")],
)
def test_a_number_of_a_row_is_digits_alone_and_as_long_as_the_database_takes(text, number):
    assert row_number(text) == number
