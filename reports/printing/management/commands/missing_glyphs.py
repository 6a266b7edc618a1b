"""How many characters of the national standards no font of the sheets has, with the fonts of the settings.

`python manage.py missing_glyphs` prints a line for each standard; `--list` names the characters too.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.printing.typefaces import FONTS, Role, typeface

#: The unified ideographs of GB 18030-2022 by block, and the twelve among the compatibility ones.
BLOCKS = {
    "U+4E00–9FEF": (0x4E00, 0x9FEF),
    "A": (0x3400, 0x4DB5),
    "B": (0x20000, 0x2A6D6),
    "C": (0x2A700, 0x2B734),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
}
LEVEL_1 = ("U+4E00–9FEF", "A")
TWELVE = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"


class Command(BaseCommand):
    help = "列出各项国家标准的汉字中，打印字体没有的字数"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="同时列出缺的字")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, chars in standards():
            lacking = missing(chars)
            self.stdout.write(f"{name}: {len(chars):,} 字，缺 {len(lacking):,} 字")
            if options["list"] and lacking:
                self.stdout.write("".join(lacking))


def standards() -> Iterator[tuple[str, str]]:
    """The names of standards and their ideographs."""
    common = (FONTS / "characters-8105.txt").read_text(encoding="utf-8")
    table = "".join(dict.fromkeys(char for char in common if ord(char) >= 0x3400))
    level_1 = "".join(_block(name) for name in LEVEL_1) + TWELVE
    whole = "".join(map(_block, BLOCKS)) + TWELVE
    yield "通用规范汉字表", table
    yield "GB 18030-2022 级别1", level_1
    yield "GB 18030-2022 级别2", "".join(dict.fromkeys(level_1 + table))
    yield "GB 18030-2022 级别3", whole


def missing(chars: str) -> list[str]:
    """Those that some role of a sheet shows as □."""
    faces = [typeface(role) for role in Role]
    return [char for char in chars if any(face.glyph(char).missing for face in faces)]


def _block(name: str) -> str:
    first, last = BLOCKS[name]
    return "".join(map(chr, range(first, last + 1)))
