"""The foot of an official sheet, read back from the file."""

import io
from dataclasses import replace

import pdfplumber
import segno

from reports.printing.numbers import new_number, shown
from reports.printing.render import render_sheet
from reports.printing.stamping import MASK
from tests.reports.printing.samples import person, read, sheet

NUMBER = new_number()
ADDRESS = f"https://rencai.example.gov.cn/verify/{NUMBER}/"


def official(*rows):
    return replace(sheet(*rows), number=NUMBER, digest="0123 4567 89AB CDEF", address=ADDRESS)


def pattern_of(page):
    """The dark modules of the code on a page, row by row from the top, as they were drawn."""
    bars = [each for each in page.rects if each["fill"]]
    left, top = min(each["x0"] for each in bars), min(each["top"] for each in bars)
    unit = min(each["height"] for each in bars)
    dark = set()
    for each in bars:
        row, column = round((each["top"] - top) / unit), round((each["x0"] - left) / unit)
        dark |= {(row, column + at) for at in range(round(each["width"] / unit))}
    return dark


def test_each_page_of_an_official_sheet_has_its_number_and_the_code_of_its_address():
    pdf = render_sheet(official(*(person(number) for number in range(1, 20)))).pdf
    code = segno.make_qr(ADDRESS, error="m", mask=MASK, boost_error=False)
    wanted = {(row, at) for row, line in enumerate(code.matrix) for at, dark in enumerate(line) if dark}

    with pdfplumber.open(io.BytesIO(pdf)) as file:
        pages = [("".join(page.extract_text().splitlines()[-3:]), pattern_of(page)) for page in file.pages]

    assert len(pages) > 1
    assert pages == [
        (f"核验编号 {shown(NUMBER)}— {at} —摘要 0123 4567 89AB CDEF", wanted)
        for at in range(1, len(pages) + 1)
    ]


def test_the_code_stands_in_the_margin_clear_of_everything():
    with pdfplumber.open(io.BytesIO(render_sheet(official(*(person(1),) * 30)).pdf)) as file:
        page = file.pages[0]
        bars = [each for each in page.rects if each["fill"]]
        lowest = max(line["bottom"] for line in page.lines)
        quiet = 4 * min(each["height"] for each in bars)
        assert min(each["top"] for each in bars) - lowest > quiet
        assert max(each["bottom"] for each in bars) < page.height - 14  # printers leave 5 mm white


def test_a_sheet_without_a_number_has_no_code():
    with pdfplumber.open(io.BytesIO(render_sheet(sheet(person(1))).pdf)) as file:
        assert file.pages[0].rects == []
    assert "核验编号" not in read(render_sheet(sheet(person(1))).pdf)[0].text
