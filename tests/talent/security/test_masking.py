import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.security.masking import mask


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("id_number", "152502197206284702", "152502********4702"),
        ("id_number", "E12345678", "E********"),
        ("phone", "13800001234", "138****1234"),
        ("phone", "8228123", "8******"),
        ("email", "zhang@example.cn", "z***@example.cn"),
        ("email", "zhang", "z***"),
        ("name", "乌日娜", "乌**"),
        ("other", "一二三四五六七八九十甲乙", "一********"),
        ("other", "a", "*"),
        ("phone", "8", "*"),
        ("id_number", "", ""),
        ("phone", "", ""),
        ("email", "", ""),
        ("other", "", ""),
    ],
)
def test_a_value_shows_only_its_ends(kind, text, shown):
    assert mask(kind=kind, text=text) == shown


@given(text=st.text(alphabet="0123456789X", min_size=1, max_size=30))
def test_a_number_of_any_length_hides_at_least_one_character(text):
    for kind in ("id_number", "phone", "passport"):
        assert "*" in mask(kind=kind, text=text)
