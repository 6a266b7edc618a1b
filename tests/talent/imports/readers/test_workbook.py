"""Cells of an xlsx become text that says exactly what stands in them."""

import io
import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.imports.readers import Kind, Spread, Unreadable, read
from talent.imports.readers.archive import check_archive
from talent.imports.readers.parsing import parse
from tests.talent.imports.workbooks import sheet, table, workbook


def rows_of(data):
    return list(read(io.BytesIO(data), "名单.xlsx"))


def cells_of(data):
    return {cell.address: (cell.text, cell.kind) for row in rows_of(data) for cell in row.cells}


def test_a_cell_knows_its_sheet_and_its_place_as_the_user_sees_them():
    (row,) = rows_of(workbook(sheet({"C5": "姓名"})))
    (cell,) = row.cells

    assert (row.sheet, row.number) == ("表1", 5)
    assert tuple(cell) == ("表1", 5, 3, "姓名", Kind.TEXT, Spread.OWN)
    assert cell.address == "C5"


def test_long_numbers_keep_all_their_digits_and_say_when_the_office_program_lost_some():
    data = workbook(
        sheet(
            {
                "A1": 18318862657,
                "B1": "1.8318862657E10",
                "C1": '<c r="C1"><v>1.52502197803014E+17</v></c>',
                "D1": "152502197803014702",
                "E1": 999999999999999,
                "F1": 1000000000000000,
            }
        )
    )

    assert cells_of(data) == {
        "A1": ("18318862657", Kind.NUMBER),
        "B1": ("1.8318862657E10", Kind.TEXT),
        "C1": ("152502197803014000", Kind.ROUNDED),
        "D1": ("152502197803014702", Kind.TEXT),
        "E1": ("999999999999999", Kind.NUMBER),
        "F1": ("1000000000000000", Kind.ROUNDED),
    }


def test_other_values_are_text_as_people_write_them():
    data = workbook(
        sheet(
            {
                "A1": 12345678.25,
                "B1": -3,
                "C1": 0.30000000000000004,
                "D1": '<c r="D1" t="b"><v>1</v></c>',
                "E1": '<c r="E1" t="e"><v>#N/A</v></c>',
                "F1": "  两边有空格\n换行 ",
                "G1": '<c r="G1"><v>NaN</v></c>',
                "H1": '<c r="H1" t="str"><f>A1</f><v>算出的</v></c>',
            }
        )
    )

    assert cells_of(data) == {
        "A1": ("12345678.25", Kind.NUMBER),
        "B1": ("-3", Kind.NUMBER),
        "C1": ("0.3", Kind.NUMBER),
        "D1": ("TRUE", Kind.TRUTH),
        "F1": ("两边有空格\n换行", Kind.TEXT),
        "G1": ("nan", Kind.NUMBER),
        "H1": ("算出的", Kind.TEXT),
    }


SERIAL_OF_1984_03_01 = 30742


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        (14, "1984-03-01"),
        (31, "1984-03-01"),
        (58, "1984-03-01"),
        ("yyyy-mm-dd", "1984-03-01"),
        ('[$-804]yyyy"年"m"月"d"日";@', "1984-03-01"),
        (17, "1984-03"),
        (57, "1984-03"),
        ('yyyy"年"m"月";@', "1984-03"),
        ("yyyy.mm", "1984-03"),
        (r"yyyy\-mm", "1984-03"),
        ('yyyy"年"', "1984"),
    ],
)
def test_a_date_cell_is_as_exact_as_it_shows(number_format, text):
    data = workbook(sheet({"B2": (SERIAL_OF_1984_03_01, 1)}), styles=[number_format])

    assert cells_of(data) == {"B2": (text, Kind.DATE)}


def test_a_date_with_a_time_keeps_it_and_midnight_is_none():
    cells = {"A1": (30742.5, 1), "B1": '<c r="B1" t="d"><v>2012-05-25T00:00:00</v></c>'}

    assert cells_of(workbook(sheet(cells), styles=["yyyy-mm-dd hh:mm"])) == {
        "A1": ("1984-03-01 12:00:00", Kind.DATE),
        "B1": ("2012-05-25", Kind.DATE),
    }


def test_coarse_dates_are_found_far_into_a_large_sheet():
    numbers = random.Random(1)
    cells = {f"A{row}": f"{numbers.getrandbits(20_000):x}" for row in range(1, 1000)}
    cells["AB1000"] = (SERIAL_OF_1984_03_01, 1)

    assert cells_of(workbook(sheet(cells), styles=[57]))["AB1000"] == ("1984-03", Kind.DATE)


def test_a_workbook_without_styles_is_read():
    assert cells_of(workbook(sheet({"A1": "姓名"}), styles_part=None)) == {"A1": ("姓名", Kind.TEXT)}


def test_visible_sheets_come_in_order_and_hidden_ones_not_at_all():
    data = workbook(
        table(["甲"]), table(["词表"]), table(), table(["乙"], ["丙"]), states=("", "hidden", "", "")
    )

    assert [(row.sheet, row.number, row.cells[0].text) for row in rows_of(data)] == [
        ("表1", 1, "甲"),
        ("表4", 1, "乙"),
        ("表4", 2, "丙"),
    ]


def test_rows_and_cells_without_text_are_left_out():
    data = workbook(table(["甲", " ", "乙"], [None, ""], [" "], ["丙"]))

    assert [(row.number, [cell.address for cell in row.cells]) for row in rows_of(data)] == [
        (1, ["A1", "C1"]),
        (4, ["A4"]),
    ]


def test_merged_cells_give_their_text_to_all_that_they_cover():
    data = workbook(
        sheet(
            {"A1": "学历", "A2": "全日制", "B2": "在职", "C2": "蒙医科", "A3": "本科"},
            merged=["A1:B1", "C2:C3"],
        )
    )

    assert [[(cell.address, cell.text, cell.spread) for cell in row.cells] for row in rows_of(data)] == [
        [("A1", "学历", Spread.OWN), ("B1", "学历", Spread.ACROSS)],
        [("A2", "全日制", Spread.OWN), ("B2", "在职", Spread.OWN), ("C2", "蒙医科", Spread.OWN)],
        [("A3", "本科", Spread.OWN), ("C3", "蒙医科", Spread.DOWN)],
    ]


def test_reading_may_stop_at_any_row():
    rows = read(io.BytesIO(workbook(table(*([f"第{number}行"] for number in range(500))))), "名单.xlsx")

    assert next(rows).cells[0].text == "第0行"
    rows.close()


@pytest.mark.parametrize(
    "far",
    [
        {"A1": "甲", "XFD1048576": "乙"},
        {"A1": "甲", "A99999999": "乙"},
        {"A1": "甲", "AML1": "乙"},
    ],
    ids=["last cell", "row beyond every sheet", "column 1026"],
)
def test_a_few_bytes_that_ask_for_a_huge_sheet_are_refused(far):
    with pytest.raises(Unreadable, match="工作表太大"):
        rows_of(workbook(sheet(far)))


def test_one_long_text_shared_by_all_cells_is_refused_and_not_unfolded():
    cells = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 100_001))
    body = sheet({}).replace("<sheetData></sheetData>", f"<sheetData>{cells}</sheetData>")
    shared = f"<sst><si><t>{'长' * 30_000}</t></si></sst>"

    with pytest.raises(Unreadable, match="工作表太大"):
        rows_of(workbook(body, extra=[("xl/sharedStrings.xml", shared)]))


def test_a_workbook_with_nonsense_inside_is_refused_as_damaged():
    with pytest.raises(Unreadable, match="文件已损坏"):
        rows_of(workbook("<worksheet><sheetData><row r="))
    with pytest.raises(Unreadable, match="文件已损坏"):
        rows_of(workbook(table(["甲"]), workbook="not XML"))


WHOLE = workbook(sheet({"A1": "姓名", "B1": (30742, 1), "A2": 1.5}, merged=["A2:B2"]), styles=[57])


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=20))
def test_whatever_bytes_are_spoilt_the_file_is_read_or_refused(changes):
    spoilt = bytearray(WHOLE)
    for at, byte in changes:
        spoilt[at] = byte

    try:
        check_archive(bytes(spoilt))
    except Unreadable:
        return
    *_, last = parse(bytes(spoilt))
    assert last in ({"end": True}, {"refused": "damaged"}, {"refused": "too_large"})


def test_a_parser_that_cannot_even_start_is_no_fault_of_the_file(monkeypatch):
    monkeypatch.setattr(
        "talent.imports.readers.workbook._COMMAND", (sys.executable, "-c", "import no_such_module")
    )

    with pytest.raises(RuntimeError, match="the parsing process could not start, exit status 1"):
        rows_of(WHOLE)
