"""The bookmarks of a file, as a reader finds them."""

import io
from dataclasses import replace

import pypdf

from reports.printing.documents import (
    SheetColumn,
    SheetDocument,
    SheetField,
    SheetGrid,
    SheetLook,
    SheetTable,
)
from reports.printing.outline import LONGEST
from reports.printing.render import render_file, render_sheet
from tests.reports.printing.samples import person, sheet

JOBS = SheetTable((SheetColumn("单位"), SheetColumn("职务")), (("示例厂", "焊工"),) * 60, caption="工作经历")
AWARDS = SheetTable((SheetColumn("名称"),), (("劳动模范",),), caption="获奖情况")


def form(**changes):
    plain = SheetDocument(
        title="技能人才登记表",
        tables=(SheetGrid((SheetField("姓名", "乌日娜"),)), JOBS, AWARDS),
        opening="基本信息",
        bookmark="乌日娜",
    )
    return replace(plain, **changes)


def outline_of(rendered):
    """(title, page counted from 0, top) of each bookmark, those of sections in a list behind their sheet."""
    reader = pypdf.PdfReader(io.BytesIO(rendered.pdf))

    def told(entries):
        return [
            told(each)
            if isinstance(each, list)
            else (each.title, reader.get_destination_page_number(each), each.get("/Top"))
            for each in entries
        ]

    return told(reader.outline)


def titles(found):
    return [titles(each) if isinstance(each, list) else each[0] for each in found]


def test_the_sections_of_each_sheet_stand_below_its_own_bookmark():
    found = titles(outline_of(render_file([form(), sheet(person(1), bookmark="斯琴·图雅 𠅤"), form()])))

    sections = ["基本信息", "工作经历", "获奖情况"]
    assert found == ["乌日娜", sections, "斯琴·图雅 𠅤", "乌日娜", sections]


def test_a_section_that_goes_on_over_pages_has_one_bookmark_where_it_begins():
    rendered = render_sheet(form(bookmark=""))
    title, (opening, jobs, awards) = outline_of(rendered)

    assert title[:2] == ("技能人才登记表", 0)
    assert (opening[1], jobs[1]) == (0, 0)
    assert awards[1] == len(pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages) - 1 > 0
    assert opening[2] > jobs[2]


def test_a_bookmark_leads_to_where_the_words_of_its_section_stand():
    rendered = render_sheet(form())
    places = {title: (page, top) for title, page, top in outline_of(rendered)[1]}
    found = {}
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages):

        def seen(text, _matrix, at, *_font, number=number):
            for title in places:
                if title in text:
                    found.setdefault(title, (number, at[5]))

        page.extract_text(visitor_text=seen)
    assert found.keys() == {"工作经历", "获奖情况"}
    for title, (number, base) in found.items():
        page, top = places[title]
        assert page == number
        assert 0 < top - base < 24, title


def test_the_bookmarks_of_one_sheet_are_open_and_those_of_many_folded():
    for documents, counts in (([form()], (4, 3)), ([form(), form()], (2, -3))):
        root = pypdf.PdfReader(io.BytesIO(render_file(documents).pdf)).trailer["/Root"]["/Outlines"]
        assert (root["/Count"], root["/First"]["/Count"]) == counts


def test_a_strange_name_is_a_bookmark_on_one_line_and_not_without_end():
    table = replace(AWARDS, caption="获\n奖\u200b(<b>情况</b>)\\)")
    found = titles(outline_of(render_sheet(form(tables=(table,), bookmark="长" * 5000))))

    assert found == ["长" * (LONGEST - 1) + "…", ["获 奖(<b>情况</b>)\\)"]]


def test_a_title_that_an_administrator_gave_is_that_of_file_and_bookmark():
    rendered = render_sheet(form(bookmark="", look=SheetLook(title="技能人才信息采集表")))

    assert titles(outline_of(rendered))[0] == "技能人才信息采集表"
    assert pypdf.PdfReader(io.BytesIO(rendered.pdf)).metadata.title == "技能人才信息采集表"
