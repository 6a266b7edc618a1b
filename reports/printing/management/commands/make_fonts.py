"""Make the printing fonts again from their public packages (developers only).

Unpack the packages named in reports/printing/fonts/README.md into one folder, each in the sub-folder that
`RECIPES` names, then run `python manage.py make_fonts FOLDER`. With fontTools of the version written in the
README the files come out byte for byte as SHA256SUMS says.
"""

import hashlib
import io
import lzma
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "fonts"
OUTLINES_ONLY = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "vhea", "vmtx")
NAMES_KEPT = (0, 1, 2, 3, 4, 5, 6, 13, 14)
OTHER_SCRIPTS = (
    (0x0020, 0x052F),  # Latin with the tone marks of pinyin, Greek, Cyrillic
    (0x2000, 0x27BF),  # punctuation, number forms, arrows, signs
    (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
    (0x31A0, 0x33FF),  # enclosed and squared characters
    (0xFE30, 0xFE6F),  # vertical and small forms
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
# GB 18030-2022 level 2: these ranges, the twelve unified "compatibility" ideographs, and 通用规范汉字表.
LEVEL_2_RANGES = ((0x3400, 0x4DB5), (0x4E00, 0x9FEF))
LEVEL_2_SINGLE = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"
ONE_MORE_SURNAME = "𱁬"


@dataclass(frozen=True, slots=True)
class Recipe:
    """One font file: where its source lies under the folder, its ideographs, its new family name.

    One whose letters are `joined` keeps its layout tables and has no ideographs.
    """

    target: str
    source: str
    level_2: bool = False
    extra: str = ""
    family: str = ""
    joined: bool = False


RECIPES = (
    Recipe("NotoSerifSC-Regular-L2", "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf", level_2=True),
    Recipe(
        "NotoSansSC-Medium-L2",
        "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
        level_2=True,
        extra=ONE_MORE_SURNAME,
    ),
    Recipe("NotoSerifSC-Black-8105", "noto-serif-sc/900Black/NotoSerifSC_900Black.ttf", level_2=False),
    # The licence reserves the name LXGW for unmodified fonts, and a subset is a modified one.
    Recipe(
        "RencaiKai-8105",
        "fonts-lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        level_2=False,
        family="Rencai Kai",
    ),
    Recipe(
        "NotoSansMongolian", "noto-sans-mongolian/400Regular/NotoSansMongolian_400Regular.ttf", joined=True
    ),
)
#: Letters, selectors and punctuation of Mongolian, the narrow space before case endings, other punctuation.
MONGOLIAN = (*range(0x1800, 0x18B0), 0x0020, 0x0028, 0x0029, 0x00AB, 0x00B7, 0x00BB, 0x202F, 0x2048, 0x2049)
FOR_WEB = "../static/printing/NotoSansMongolian.woff2"


def characters(recipe: Recipe) -> set[int]:
    """The code points that the recipe keeps, where its source has them."""
    if recipe.joined:
        return set(MONGOLIAN)
    listed = (FONTS / "characters-8105.txt").read_text(encoding="utf-8")
    kept = {ord(char) for char in listed + recipe.extra if not char.isspace()}
    ranges = [*OTHER_SCRIPTS]
    if recipe.level_2:
        ranges += LEVEL_2_RANGES
        kept.update(map(ord, LEVEL_2_SINGLE))
    return kept.union(*(range(first, last + 1) for first, last in ranges))


def subset_font(
    *, source: Path, keep: Iterable[int], family: str = "", joined: bool = False, packed_as: str | None = None
) -> bytes:
    """A TrueType file with the outlines and widths of `keep` only, `packed_as` woff2 for browsers.

    Only a `joined` one keeps its layout tables: those of the others are never read.
    """
    options = subset.Options(
        drop_tables=[*subset.Options._drop_tables_default, *(() if joined else OUTLINES_ONLY)],
        layout_features=["*"] if joined else [],
        hinting=False,
        notdef_outline=True,
        name_IDs=list(NAMES_KEPT),
        name_languages=[0x409],
    )
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    if family:
        _rename(font, family)
    packed = io.BytesIO()
    font.flavor = packed_as
    font.save(packed, reorderTables=True)
    return packed.getvalue()


def _rename(font: TTFont, family: str) -> None:
    compact = family.replace(" ", "")
    renamed = {1: family, 3: f"{family} subset", 4: family, 6: f"{compact}-Regular"}
    for record in font["name"].names:
        record.string = renamed.get(record.nameID, str(record))


class Command(BaseCommand):
    help = "Make the printing fonts again from the unpacked packages (developers only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        sums = []
        for recipe in RECIPES:
            source = options["folder"] / recipe.source
            if not source.is_file():
                raise CommandError(f"missing: {source}")
            keep = characters(recipe)
            outlines = subset_font(source=source, keep=keep, family=recipe.family, joined=recipe.joined)
            if recipe.joined:
                for_web = subset_font(source=source, keep=keep, joined=True, packed_as="woff2")
                sums.append(self._write(for_web, FOR_WEB))
            packed = lzma.compress(outlines, preset=9 | lzma.PRESET_EXTREME)
            sums.append(self._write(packed, f"{recipe.target}.ttf.xz"))
        (FONTS / "SHA256SUMS").write_text("".join(sorted(sums)), encoding="ascii")

    def _write(self, content: bytes, name: str) -> str:
        """Its line of SHA256SUMS."""
        (FONTS / name).write_bytes(content)
        self.stdout.write(f"{name}: {len(content):,} bytes")
        return f"{hashlib.sha256(content).hexdigest()}  {name}\n"
