import re

import pytest

from reports.printing.numbers import ALPHABET, new_number, read_number, shown

NUMBER = "0123456789ABCDEF"


def checked(number):
    return number + next(one + two for one in ALPHABET for two in ALPHABET if read_number(number + one + two))


def test_numbers_are_eighteen_characters_and_never_come_twice():
    made = {new_number() for _time in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{18}", number) for number in made)


def test_a_number_is_printed_in_three_groups():
    assert shown("ABCDEF012345GHJKMN") == "ABCDEF-012345-GHJKMN"


@pytest.mark.parametrize(
    "written",
    [
        lambda number: number,
        lambda number: shown(number).lower(),
        lambda number: f"  {shown(number).replace('-', ' ')} ",
        lambda number: shown(number).replace("-", "—"),
        lambda number: number.replace("0", "O").replace("1", "l"),
        lambda number: "".join(chr(ord(char) + 0xFEE0) for char in number),
    ],
    ids=["plain", "small letters", "spaces", "dashes", "letters like digits", "full width"],
)
def test_a_number_is_read_however_it_is_written(written):
    number = checked(NUMBER)
    assert read_number(written(number)) == number


def test_any_wrong_character_and_any_two_swapped_ones_are_noticed():
    number = checked(NUMBER)
    wrong = [number[:at] + char + number[at + 1 :] for at in range(18) for char in ALPHABET]
    swapped = [number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(17)]
    assert {read_number(each) for each in (*wrong, *swapped)} == {"", number}
    assert [each for each in wrong if read_number(each)] == [number] * 18


@pytest.mark.parametrize("typed", ["", "1", "U" * 18, "0" * 17, "x" * 100_000, "\0" * 18, "' OR 1=1 --"])
def test_what_is_no_number_is_read_as_nothing(typed):
    assert read_number(typed) == ""
