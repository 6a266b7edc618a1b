"""A csv is read whatever program wrote it."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talent.imports.readers import Kind, Unreadable, read

# Text of lists: no control characters, no lone surrogates, and not the marks of long digits.
TEXT = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="'=\""), min_size=1, max_size=8
)
ODD_TEXT = st.text(st.sampled_from('甲乙,;\t"\n ·䶮𬭚x'), max_size=6)


def texts_of(data):
    rows = read(io.BytesIO(data), "名单.csv")
    return {cell.address: cell.text for row in rows for cell in row.cells}


def written(table, *, delimiter=",", encoding="utf-8", quoting=csv.QUOTE_ALL):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(table)
    return stream.getvalue().encode(encoding)


def expected(table):
    return {
        f"{chr(ord('A') + column)}{row}": text.strip()
        for row, texts in enumerate(table, start=1)
        for column, text in enumerate(texts)
        if text.strip()
    }


def tables(text):
    return st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(text, min_size=width, max_size=width), min_size=1, max_size=6)
    )


@given(tables(TEXT), st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_a_table_comes_back_from_every_encoding_and_separator(table, delimiter, encoding):
    data = written(table, delimiter=delimiter, encoding=encoding)
    assume(encoding != "gb18030" or not _is_utf8(data) or data.isascii())

    assert texts_of(data) == expected(table)


@given(tables(ODD_TEXT), st.sampled_from(",;\t"))
def test_separators_quotes_and_line_ends_inside_cells_stay_inside(table, delimiter):
    data = written(table, delimiter=delimiter)
    assume(data.strip())

    assert texts_of(data) == expected(table)


def _is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_commas_inside_a_list_separated_by_tabs_do_not_mislead():
    assert texts_of("姓名\t备注\n苏和\t内科,护理部\n布仁\t外科\n".encode("gb18030")) == {
        "A1": "姓名",
        "B1": "备注",
        "A2": "苏和",
        "B2": "内科,护理部",
        "A3": "布仁",
        "B3": "外科",
    }


def test_rows_count_as_the_office_program_shows_them():
    data = '花名册\n\n姓名,备注\n苏和,"两\n行"\n布仁,\n'.encode()

    assert [(row.number, [cell.text for cell in row.cells]) for row in read(io.BytesIO(data), "a.csv")] == [
        (1, ["花名册"]),
        (3, ["姓名", "备注"]),
        (4, ["苏和", "两\n行"]),
        (5, ["布仁"]),
    ]


def test_rare_characters_of_names_are_read_from_gb_18030():
    assert texts_of("姓名,民族\n李䶮,汉族\n刘𠅤,汉族\n".encode("gb18030"))["A2"] == "李䶮"


def test_marks_that_keep_long_digits_as_text_are_taken_off():
    data = "证件号码,手机,备注\n=\"15250219780301470X\",'13800000000,'好'\n".encode()

    assert texts_of(data) == {
        "A1": "证件号码",
        "B1": "手机",
        "C1": "备注",
        "A2": "15250219780301470X",
        "B2": "13800000000",
        "C2": "'好'",
    }


def test_a_number_that_the_office_program_shortened_is_known_as_rounded():
    (_, row) = read(io.BytesIO("姓名,证件号码\n苏和,1.52502E+17\n".encode()), "a.csv")

    assert [(cell.text, cell.kind) for cell in row.cells] == [
        ("苏和", Kind.UNTYPED),
        ("1.52502E+17", Kind.ROUNDED),
    ]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe" + "姓名,性别".encode("utf-16-le"), b"a,b\x00", b"\xff\xff\xff,\xff"]
)
def test_bytes_that_are_no_text_of_a_known_encoding_are_refused(data):
    with pytest.raises(Unreadable, match="文件的文字编码无法识别。"):
        texts_of(data)


def test_a_quotation_mark_that_is_never_closed_names_its_row():
    with pytest.raises(Unreadable, match="第 3 行附近的引号没有成对或内容过长"):
        texts_of('姓名,备注\n苏和,好\n布仁,"没有\n其其格,好\n'.encode())


@pytest.mark.parametrize("data", [b"a," * 10_000, b"a,b\n" * 20 + b"," * 1_000])
def test_more_than_a_thousand_columns_are_refused(data):
    with pytest.raises(Unreadable, match="最多 1048576 行、1000 列"):
        texts_of(data)


def test_more_rows_than_a_worksheet_has_are_refused(monkeypatch):
    monkeypatch.setattr("talent.imports.readers.limits.ROWS", 3)

    assert len(texts_of(b"a,b\n" * 3)) == 6
    with pytest.raises(Unreadable, match="最多 3 行"):
        texts_of(b"a,b\n" * 4)
