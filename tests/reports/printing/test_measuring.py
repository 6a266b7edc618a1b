"""A paragraph measured once breaks as the rules of line breaks say, in any width."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.printing.linebreaks import break_lines
from reports.printing.measuring import Paragraph
from reports.printing.text import glyphs
from reports.printing.typefaces import Role

TEXTS = st.text("内蒙古，。（）—…ab01- \u3000\u0301", max_size=30)


def measured(text):
    return Paragraph(text, glyphs(text, Role.SONG))


def plain(text, width):
    return break_lines(text, [glyph.advance for glyph in glyphs(text, Role.SONG)], width)


@settings(deadline=None)  # the first example loads the fonts
@given(TEXTS, st.floats(1, 20))
def test_lines_are_those_of_the_rules_in_any_width(text, width):
    assert measured(text).spans(width) == plain(text, width)


@settings(deadline=None)
@given(TEXTS, st.floats(1, 20))
def test_the_count_is_that_of_the_lines_unless_something_must_be_broken(text, width):
    paragraph, spans = measured(text), plain(text, width)
    fits = paragraph.widest <= width
    assert paragraph.count(width) == (len(spans) if fits else 0)
    assert fits is not any(span.forced for span in spans) or not fits


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("王强", [("王强", "song")]),
        ("王ө强", [("王", "song"), ("ө", "other"), ("强", "song")]),
        ("", []),
    ],
)
def test_a_part_is_drawn_as_neighbours_of_one_face(text, runs):
    paragraph, song = measured(text), glyphs("王", Role.SONG)[0].face
    found = paragraph.runs(0, len(text))
    if "ө" in text and len(found) == 1:
        pytest.skip("the face has this letter")
    assert [(part, "song" if face == song else "other") for face, part in found] == runs


def test_a_character_without_a_glyph_is_named_once():
    assert measured("甲\U00031fff乙\U00031fff").missing == ("\U00031fff",)
