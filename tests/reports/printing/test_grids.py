"""A grid of labels and values: every text in its cell, once and in order, however long, however many."""

import io
from itertools import pairwise

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reports.printing.boxes import box_rows
from reports.printing.documents import Orientation, SheetBox, SheetColumn, SheetField, SheetGrid, SheetTable
from reports.printing.grids import PHOTO_HEIGHT, grid_rows
from reports.printing.render import render_sheet
from tests.reports.printing.samples import RARE, read, sheet, squeezed

WIDTH = 453.0
LONG = "主持完成灌区节水改造工程设计3项，参与编制地方标准1项(DB15/T0000—2020)。" * 110  # 5,000 characters
FORM = (
    SheetField("姓名", RARE),
    SheetField("性别", "女"),
    SheetField("出生年月", "1987年5月"),
    SheetField("身份证件号码", "152502198507260014", one_line=True),
    SheetField("电子邮箱", "a.very.long.address.of.someone@renminyiyuan.example.cn", address=True),
    SheetField("工作单位", "内蒙古自治区人力资源和社会保障厅人力资源公共服务中心锡林郭勒分中心", width=2),
    SheetField("主要业绩", LONG, width=3, running=True),
    SheetField("备注", "无"),
)


def form(*fields, photo=None, tables=()):
    grid = SheetGrid(fields or FORM, photo=photo, photo_label="照片" if photo == b"" else "")
    return sheet(head=(), foot=(), annex="", tables=(grid, *tables), orientation=Orientation.PORTRAIT)


def strays(page):
    """Characters over a line of the frame, or over another character."""
    upright = [line for line in page.lines if line["width"] < 0.01]
    level = [line for line in page.lines if line["height"] < 0.01]
    found = []
    for char in page.words_in_table():
        x0, x1 = char["x0"] + 0.01, char["x1"] - 0.01
        middle = page.height - char["matrix"][5] - 0.38 * char["size"]
        top, bottom = middle - char["size"] / 2, middle + char["size"] / 2
        over = any(x0 < line["x0"] < x1 and line["top"] < middle < line["bottom"] for line in upright)
        over |= any(top < line["top"] < bottom and line["x0"] < x1 and x0 < line["x1"] for line in level)
        if over or not page.upright()[0] <= x0 <= x1 <= page.upright()[-1]:
            found.append(char["text"])
    chars = sorted(page.words_in_table(), key=lambda char: (round(char["matrix"][5], 1), char["x0"]))
    return found + [
        one["text"] + two["text"]
        for one, two in pairwise(chars)
        if abs(one["matrix"][5] - two["matrix"][5]) < 1 and two["x0"] < one["x1"] - 0.01 < two["x1"]
    ]


def text_of(pages):
    return "".join(page.text[: -len(f"—{number}—")] for number, page in enumerate(pages, start=1))


def text_in(cell):
    return "".join(run.text for line in cell.block.lines for run in line.runs)


def picture(width=295, height=413):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#3a6ea5").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize("photo", [None, b"", picture()], ids=["no box", "empty box", "photo"])
def test_every_text_stands_in_its_cell_and_comes_back_in_reading_order(photo):
    pages = read(render_sheet(form(photo=photo)).pdf)

    said = "".join(field.label + field.value for field in FORM)
    text = text_of(pages).replace("照片", "")
    assert squeezed(said).replace("主要业绩", "") in text.replace("主要业绩", "")  # repeated on each page
    assert [strays(page) for page in pages] == [[]] * len(pages)


def test_a_photo_stands_in_the_box_at_the_right_of_the_first_lines():
    rendered = render_sheet(form(photo=picture(), tables=())).pdf

    with pdfplumber.open(io.BytesIO(rendered)) as pdf:
        (image,) = pdf.pages[0].images
        lines = [line for line in pdf.pages[0].lines if line["width"] < 0.01]
    right = max(line["x0"] for line in lines)
    assert image["x1"] < right < image["x1"] + 8
    assert round(image["width"] / image["height"], 2) == round(295 / 413, 2)
    assert 95 < image["height"] < PHOTO_HEIGHT


def test_a_long_text_goes_on_under_its_own_band_and_the_frame_is_closed_on_every_page():
    pages = read(render_sheet(form()).pdf)

    assert len(pages) > 2
    assert all(page.text.startswith("主要业绩") for page in pages[1:-1])
    for page in pages:
        outer = [line for line in page.lines if round(line["linewidth"], 2) == 1.2]
        assert sum(line["height"] < 0.01 for line in outer) == 2
        assert sum(line["width"] < 0.01 for line in outer) == 2


def test_forty_entries_repeat_the_band_and_the_labels():
    columns = (SheetColumn("起止年月", one_line=True), SheetColumn("工作单位"), SheetColumn("职务"))
    rows = tuple(
        (f"{1980 + number}.01", f"鄂尔多斯市示例中心医院第{number}分院", "工程师") for number in range(40)
    )
    work = SheetTable(columns, rows, caption="工作经历")

    pages = read(render_sheet(form(*FORM[:3], tables=(work,))).pdf)

    assert len(pages) > 1
    assert all(page.text.startswith("工作经历起止年月工作单位职务") for page in pages[1:])
    together = text_of(pages).replace("工作经历起止年月工作单位职务", "")
    assert squeezed("".join("".join(row) for row in rows)) in together
    assert [strays(page) for page in pages] == [[]] * len(pages)


def test_what_would_be_too_small_to_read_takes_more_places():
    (page,) = read(render_sheet(form(*FORM[:5], photo=b"")).pdf)

    number = [
        char for char in page.chars if char["text"] in "0123456789" and char["fontname"].endswith("Regular")
    ]
    assert min(char["size"] for char in number) >= 8


@given(
    st.lists(
        st.builds(
            SheetField,
            label=st.text("项目名称编号", min_size=1, max_size=9),
            value=st.text("值，。a1 ", max_size=60) | st.just(LONG[:600]),
            width=st.integers(1, 3),
            one_line=st.booleans(),
            running=st.booleans(),
        ),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_any_fields_stand_once_each_and_in_order(fields, boxed):
    rows = grid_rows(SheetGrid(tuple(fields), photo=b"" if boxed else None), WIDTH)

    texts = [text_in(cell) for row in rows for cell in row.cells]
    said = "".join(field.label + field.value for field in fields)
    assert squeezed("".join(texts)) == squeezed(said)
    assert all(abs(row.edges[-1] - WIDTH) < 0.01 for row in rows)
    assert all(cell.block.width <= cell.width + 0.01 for row in rows for cell in row.cells)


def test_the_boxes_to_sign_stay_together_and_have_no_lines_inside():
    boxes = (SheetBox("本人签字", ("年　月　日",)), SheetBox("填报单位意见", ("(盖章)", "年　月　日")))
    rows = box_rows(boxes, WIDTH)

    assert [row.kept for row in rows] == [True] * (len(rows) - 1) + [False]
    assert {row.bare for row in rows[:-1]} == {(0.0, WIDTH)}
    texts = [[text_in(cell) for cell in row.cells] for row in rows]
    assert texts == [["本人签字", "填报单位意见"], [], ["", "(盖章)"], ["年　月　日", "年　月　日"]]
    assert box_rows((), WIDTH) == []
