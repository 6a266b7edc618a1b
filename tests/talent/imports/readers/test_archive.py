"""What is wrong with an archive is seen before a parser sees it."""

import io
import zipfile

import pytest

from talent.imports.readers import Unreadable, limits, read
from talent.imports.readers.archive import check_archive
from tests.talent.imports.workbooks import table, workbook

LIST = table(["姓名", "性别"], ["苏和", "女"])
ZEROS = b"0" * (2 * limits.MIB)


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read(io.BytesIO(data), "名单.xlsx")
    return str(caught.value)


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_plain_workbook_passes(packed):
    check_archive(workbook(LIST, packed=packed))


def test_a_part_that_inflates_beyond_the_ratio_is_refused():
    assert refusal(workbook(LIST, extra=[("xl/sharedStrings.xml", ZEROS)])) == (
        "文件展开后过大(上限 512 MB，且不超过压缩后的 100 倍)。"
        "请删去空白行列和多余格式，或拆成几个文件再上传。"
    )


def test_a_part_that_claims_to_be_small_is_measured_all_the_same():
    bomb = workbook(LIST, extra=[("xl/sharedStrings.xml", ZEROS)])
    true, claimed = len(ZEROS).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert bomb.count(true) == 2  # in the part's own header, and in the directory at the end

    assert "文件展开后过大" in refusal(bomb.replace(true, claimed))


def test_parts_that_are_too_large_together_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "INFLATED_BYTES", 3 * limits.MIB)
    parts = [(f"xl/media/{number}.bin", ZEROS) for number in range(2)]

    assert "文件展开后过大(上限 3 MB" in refusal(workbook(LIST, extra=parts, packed=zipfile.ZIP_STORED))


def test_more_than_a_hundred_parts_are_refused():
    fits = [(f"xl/media/{number}.png", "") for number in range(94)]

    check_archive(workbook(LIST, extra=fits))
    assert "文件内部的部件有 101 个，超过 100 个。" in refusal(
        workbook(LIST, extra=[*fits, ("xl/media/a.png", "")])
    )


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "XL/VBAPROJECT.BIN"])
def test_macros_are_refused(name):
    assert refusal(workbook(LIST, extra=[(name, "x")])) == (
        "文件里有宏，为安全起见不能导入。请另存为不带宏的“Excel 工作簿(.xlsx)”后上传。"
    )


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_links_to_other_files_are_refused(name):
    assert "文件链接了其他文件或数据源，不能导入。" in refusal(workbook(LIST, extra=[(name, "<x/>")]))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        "<!doctype a>",
    ],
)
def test_entity_bombs_and_every_other_declaration_are_refused(declaration):
    bomb = LIST.replace("<worksheet", f"{declaration}<worksheet")

    assert "文件内部含有实体声明" in refusal(workbook(bomb))


@pytest.mark.parametrize("before", range(limits.MIB - 10, limits.MIB + 1))
def test_a_declaration_on_the_border_of_two_chunks_is_seen(before):
    part = "<!--" + "-" * (before - 4) + "<!DOCTYPE a>"

    assert "文件内部含有实体声明" in refusal(
        workbook(LIST, extra=[("xl/x.xml", part)], packed=zipfile.ZIP_STORED)
    )


def test_a_declaration_in_another_encoding_is_refused():
    hidden = LIST.replace("<worksheet", "<!DOCTYPE a><worksheet").replace("UTF-8", "UTF-16")

    assert "文件内部的编码不常见" in refusal(workbook(hidden.encode("utf-16")))
    assert "文件内部的编码不常见" in refusal(workbook(hidden.encode("utf-16-le")))


def test_the_words_of_a_declaration_may_stand_in_a_picture():
    check_archive(workbook(LIST, extra=[("xl/media/logo.svg", "<!DOCTYPE svg>")]))


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(part):
    whole = workbook(LIST)

    assert refusal(whole[: int(len(whole) * part)]) == (
        "文件已损坏，无法打开。请用 Excel 或 WPS 打开原表，重新另存为 .xlsx 后上传。"
    )


def test_a_part_whose_packed_bytes_are_spoilt_is_refused():
    whole = workbook(LIST)
    at = whole.index(b"xl/worksheets/sheet1.xml") + 40

    assert "文件已损坏" in refusal(whole[:at] + b"\xff" * 20 + whole[at + 20 :])


def test_two_parts_of_the_same_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = workbook(LIST, extra=[("xl/workbook.xml", "<x/>")])

    assert "文件已损坏" in refusal(doubled)


def test_another_kind_of_archive_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    assert refusal(stream.getvalue()) == (
        "文件不是 Excel 工作簿。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后上传。"
    )
