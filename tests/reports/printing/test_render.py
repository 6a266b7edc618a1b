"""Sheets as they come out, read back from the PDF."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pdfplumber
import pytest

from reports.printing.documents import (
    Align,
    Orientation,
    SheetColumn,
    SheetLine,
    SheetTable,
)
from reports.printing.render import render_sheet
from tests.reports.printing.samples import (
    COLUMNS,
    DATE_BLANK,
    RARE,
    UNIT,
    middle,
    person,
    read,
    sheet,
    squeezed,
    texts_of,
)

HEADER = squeezed("".join(column.label for column in COLUMNS))
A4 = (595.28, 841.89)
MARGIN = 25 * 72 / 25.4

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext") or not shutil.which("pdffonts"), reason="poppler-utils is not installed"
)

HOSTILE = {
    "5,000 characters": "内蒙古，（自治区）；" * 500,
    "a word without end": "x" * 5000,
    "control and bidirectional characters": "\x00\x1b[31m\u202e<b>&\u2066" * 300,
    "10,000 combining marks": "e" + "\u0301" * 10_000,
    "mark-up": "<b>&amp;</b><para><font size=99>" * 50,
    "blank lines": "\n" * 5000,
    "closing punctuation only": "，" * 5000,
    "no font has it": "\U00031fff" * 2000,
}


def people(count):
    return [person(number) for number in range(1, count + 1)]


def poppler(program, pdf, tmp_path, *options):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    arguments = [*options, str(path)] + (["-"] if program == "pdftotext" else [])
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def cell_of(page, char):
    """The cell that the middle of a character stands in: left, right, top, bottom."""
    edges, levels = page.upright(), page.levels()
    centre = (char["x0"] + char["x1"]) / 2
    left, right = next(pair for pair in pairwise(edges) if pair[0] < centre < pair[1])
    top, bottom = next(pair for pair in pairwise(levels) if pair[0] < middle(char) < pair[1])
    return left, right, top, bottom


def strays(page):
    """The characters of the table that reach over an edge of their cell."""
    found = []
    for char in page.words_in_table():
        left, right, top, bottom = cell_of(page, char)
        half = char["size"] / 2
        inside = left <= char["x0"] and char["x1"] <= right
        if not inside or middle(char) - half < top - 0.01 or middle(char) + half > bottom + 0.01:
            found.append(char["text"])
    return found


def overlapping(page):
    """Pairs of characters of the table that are drawn over each other."""
    chars = sorted(page.words_in_table(), key=lambda char: (round(middle(char), 1), char["x0"]))
    return [
        one["text"] + two["text"]
        for one, two in pairwise(chars)
        if abs(middle(one) - middle(two)) < 1 and two["x0"] < one["x1"] - 0.01
    ]


def test_every_text_comes_back_in_reading_order():
    document = sheet(*people(3))

    (page,) = read(render_sheet(document).pdf)

    assert page.text == squeezed(
        "".join(
            [
                "附件",
                "内蒙古人才信息库负责人员登记表",
                f"填报单位(盖章)：{UNIT}填表日期：2026年11月23日",
                *texts_of(document.tables[0]),
                "填表人：乌日娜单位负责人(签字)：联系电话：0479-8100003",
                "—1—",
            ]
        )
    )


def test_nothing_reaches_out_of_its_cell_or_over_another_text():
    unit, address = (
        "内蒙古自治区人力资源和社会保障厅人力资源公共服务中心",
        "a.very.long.name@rsj.example.gov.cn",
    )
    long = person(9, c1=unit, c11=address)
    pages = read(render_sheet(sheet(*people(8), long)).pdf)

    assert [strays(page) for page in pages] == [[]] * len(pages)
    assert [overlapping(page) for page in pages] == [[]] * len(pages)


def test_numbers_stand_on_one_line_each():
    rows = people(4)
    (page, *_) = read(render_sheet(sheet(*rows)).pdf)

    cells = {}
    for char in page.words_in_table():
        cells.setdefault(cell_of(page, char), []).append(char)
    heights = {
        "".join(char["text"] for char in chars): {round(middle(char)) for char in chars}
        for chars in cells.values()
    }
    wanted = [row[at] for row in rows for at, column in enumerate(COLUMNS) if column.one_line]
    assert {text: len(heights[text]) for text in wanted} == dict.fromkeys(wanted, 1)


def test_a_long_address_takes_nothing_from_names_posts_and_units():
    address = "a.very.long.address.of.someone@renminyiyuan.example.cn"
    plain = {"c1": "锡林浩特市人民医院", "c6": "人事科", "c7": "副院长", "c10": "", "c12": "", "c11": address}
    (page,) = read(render_sheet(sheet(person(1, c3="䶮㛃𬭚𠅤", **plain), person(2, **plain))).pdf)

    cells = {}
    for char in page.words_in_table():
        cells.setdefault(cell_of(page, char), []).append(char)
    found = {"".join(char["text"] for char in chars): chars for chars in cells.values()}
    on_one_line = ("䶮㛃𬭚𠅤", "副院长", "人事科", "0479-8100001")
    assert [len({round(middle(char)) for char in found[text]}) for text in on_one_line] == [1] * 4
    smallest = {text: min(char["size"] for char in chars) for text, chars in found.items()}
    assert {text for text, size in smallest.items() if size < 8} == set()
    edges = page.upright()
    assert edges[12] - edges[11] <= 0.18 * (edges[-1] - edges[0])
    assert address in found


def test_forty_rows_repeat_the_header_and_number_the_pages():
    document = sheet(*people(40))

    pages = read(render_sheet(document).pdf)

    assert len(pages) > 2
    assert all(page.text.startswith(HEADER) for page in pages[1:])
    assert [page.text[-3:] for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]
    together = "".join(page.text[:-3].replace(HEADER, "") for page in pages)
    assert squeezed("".join("".join(row) for row in document.tables[0].rows)) in together


def test_the_frame_is_closed_on_every_page():
    pages = read(render_sheet(sheet(*people(40))).pdf)

    for page in pages:
        edges, levels = page.upright(), page.levels()
        outer = [line for line in page.lines if round(line["linewidth"], 2) == 1.2]
        level = sorted(round(line["top"], 2) for line in outer if line["height"] < 0.01)
        upright = sorted(round(line["x0"], 2) for line in outer if line["width"] < 0.01)
        assert (level, upright) == ([levels[0], levels[-1]], [edges[0], edges[-1]])
        assert {round(line["linewidth"], 2) for line in page.lines} == {0.6, 1.2}


def test_everything_stays_inside_the_margins_but_the_page_number():
    for page in read(render_sheet(sheet(*people(40))).pdf):
        body = page.chars[: -len(f"— {1} —")]
        assert min(char["x0"] for char in body) >= MARGIN - 0.01
        assert max(char["x1"] for char in body) <= page.width - MARGIN + 0.01
        assert max(page.levels()) <= page.height - MARGIN + 0.01


def test_an_empty_sheet_keeps_its_blank_rows_and_the_places_to_write():
    document = sheet(
        blank_rows=8,
        head=(SheetLine("填报单位(盖章)"), SheetLine("填表日期", "", DATE_BLANK)),
        foot=(SheetLine("填表人"),),
    )

    (page,) = read(render_sheet(document).pdf)

    assert len(page.levels()) == 10
    assert page.text == squeezed(
        f"附件内蒙古人才信息库负责人员登记表填报单位(盖章)：填表日期：年月日{HEADER}填表人：—1—"
    )
    assert len([line for line in page.lines if 90 < line["width"] < 110]) == 2


def test_the_signatures_are_never_alone_on_a_page():
    for count in range(4, 10):
        last = read(render_sheet(sheet(*people(count))).pdf)[-1]
        assert "填表人：" in last.text
        assert len(last.levels()) >= 3


PLACES = ("cell", "one line", "head", "title", "label")
#: Each value in one place quickly; everywhere under `slow`.
ATTACKS = [
    pytest.param(
        value,
        place,
        id=f"{name} in {place}",
        marks=() if place == PLACES[number % len(PLACES)] else pytest.mark.slow,
    )
    for number, (name, value) in enumerate(HOSTILE.items())
    for place in PLACES
]


@pytest.mark.parametrize(("value", "place"), ATTACKS)
def test_a_hostile_value_prints_on_few_pages_and_disturbs_no_other(value, place):
    row = person(2, **{"cell": {"c12": value}, "one line": {"c1": value}}.get(place, {}))
    document = sheet(person(1), row, person(3))
    if place == "head":
        document = replace(document, head=(SheetLine("填报单位", value), document.head[1]))
    if place == "title":
        document = replace(document, title=value)
    if place == "label":
        columns = (replace(COLUMNS[0], label=value), *COLUMNS[1:])
        document = replace(document, tables=(replace(document.tables[0], columns=columns),))

    rendered = render_sheet(document)

    assert len(rendered.pdf) < 400_000
    pages = read(rendered.pdf)
    assert len(pages) < 20
    text = "".join(page.text for page in pages)
    assert "person3@example.gov.cn" in text
    assert "联系电话：0479-8100003" in text
    assert not [char for char in text if char in "\0\x1b\u202e\u2066"]


def test_a_long_value_is_printed_to_its_last_character():
    value = "".join(chr(0x4E00 + number) for number in range(5000))

    pages = read(render_sheet(sheet(person(1, c12=value))).pdf)

    assert value in "".join(page.text.replace(HEADER, "")[: -len("—1—")] for page in pages)
    assert [strays(page) for page in pages] == [[]] * len(pages)


def test_a_draft_says_so_across_each_page_and_a_finished_sheet_does_not():
    finished, draft = (read(render_sheet(sheet(*people(20), draft=flag)).pdf) for flag in (False, True))

    assert [page.text.startswith("草稿") for page in draft] == [True] * len(draft)
    assert [page.text.removeprefix("草稿") for page in draft] == [page.text for page in finished]


def test_a_missing_character_is_reported_by_name_and_marked():
    rendered = render_sheet(sheet(person(1, c3="王\U00031fff"), person(2, c3="\u202e李")))

    assert rendered.missing == ("\U00031fff（U+31FFF）", "U+202E")
    (page,) = read(rendered.pdf)
    assert "王□" in page.text
    assert "□李" in page.text
    assert "缺字(打印为□，请手工补写)：U+31FFF、U+202E" in page.text


def test_the_note_on_missing_characters_stands_on_their_page_alone():
    rendered = render_sheet(sheet(*people(39), person(40, c3="王\U00031fff")))
    noted = ["缺字" in page.text for page in read(rendered.pdf)]
    assert noted == [False] * (len(noted) - 1) + [True]
    assert len(noted) > 1


def test_nothing_is_missing_where_every_character_has_a_glyph():
    assert render_sheet(sheet(*people(4), person(5, c3="𱁬"))).missing == ()


def test_the_same_sheet_gives_the_same_bytes():
    document = sheet(*people(3), draft=True, as_of=datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC))

    assert render_sheet(document) == render_sheet(document)


def test_the_file_says_what_it_is():
    document = sheet(person(1), as_of=datetime(2026, 11, 23, 4, 5, 6, tzinfo=UTC))

    with pdfplumber.open(io.BytesIO(render_sheet(document).pdf)) as pdf:
        metadata, language = pdf.metadata, pdf.doc.catalog["Lang"]

    assert (metadata["Title"], metadata["Author"]) == (document.title, UNIT)
    assert metadata["CreationDate"] == metadata["ModDate"] == "D:20261123040506Z"
    assert language == b"zh-hans"


def test_no_path_of_the_machine_stands_in_the_file():
    pdf = render_sheet(sheet(person(1))).pdf

    assert b"printing" not in pdf
    assert b".ttf" not in pdf


def test_the_page_lies_or_stands_as_asked():
    pages = [
        read(render_sheet(sheet(orientation=orientation)).pdf)[0]
        for orientation in (Orientation.PORTRAIT, Orientation.LANDSCAPE)
    ]

    assert [(round(page.width, 2), round(page.height, 2)) for page in pages] == [A4, A4[::-1]]


def test_a_sheet_with_two_tables_has_a_caption_and_a_header_for_each():
    tables = tuple(
        SheetTable((SheetColumn("姓名"), SheetColumn("职务")), (("甲", "乙"),), caption=caption)
        for caption in ("负责人", "经办人")
    )

    (page,) = read(render_sheet(sheet(tables=tables, head=(), foot=(), annex="")).pdf)

    assert page.text == "内蒙古人才信息库负责人员登记表负责人姓名职务甲乙经办人姓名职务甲乙—1—"


def test_a_sheet_without_a_table_prints_its_entries():
    (page,) = read(render_sheet(sheet(tables=(), foot=())).pdf)

    assert page.text.endswith(f"填报单位(盖章)：{UNIT}填表日期：2026年11月23日—1—")


@pytest.mark.parametrize("rows", [(("甲",),), (("甲", "乙", "丙"),)])
def test_a_row_that_does_not_fit_the_columns_is_refused(rows):
    with pytest.raises(ValueError, match="one text for each"):
        SheetTable((SheetColumn("姓名"), SheetColumn("职务")), rows)


@needs_poppler
def test_another_reader_gives_the_rare_names_back(tmp_path):
    text = poppler("pdftotext", render_sheet(sheet(*people(3))).pdf, tmp_path, "-raw")

    assert RARE in squeezed(text)
    assert "斯琴·图雅" in squeezed(text)
    assert "person3@example.gov.cn" in text


@needs_poppler
def test_every_font_is_embedded_as_a_subset_with_its_text(tmp_path):
    listing = poppler("pdffonts", render_sheet(sheet(*people(3), draft=True)).pdf, tmp_path)

    fonts = [line.split() for line in listing.splitlines()[2:]]
    assert {font[0].partition("+")[2] for font in fonts} == {
        "NotoSerifSC-Regular",
        "NotoSansSC-Medium",
        "NotoSerifSC-Black",
        "RencaiKai-Regular",
    }
    assert {tuple(font[-5:-2]) for font in fonts} == {("yes", "yes", "yes")}


def test_no_page_has_the_last_row_of_a_table_alone():
    columns = (SheetColumn("序号", 0.5, one_line=True), SheetColumn("姓名", 2))
    alone = []
    for count in range(10, 26):
        rows = tuple((str(number), "乌日娜") for number in range(count))
        document = replace(sheet(), annex="", foot=(), tables=(SheetTable(columns, rows),))
        pages = read(render_sheet(document).pdf)
        alone += [len(pages)] if min(page.text.count("乌日娜") for page in pages) < 2 else []
    assert (alone, len(pages)) == ([], 2)


def test_a_chart_stands_whole_on_one_page_and_figures_end_under_each_other():
    rows = tuple((f"地区{number}", str(10**number), "") for number in range(7))
    columns = (
        SheetColumn("地区", 1),
        SheetColumn("人数", 1, Align.FIGURES, one_line=True),
        SheetColumn("图示", 3),
    )
    chart = SheetTable(columns, rows, caption="各地区", bars=(0.5,) * 7)
    before = SheetTable(columns[:1], (("行",),) * 20)
    pdf = render_sheet(replace(sheet(), tables=(before, chart), orientation=Orientation.PORTRAIT)).pdf
    with pdfplumber.open(io.BytesIO(pdf)) as read_back:
        words = [page.extract_words() for page in read_back.pages]
    figures = [
        word for page in words for word in page if set(word["text"]) <= {"0", "1"} and 80 < word["top"] < 740
    ]
    assert [sum("地区" in word["text"] for word in page) for page in words] == [0, 8]  # with the caption
    assert {round(word["x1"], 1) for word in figures} == {round(figures[-1]["x1"], 1)}
