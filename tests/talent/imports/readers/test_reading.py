"""The name and the content of a file must agree, and what cannot be read is said at the door."""

import io

import pytest

from talent.imports.readers import Unreadable, limits, read
from tests.talent.imports.workbooks import table, workbook

XLSX = workbook(table(["姓名", "性别"]))
CSV = "姓名,性别\n苏和,女\n".encode()
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def refusal(data, filename):
    with pytest.raises(Unreadable) as caught:
        read(io.BytesIO(data), filename)
    return str(caught.value)


def test_a_path_and_an_open_file_give_the_same_rows(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(CSV)

    assert list(read(path, "名单.CSV")) == list(read(io.BytesIO(CSV), "名单.csv"))


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
@pytest.mark.parametrize("filename", ["名单.csv", "名单.xlsx"])
def test_an_empty_file_is_refused(content, filename):
    assert refusal(content, filename) == "文件是空的。请选择填好的名单再上传。"


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 2 * limits.MIB)

    just_fits = b"a,b,c,d\n" * (2 * limits.MIB // 8)

    assert sum(1 for _ in read(io.BytesIO(just_fits), "名单.csv")) == 262_144
    assert refusal(just_fits + b"\n", "名单.csv") == "文件超过 2 MB。请拆成几个文件再上传。"


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (COMPOUND, "名单.xls", "不支持旧版表格格式"),
        (XLSX, "名单.xls", "不支持旧版表格格式"),
        (COMPOUND, "名单.et", "不支持旧版表格格式"),
        (COMPOUND, "名单.xlsx", "文件设有密码，或其实是旧版 .xls。"),
        (COMPOUND, "名单.csv", "文件设有密码，或其实是旧版 .xls。"),
        (XLSX, "名单.xlsm", "这种格式可能带宏，不能导入。"),
        (XLSX, "名单.XLSB", "这种格式可能带宏，不能导入。"),
        (XLSX, "名单.csv", "文件内容与扩展名 .csv 不符。"),
        (CSV, "名单.xlsx", "文件内容与扩展名 .xlsx 不符。"),
        (b"%PDF-1.7", "名单.xlsx", "文件内容与扩展名 .xlsx 不符。"),
        (b"%PDF-1.7", "名单.pdf", "只能导入 .xlsx 或 .csv 文件。"),
        (XLSX, "名单.ods", "只能导入 .xlsx 或 .csv 文件。"),
        (CSV, "名单", "只能导入 .xlsx 或 .csv 文件。"),
        (CSV, "csv", "只能导入 .xlsx 或 .csv 文件。"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(data, filename, sentence):
    text = refusal(data, filename)

    assert text.startswith(sentence)
    assert ".xlsx" in text
