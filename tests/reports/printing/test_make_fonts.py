import io
import lzma

import pytest
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont

from reports.printing.management.commands.make_fonts import FOR_WEB, RECIPES, characters, subset_font
from reports.printing.typefaces import BUNDLED, FONTS, MONGOLIAN
from tests.reports.printing.test_typefaces import tiny_font

LEVEL_2 = 27_766
COMMON = 8_105


def ideographs(codes):
    return {code for code in codes if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or code >= 0x20000}


def test_the_recipes_make_the_files_that_are_used():
    files = [*BUNDLED.values(), MONGOLIAN]
    assert {f"{recipe.target}.ttf.xz" for recipe in RECIPES} == {path.name for path in files}


def test_the_font_of_joined_letters_keeps_what_joins_them_also_for_browsers():
    packed = (io.BytesIO(lzma.decompress(MONGOLIAN.read_bytes())), FONTS / FOR_WEB)
    (recipe,) = [each for each in RECIPES if each.joined]
    for font in map(TTFont, packed):
        assert {"GSUB", "GDEF", "glyf"} <= set(font.keys())
        letters = {code for code in font.getBestCmap() if 0x1800 <= code < 0x18B0}
        assert (len(letters), set(font.getBestCmap()) <= characters(recipe)) == (158, True)


@pytest.mark.parametrize(
    "recipe", [each for each in RECIPES if not each.joined], ids=lambda recipe: recipe.target
)
def test_a_font_has_every_ideograph_of_its_standard_and_nothing_unasked(recipe):
    packed = (FONTS / f"{recipe.target}.ttf.xz").read_bytes()
    codes = set(TTFont(io.BytesIO(lzma.decompress(packed)), lazy=True).getBestCmap())
    asked = characters(recipe)

    assert codes <= asked
    assert ideographs(codes) == ideographs(asked)
    assert len(ideographs(asked)) == (LEVEL_2 if recipe.level_2 else COMMON) + len(recipe.extra)


def test_a_subset_keeps_only_what_is_asked_for_under_its_new_name(tmp_path):
    source = tiny_font(tmp_path / "source.ttf", chars="人才库", family="Reserved Kai")

    made = TTFont(io.BytesIO(subset_font(source=source, keep=map(ord, "人库龙"), family="Rencai Kai")))

    assert set(made.getBestCmap()) == set(map(ord, "人库"))
    assert [made["name"].getDebugName(number) for number in (1, 4, 6)] == [
        "Rencai Kai",
        "Rencai Kai",
        "RencaiKai-Regular",
    ]


def test_the_same_source_gives_the_same_bytes(tmp_path):
    source = tiny_font(tmp_path / "source.ttf", chars="人才库")

    first, second = (subset_font(source=source, keep=map(ord, "人"), family="") for _ in range(2))

    assert first == second


def test_a_folder_without_the_packages_is_refused_and_nothing_is_written(tmp_path):
    before = (FONTS / "SHA256SUMS").read_bytes()

    with pytest.raises(CommandError, match="NotoSerifSC_400Regular"):
        call_command("make_fonts", str(tmp_path))

    assert (FONTS / "SHA256SUMS").read_bytes() == before
