"""Mongolian titles: joined letters, in columns from left to right, copied as they were typed."""

import io
from dataclasses import asdict, replace

import pdfplumber
import pytest
from django.core.exceptions import ValidationError

from reports.printing.documents import Orientation, SheetLook
from reports.printing.forms import mongolian_of
from reports.printing.layout import MARGIN, compose
from reports.printing.looks import read_look
from reports.printing.mongolian import (
    LARGEST,
    LONGEST,
    MOST_COLUMNS,
    SMALLEST,
    TooLong,
    is_mongolian,
    set_columns,
    shape,
)
from reports.printing.render import render_file, render_sheet
from reports.printing.sketching import sketch
from tests.reports.printing.samples import person, sheet
from tests.reports.printing.test_render import needs_poppler, poppler

WORD = "ᠮᠣᠩᠭᠣᠯ"
TITLE = "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠠᠪᠢᠶᠠᠰᠲᠠᠨ\u202fᠤ ᠮᠡᠳᠡᠭᠡᠯ\u202fᠦᠨ ᠬᠥᠮᠥᠷᠭᠡ"
CHINESE = "内蒙古人才信息库负责人员登记表"


def bilingual(mongolian=TITLE, **changes):
    return replace(sheet(person(1), **changes), look=SheetLook(mongolian=mongolian))


def glyphs(text):
    return [glyph for glyph, _across, _up in shape(text).glyphs]


def read(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return [page.extract_text() for page in file.pages]


def test_letters_of_a_word_take_other_forms_than_alone():
    alone = [glyph for letter in WORD for glyph in glyphs(letter)]
    assert set(glyphs(WORD)).isdisjoint(alone)
    assert glyphs("ᠠᠠᠠ")[0] != glyphs("ᠠᠠᠠ")[1] != glyphs("ᠠᠠᠠ")[2]


@pytest.mark.parametrize(("sign", "name"), [("\u180b", "FVS"), ("\u180e", "MVS"), ("\u202f", "NNBSP")])
def test_the_signs_that_choose_forms_do_so(sign, name):
    assert glyphs(f"ᠭᠠ{sign}ᠠ") != glyphs("ᠭᠠᠠ"), name


def test_every_letter_has_an_outline_as_long_as_its_line():
    strip = shape(WORD)
    across = [number for step, numbers in strip.outline if step != "h" for number in numbers[::2]]
    assert {step for step, _numbers in strip.outline} == {"m", "l", "c", "h"}
    assert -100 <= min(across) < max(across) <= strip.length * 1000 + 100


def test_a_short_text_is_one_column_a_longer_one_shrinks_and_then_takes_several():
    short, longer, long = set_columns(WORD), set_columns(f"{WORD} {WORD}"), set_columns(TITLE)
    assert (len(short.strips), short.size) == (1, LARGEST)
    assert (len(longer.strips), SMALLEST <= longer.size < LARGEST) == (1, True)
    assert 1 < len(long.strips) <= MOST_COLUMNS
    assert all(each.height <= LONGEST for each in (short, longer, long))
    assert " ".join(strip.text for strip in long.strips) == TITLE


def test_no_column_begins_with_a_case_ending_and_columns_are_as_equal_as_words_allow():
    columns = set_columns(TITLE)
    assert not [strip.text for strip in columns.strips if strip.text.startswith("ᠤᠨ")]
    equal = set_columns(" ".join([WORD] * 8))
    assert len({len(strip.text) for strip in equal.strips}) == 1


@pytest.mark.parametrize("text", [" ".join([WORD] * 40), WORD * 9])
def test_what_has_no_room_is_refused(text):
    with pytest.raises(TooLong):
        set_columns(text)
    with pytest.raises(ValidationError, match="太长"):
        mongolian_of(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{WORD}人", "第 7 个字符是 人（U+4EBA），不是传统蒙古文"),
        (f"{WORD}\u202e", "第 7 个字符是 U+202E，不是传统蒙古文"),
        ("Монгол", "第 1 个字符是 М（U+041C），不是传统蒙古文"),
        (f"{WORD}\u181f", "第 7 个字符是 U+181F，不是传统蒙古文"),
        (f"{WORD}2", "第 7 个字符是 2（U+0032），不是传统蒙古文"),
        ("᠀ ᠂", "里面没有字母"),
        ("\u180b\u202f", "里面没有字母"),
    ],
)
def test_other_scripts_and_texts_without_letters_are_refused_with_the_place(text, said):
    with pytest.raises(ValidationError) as refused:
        mongolian_of(text)
    assert said in refused.value.messages[0]


def test_what_is_typed_is_kept_with_single_spaces():
    assert mongolian_of(f"  {TITLE.replace(' ', '   ')} ") == TITLE
    assert (mongolian_of(""), mongolian_of("   ")) == ("", "")
    assert all(map(is_mongolian, "ᠠᢀ᠐᠂\u180b\u180e\u202f (·)"))


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("mongolian", [WORD, TITLE])
def test_the_columns_stand_left_of_the_title_within_the_margins(orientation, mongolian):
    document = bilingual(mongolian, orientation=orientation, annex="")
    (page,) = compose(document, mark="")[:1]
    ((left, top, columns),) = page.uprights
    hidden, title = page.words[:2]
    assert (hidden.hidden, title.hidden) == (True, False)
    assert left >= MARGIN
    assert left + columns.width < title.x
    assert title.x + title.line.width <= page.width - MARGIN + 0.01
    assert top - columns.height < title.y < top <= page.height - MARGIN
    assert hidden.y > title.y + title.size
    first_line_below = max(words.y + words.size for words in page.words[2:])
    assert first_line_below < top - columns.height


def test_a_long_chinese_title_wraps_beside_the_columns():
    (page,) = compose(bilingual(title=CHINESE * 3, orientation=Orientation.PORTRAIT), mark="")[:1]
    ((left, _top, columns),) = page.uprights
    titles = [words for words in page.words if words.size >= 16 and not words.hidden and words.x > left + 9]
    assert len(titles) > 1
    assert min(words.x for words in titles) > left + columns.width


def test_the_text_is_copied_once_before_the_chinese_title():
    text = " ".join(read(render_sheet(bilingual()).pdf)[0].split())
    copied = " ".join(TITLE.split())
    assert text.count(copied) == 1
    assert text.index("附件") < text.index(copied) < text.index(CHINESE)
    assert render_sheet(bilingual()).missing == ()


@needs_poppler
def test_pdftotext_gives_it_back_in_its_order_and_its_face_is_embedded(tmp_path):
    pdf = render_sheet(bilingual()).pdf
    for options in ([], ["-raw"], ["-layout"]):
        text = " ".join(poppler("pdftotext", pdf, tmp_path, *options).split())
        assert " ".join(TITLE.split()) in text, options
    faces = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    (face,) = [line.split() for line in faces if "Mongolian" in line]
    assert face[-5:-2] == ["yes", "yes", "yes"]


def test_a_title_is_drawn_once_in_a_file_of_many_sheets():
    one, many = (render_file([bilingual()] * count).pdf for count in (1, 4))
    other = render_file([bilingual(), bilingual(WORD)]).pdf
    assert [pdf.count(b"/Subtype /Form") for pdf in (one, many, other)] == [1, 1, 2]
    assert all(" ".join(TITLE.split()) in " ".join(text.split()) for text in read(many))


def test_a_sheet_without_it_is_the_same_file_as_before_there_was_one():
    old = {name: value for name, value in asdict(SheetLook()).items() if name != "mongolian"}
    plain = render_sheet(sheet(person(1))).pdf
    assert render_sheet(replace(sheet(person(1)), look=read_look(old))).pdf == plain
    assert [word in plain for word in (b"Mongolian", b"/Subtype /Form")] == [False, False]


def test_the_preview_draws_the_outlines_turned_and_no_hidden_text():
    pages = compose(bilingual(), mark="")
    drawn = sketch(pages)
    ((_left, _top, columns),) = pages[0].uprights
    assert drawn.count("<path ") == len(columns.strips)
    assert f'transform="matrix(0 {columns.size / 1000} {columns.size / 1000} 0 ' in drawn
    assert "ᠮ" not in drawn
