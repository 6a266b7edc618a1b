import pytest
from django.utils.translation import override

from reports.printing.unshown import MOST_AT_FOOT, code_of, foot_note, name_character


@pytest.mark.parametrize(
    ("char", "name"), [("ᠮ", "ᠮ（U+182E）"), ("\u202e", "U+202E"), ("\0", "U+0000"), ("𱁬", "𱁬（U+3106C）")]
)
def test_a_character_is_named_so_that_an_operator_can_find_it(char, name):
    assert name_character(char) == name
    assert code_of(name) == ord(char)


@pytest.mark.parametrize(
    ("chars", "note"),
    [
        ("", ""),
        ("\U00031fffᠮ\U00031fff", "缺字(打印为□，请手工补写)：U+31FFF、U+182E"),
        (
            [chr(0x31F00 + n) for n in range(MOST_AT_FOOT + 2)],
            f"缺字(打印为□，请手工补写)：{'、'.join(f'U+31F{n:02X}' for n in range(MOST_AT_FOOT))} 等 10 个",
        ),
    ],
)
def test_the_foot_names_each_missing_character_once_and_counts_the_many(chars, note):
    with override("zh-hans"):
        assert foot_note(list(chars)) == note
