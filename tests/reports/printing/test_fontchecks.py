"""An office's font that cannot be printed with is named at the start, with its role and what to mend."""

import struct

import pytest
from django.core.checks import run_checks
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib.ttCollection import TTCollection
from fontTools.ttLib.ttFont import TTFont

from reports.printing.fontchecks import check_fonts
from reports.printing.typefaces import BUNDLED, Role, typeface
from tests.reports.printing.test_typefaces import tiny_font


@pytest.fixture
def found(settings, tmp_path):
    """The errors for a file of the role 宋体 with these bytes."""

    def check(content, name="office.ttf", role="song"):
        file = tmp_path / name
        file.write_bytes(content)
        settings.PRINT_FONTS = {role: str(file)}
        return check_fonts()

    return check


@pytest.fixture
def font(tmp_path):
    return tiny_font(tmp_path / "whole.ttf", chars="人□").read_bytes()


def postscript(path):
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    pen = T2CharStringPen(500, None)
    builder.setupCFF("Office", {}, {".notdef": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Office", "psName": "Office"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path.read_bytes()


def collection(tmp_path, *files):
    whole = TTCollection()
    whole.fonts = [TTFont(file) for file in files]
    whole.save(tmp_path / "office.ttc")
    return (tmp_path / "office.ttc").read_bytes()


def test_without_fonts_of_ones_own_and_with_a_good_one_nothing_is_said(settings, found, font, tmp_path):
    assert (check_fonts(), found(font)) == ([], [])
    parts = [tiny_font(tmp_path / f"{at}.ttf", chars="人□") for at in range(2)]
    assert found(collection(tmp_path, *parts), name="office.ttc") == []
    assert typeface(Role.SONG).glyph("人").advance == 0.7
    settings.PRINT_FONTS = {}
    assert (check_fonts(), typeface(Role.SONG).name) == ([], f"printing:{BUNDLED[Role.SONG]}")


def test_what_is_no_file_of_a_font_is_told_apart(found, tmp_path):
    kinds = {
        "E003": (b"no font at all", b"", b"wOF2" + bytes(60)),
        "E004": (postscript(tmp_path / "office.otf"),),
        "E006": (b"\0\1\0\0", b"ttcf" + bytes(4), b"\0\1\0\0\0\0" + bytes(20)),
    }
    for code, contents in kinds.items():
        for content in contents:
            (error,) = found(content)
            assert (error.id, error.is_serious(), bool(error.hint)) == (f"printing.{code}", True, True)
            assert error.msg.startswith(f"PRINT_FONTS: song: {tmp_path / 'office.ttf'}: ")


@pytest.mark.parametrize("permission", [0x0002, 0x0100, 0x0200, 0x0104, 0x0302])
def test_a_font_that_may_not_be_embedded_is_refused_with_its_flags(found, tmp_path, permission):
    file = tiny_font(tmp_path / "closed.ttf", chars="人□", permission=permission)
    (error,) = found(file.read_bytes())
    assert error.id == "printing.E005"
    assert f"fsType=0x{permission:04X}" in error.msg
    assert error.hint == "向字体的权利人取得允许嵌入和取子集的版本，或换一种字体。"


@pytest.mark.parametrize("permission", [0x0000, 0x0004, 0x0008, 0x000C, 0x0006])
def test_the_mildest_of_several_permissions_counts(found, tmp_path, permission):
    assert found(tiny_font(tmp_path / "open.ttf", chars="人□", permission=permission).read_bytes()) == []


def test_a_file_that_was_cut_off_anywhere_is_an_error_and_never_a_crash(found, font):
    codes = {found(font[:length])[0].id for length in range(0, len(font), 7)}
    assert codes == {"printing.E003", "printing.E006"}
    lacking = font.replace(b"hmtx", b"hmty", 1)
    assert [each.id for each in found(lacking)] == ["printing.E006"]
    (count,) = struct.unpack_from(">H", font, 4)
    assert [each.id for each in found(font[:4] + struct.pack(">H", count + 900) + font[6:])] == [
        "printing.E006"
    ]


def test_a_role_that_is_none_a_missing_file_and_a_relative_path_are_each_named(settings, tmp_path, font):
    (tmp_path / "good.ttf").write_bytes(font)
    missing = tmp_path / "missing.ttf"
    settings.PRINT_FONTS = {
        "kai": str(tmp_path / "good.ttf"),
        "仿宋": str(tmp_path / "good.ttf"),
        "hei": str(missing),
        "title": "good.ttf",
        "song": str(tmp_path),
    }
    said = [(error.id, error.msg) for error in check_fonts()]
    assert [code for code, _said in said] == [
        "printing.E001",
        "printing.E002",
        "printing.E002",
        "printing.E002",
    ]
    assert ["仿宋" in said[0][1], str(missing) in said[1][1]] == [True, True]
    assert [
        each in text for each, (_code, text) in zip(["title: good.ttf", "song: "], said[2:], strict=True)
    ] == [True] * 2


def test_every_start_of_a_command_asks_it(settings, tmp_path):
    settings.PRINT_FONTS = {"song": str(tmp_path / "missing.ttf")}
    assert [each.id for each in run_checks() if str(each.id).startswith("printing.")] == ["printing.E002"]
