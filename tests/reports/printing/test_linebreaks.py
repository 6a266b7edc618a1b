"""The rules of line breaking, stated over any text rather than over chosen ones."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.printing.linebreaks import NEVER_FIRST, NEVER_LAST, break_lines, is_space, joins

HAN = "内蒙古自治区人才信息库"
ALPHABET = HAN + "，。、）》”（《“—… abz019-@.é\u0301\u3000"
texts = st.text(ALPHABET, max_size=80)
widths = st.integers(min_value=1, max_value=12)


def broken(text, width):
    """The spans of `text` where a Chinese character is 1 wide and any other half of it."""
    return break_lines(text, [advance(char) for char in text], width)


def advance(char):
    return 0.0 if joins(char) else 1.0 if char in HAN else 0.5


def shown(text, width):
    return [text[span.start : span.end] for span in broken(text, width)]


@given(texts, widths)
def test_nothing_but_spaces_between_the_lines_is_lost(text, width):
    spans = broken(text, width)

    between = [text[one.end : two.start] for one, two in pairwise(spans)]
    assert all(is_space(char) for gap in [*between, text[spans[-1].end :]] for char in gap)
    assert spans[0].start == 0


@given(texts, widths)
def test_no_line_is_wider_than_the_width(text, width):
    assert all(sum(map(advance, line)) <= width for line in shown(text, width))


@given(texts, widths)
def test_no_line_begins_with_closing_punctuation_unless_nothing_else_was_possible(text, width):
    spans = broken(text, width)

    for before, span in pairwise(spans):
        if not before.forced:
            assert text[span.start] not in NEVER_FIRST


@given(texts, widths)
def test_no_line_ends_with_opening_punctuation_unless_nothing_else_was_possible(text, width):
    for span in broken(text, width)[:-1]:
        if not span.forced and span.end > span.start:
            assert text[span.end - 1] not in NEVER_LAST


@given(texts, widths)
def test_words_and_numbers_are_whole_unless_wider_than_a_line(text, width):
    spans = broken(text, width)

    for before, span in pairwise(spans):
        inside = before.end == span.start
        latin = inside and all(char.isascii() for char in (text[before.end - 1], text[span.start]))
        assert not latin or before.forced


@given(st.lists(st.text("内蒙古abz019-", min_size=1, max_size=6), max_size=8))
def test_a_break_is_forced_only_where_a_part_is_wider_than_the_line(parts):
    assert not any(span.forced for span in broken(" ".join(parts), 6))


@given(st.lists(st.sampled_from(["e\u0301", "a\u0308\u0301", "中", "x"]), max_size=20), widths)
def test_a_mark_stays_with_its_character(clusters, width):
    assert not any(joins(line[0]) for line in shown("".join(clusters), width) if line)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("内蒙古，人才", 3, ["内蒙", "古，人", "才"]),
        ("内蒙（人才）库", 3, ["内蒙", "（人才）", "库"]),
        ("内蒙古——人才", 4, ["内蒙古——", "人才"]),
        ("电话0471-6612345转", 6, ["电话", "0471-6612345", "转"]),
        ("a  b", 1, ["a", "b"]),
        ("abcdefg", 2, ["abcd", "efg"]),
        ("内蒙古 ，人才", 3, ["内蒙", "古 ，人", "才"]),
        ("古琴·蒙古", 2.5, ["古琴·", "蒙古"]),
        ("", 3, [""]),
    ],
)
def test_lines_are_as_a_typesetter_would_have_them(text, width, lines):
    assert shown(text, width) == lines


def test_ten_thousand_marks_on_one_character_are_one_line():
    text = "e" + "\u0301" * 10_000

    assert shown(text, 3) == [text]
