"""The line above the pages of a sheet, read back from the file."""

from dataclasses import replace

from reports.printing.render import render_sheet
from tests.reports.printing.samples import person, read, sheet

MANY = sheet(*(person(number) for number in range(40)))


def texts(document):
    return [page.running for page in read(render_sheet(document).pdf)]


def test_each_page_that_goes_on_says_of_what_and_whom_and_which_of_how_many_it_is():
    first, *others = texts(replace(MANY, title="登记表", whose="乌日娜 · 设计院"))
    assert others
    assert first == f"第1页，共{1 + len(others)}页"
    for number, text in enumerate(others, start=2):
        assert text == f"第{number}页，共{1 + len(others)}页登记表·乌日娜·设计院"


def test_a_sheet_of_one_page_has_no_such_line():
    (text,) = texts(sheet(person(1)))
    assert text == ""


def test_without_a_person_the_author_is_named():
    assert all(
        "花名册·示例设计院" in each for each in texts(replace(MANY, title="花名册", author="示例设计院"))[1:]
    )
