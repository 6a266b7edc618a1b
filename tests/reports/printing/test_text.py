import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.printing.text import harmless, narrowest, set_on_one_line, set_paragraphs, width_of
from reports.printing.typefaces import BUNDLED, Role


def lines_of(block):
    return ["".join(run.text for run in line.runs) for line in block.lines]


def song(text, width=100, **options):
    return set_paragraphs(text, role=Role.SONG, size=10, width=width, **options)


def test_text_is_never_read_as_markup():
    assert lines_of(song("<b>&amp;</b>")) == ["<b>&amp;</b>"]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("一\n \n\n\n二", "一\n\n二"),
        ("一\t二", "一 二"),
        ("零\u200b宽\ufeff\u00ad", "零宽"),
        ("葛\U000e0100城", "葛城"),
        ("\u202e反向", "\u202e反向"),
        ("", ""),
    ],
)
def test_only_characters_without_effect_are_left_out(raw, kept):
    assert harmless(raw) == kept


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\u200f", "\ud800"])
def test_a_control_character_is_shown_as_a_mark_and_named(char):
    block = song(f"甲{char}乙")

    assert (lines_of(block), block.missing) == (["甲□乙"], (char,))


def test_a_character_that_no_font_has_is_shown_as_a_mark_and_named_once():
    block = song("甲\U00031fff乙\U00031fff")

    assert (lines_of(block), block.missing) == (["甲□乙□"], ("\U00031fff",))


def test_a_character_that_the_role_lacks_comes_from_another_face():
    block = set_paragraphs("王䲜", role=Role.KAI, size=10, width=100)

    runs = block.lines[0].runs
    assert [(run.face, run.text) for run in runs] == [
        (f"printing:{BUNDLED[Role.KAI]}", "王"),
        (f"printing:{BUNDLED[Role.HEI]}", "䲜"),
    ]
    assert block.missing == ()


def test_a_paragraph_keeps_its_size_and_breaks():
    block = song("内蒙古自治区人才", width=40)

    assert (block.size, lines_of(block)) == (10, ["内蒙古自", "治区人才"])
    assert (block.width, block.height) == (40, 26)


def test_a_paragraph_shrinks_until_its_lines_suffice():
    block = song("内蒙古自治区人才", width=40, minimum=5, lines=1)

    assert (block.size, lines_of(block)) == (5, ["内蒙古自治区人才"])


def test_a_paragraph_shrinks_rather_than_breaking_a_number():
    block = song("0471-6612345", width=50, minimum=5)

    assert lines_of(block) == ["0471-6612345"]
    assert 5 <= block.size < 10
    assert block.width <= 50


def test_balanced_lines_leave_no_character_alone():
    assert lines_of(song("分管领导同志们", width=60)) == ["分管领导同志", "们"]
    assert lines_of(song("分管领导同志们", width=60, balanced=True)) == ["分管领导", "同志们"]


def test_one_line_shrinks_to_the_width():
    block = set_on_one_line("person@example.gov.cn", role=Role.SONG, size=10, width=80, minimum=6)

    assert lines_of(block) == ["person@example.gov.cn"]
    assert 75 < block.width <= 80


def test_one_line_is_broken_only_below_the_smallest_size():
    block = set_on_one_line("呼和浩特" * 10, role=Role.SONG, size=10, width=120, minimum=6)

    assert (block.size, lines_of(block)) == (6, ["呼和浩特" * 5, "呼和浩特" * 5])


def test_line_ends_in_one_line_become_spaces():
    assert lines_of(set_on_one_line("甲\n乙", role=Role.SONG, size=10, width=80, minimum=6)) == ["甲 乙"]


def test_the_first_lines_of_a_block_can_be_split_off():
    first, rest = song("内蒙古自治区人才", width=20).split(1)

    assert (lines_of(first), lines_of(rest)) == (["内蒙"], ["古自", "治区", "人才"])


@settings(deadline=None)  # the first example loads the fonts
@given(st.text(max_size=60), st.integers(8, 200))
def test_any_text_can_be_set_and_is_no_wider_than_asked(text, width):
    block = song(text, width=width, minimum=6, lines=3)

    assert block.width <= max(width, 1.1 * block.size) + 0.01
    assert 6 <= block.size <= 10


@settings(deadline=None)  # the first example loads the fonts
@given(st.text("内蒙古自治区，。（）ab01 ", min_size=1, max_size=30), st.integers(1, 3))
def test_the_narrowest_width_is_enough_for_its_lines(text, lines):
    width = narrowest(text, role=Role.SONG, size=10, lines=lines)

    assert len(song(text, width=width).lines) <= lines
    assert width <= width_of(text, role=Role.SONG, size=10)
