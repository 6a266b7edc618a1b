"""Pages as pictures: where everything of the PDF is, and never markup that somebody typed."""

import re

from bs4 import BeautifulSoup
from django.utils.translation import override

from reports.printing.documents import Orientation, SheetDocument, SheetField, SheetGrid, SheetTable
from reports.printing.layout import compose
from reports.printing.sketching import sketch
from tests.reports.printing.samples import COLUMNS, person, sheet


def drawn(document):
    pages = compose(document, mark="")
    return pages, BeautifulSoup(sketch(pages), "html.parser").find_all("svg")


def test_every_page_is_a_picture_with_every_line_of_text_at_its_place():
    pages, pictures = drawn(sheet(*(person(number) for number in range(1, 40))))
    assert len(pictures) == len(pages) > 1
    for page, picture in zip(pages, pictures, strict=True):
        assert picture["viewbox"] == f"0 0 {page.width:.1f} {page.height:.1f}"
        shown = [words for words in page.words if words.line.runs]
        texts = picture.find_all("text")
        assert [each.get_text() for each in texts] == [
            "".join(run.text for run in words.line.runs) for words in shown
        ]
        for words, text in zip(shown, texts, strict=True):
            assert abs(float(text["x"]) - words.x) <= 0.05
            assert abs(page.height - float(text["y"]) - words.y) <= 0.05
            assert abs(float(text["textlength"]) - words.line.width) <= 0.1
        assert len(picture.find_all("line")) == len(page.strokes)


def test_pages_are_numbered_in_the_words_of_the_reader():
    document = sheet(*(person(number) for number in range(1, 40)))
    with override("en"):
        _pages, pictures = drawn(document)
    assert [re.sub(r"\D", "", each["aria-label"]) for each in pictures] == [
        str(number) for number in range(1, len(pictures) + 1)
    ]
    assert not re.search(r"[\u4e00-\u9fff]", pictures[0]["aria-label"])


def test_markup_that_was_typed_is_text():
    markup = "<script>alert(1)</script>&amp;"
    _pages, (picture,) = drawn(SheetDocument(title=markup, tables=(SheetTable(COLUMNS, blank_rows=1),)))
    assert (picture.find("script"), picture.find("text").get_text()) == (None, markup)


def test_bands_and_the_box_of_a_photo_are_rectangles_inside_the_page():
    grid = SheetGrid((SheetField("姓名", "乌日娜"),), caption="基本信息", photo=b"", photo_label="照片")
    document = SheetDocument(title="登记表", tables=(grid,), orientation=Orientation.PORTRAIT)
    (page,), (picture,) = drawn(document)
    boxes = picture.find_all("rect")
    assert len(boxes) == len(page.bands) + len(page.pictures) > 0
    for box in boxes:
        assert 0 <= float(box["y"]) <= float(box["y"]) + float(box["height"]) <= page.height


def test_each_role_has_a_family_and_the_title_is_bold():
    _pages, (picture,) = drawn(sheet(person(1)))
    families = {
        text.get_text(): (text["font-family"], text["font-weight"]) for text in picture.find_all("text")
    }
    assert families["内蒙古人才信息库负责人员登记表"] == ("serif", "bold")
    assert families["附件"] == ("sans-serif", "normal")
