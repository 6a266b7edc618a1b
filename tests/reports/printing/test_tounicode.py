import re

from reportlab.pdfbase import ttfonts

from reports.printing.tounicode import PAIRS_IN_A_BLOCK, install, to_unicode_map


def pairs(cmap):
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4,})>$", cmap, flags=re.M)
    }


def test_a_character_above_the_first_plane_is_written_as_two_units_of_utf_16():
    cmap = to_unicode_map("AAAAAA+Song", [0, ord("人"), ord("𠅤")])

    assert "<02> <D840DD64>" in cmap
    assert pairs(cmap) == {0: "\0", 1: "人", 2: "𠅤"}


def test_blocks_hold_no_more_pairs_than_the_format_allows():
    cmap = to_unicode_map("AAAAAA+Song", range(0x4E00, 0x4E00 + 256))

    sizes = [int(size) for size in re.findall(r"^(\d+) beginbfchar$", cmap, flags=re.M)]
    assert sizes == [PAIRS_IN_A_BLOCK, PAIRS_IN_A_BLOCK, 56]
    assert list(pairs(cmap).values()) == [chr(code) for code in range(0x4E00, 0x4E00 + 256)]
    assert "<00> <FF>" in cmap


def test_installing_makes_reportlab_use_it():
    install()

    assert ttfonts.makeToUnicodeCMap is to_unicode_map
