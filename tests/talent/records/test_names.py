"""Names are found by what was typed, whatever the people's language and however rare the characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.orgs.service import scope_for
from talent.records.names import bigrams, pinyin_initials, search_terms
from talent.records.service import changes_visible_to, named

NAMES = st.text("乌日娜斯琴图雅䶮㛃𬭚𠅤·• ABab", max_size=12)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("斯琴·图雅", ["图", "图雅", "斯", "斯琴", "琴", "琴图", "雅"]),
        ("斯琴 • 图雅", ["图", "图雅", "斯", "斯琴", "琴", "琴图", "雅"]),
        ("䶮㛃", ["㛃", "䶮", "䶮㛃"]),
        ("𬭚𠅤", ["𠅤", "𬭚", "𬭚𠅤"]),
        ("Anna", ["a", "an", "n", "na", "nn"]),
        ("", []),
    ],
)
def test_a_name_is_indexed_by_its_pairs_and_characters_without_dots(name, expected):
    assert bigrams(name) == sorted(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("斯琴·图雅", ["图雅", "斯琴", "琴图"]),
        ("琴 图", ["琴图"]),
        ("𬭚", ["𬭚"]),
        ("𬭚𠅤", ["𬭚𠅤"]),
        ("·", []),
        ("", []),
    ],
)
def test_what_was_typed_is_looked_for_as_pairs_or_as_its_one_character(typed, expected):
    assert search_terms(typed) == sorted(expected)


@given(name=NAMES, start=st.integers(0, 12), end=st.integers(0, 12))
def test_every_part_of_a_name_finds_the_name(name, start, end):
    assert set(search_terms(name[start:end])) <= set(bigrams(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("斯琴·图雅", "sqty"),
        ("苏和", "sh"),
        ("䶮", "y"),
        ("Anna 2", "anna2"),
        ("·", ""),
        ("王" * 90, "w" * 72),
    ],
)
def test_the_initials_are_those_of_pinyin_and_fit_their_column(name, expected):
    assert pinyin_initials(name) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["斯琴·图雅", "图雅", "䶮㛃𬭚𠅤"]),
        ("图雅", ["斯琴·图雅", "图雅"]),
        ("斯琴图雅", ["斯琴·图雅"]),
        ("雅", ["斯琴·图雅", "图雅"]),
        ("㛃𬭚", ["䶮㛃𬭚𠅤"]),
        ("𠅤", ["䶮㛃𬭚𠅤"]),
        ("䶮𠅤", []),
        ("SQ", ["斯琴·图雅"]),
        ("ty", ["图雅"]),
        ("雅图", []),
    ],
)
def test_a_list_is_narrowed_to_the_names_that_match(register, typed, expected):
    for serial, name in enumerate(["斯琴·图雅", "图雅", "䶮㛃𬭚𠅤"], start=1):
        register.draft(serial, name)

    found = named(changes_visible_to(scope_for(register.clerk)), typed).order_by("pk")

    assert list(found.values_list("full_name", flat=True)) == expected
