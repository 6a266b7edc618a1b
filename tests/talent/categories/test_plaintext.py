import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.plaintext import is_blank, plain_digits, plain_text
from talent.categories.problems import Refused


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  苏和\n", "苏和"),
        ("\ufeff \u200b苏\u200b和 \ufeff", "苏和"),
        ("斯琴·图雅", "斯琴·图雅"),
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ"),
        ("第一行\n第二行", "第一行\n第二行"),
        (12, "12"),
    ],
)
def test_text_keeps_what_can_be_seen(typed, text):
    assert plain_text(typed) == text


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("a\x00b", "control_character"),
        ("a\u202eb", "control_character"),
        ("a\udfffb", "control_character"),
        ("\ue234", "private_script"),
        ("\ue34f", "private_script"),
        (["a"], "not_a_row"),
        ({"a": "b"}, "not_a_row"),
    ],
)
def test_text_that_nobody_could_see_or_keep_is_refused(typed, key):
    with pytest.raises(Refused) as refused:
        plain_text(typed)
    assert refused.value.key == key


@given(st.text())
def test_plain_text_read_again_is_itself_and_a_database_takes_it(typed):
    try:
        text = plain_text(typed)
    except Refused:
        return
    assert plain_text(text) == text
    assert b"\x00" not in text.encode()


def test_digits_of_full_width_are_ordinary_ones():
    assert plain_digits(" １２．５－Ｘ ") == "12.5-X"


@pytest.mark.parametrize(
    ("raw", "blank"),
    [
        (None, True),
        ("", True),
        (" \u3000\ufeff\u200b", True),
        ([], True),
        (["", None, {"text": " "}], True),
        ({}, True),
        ({"text": ""}, True),
        ("0", False),
        (0, False),
        (False, False),
        (["", "1"], False),
        ([[]], False),
        ({"text": "北京市"}, False),
        ({"text": [""]}, False),
        ({"name": ""}, False),
    ],
)
def test_blank_is_what_says_nothing(raw, blank):
    assert is_blank(raw) is blank
