"""The faces of a printed sheet, by role, and which of them draws a character.

A role is asked for, never a file. Each role has one free font of the project (`fonts/README.md`); the setting
`PRINT_FONTS = {"song": "/path/to/its/own.ttf", …}` puts an office's own licensed file before it. A character
goes to the first face that has it: the office's, the role's, then 黑体, which has the most ideographs, then
楷体, which has the most other letters (ө and ү of Mongolian names). What none has is drawn as `MISSING_MARK`
and named to the operator by the caller.
"""

import io
import lzma
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFNameBytes, TTFont

from reports.printing import cutting, tounicode

FONTS = Path(__file__).parent / "fonts"
MISSING_MARK = "□"


class Role(StrEnum):
    """What a text is on the sheet; the setting PRINT_FONTS uses these values as keys."""

    SONG = "song"
    HEI = "hei"
    TITLE = "title"
    KAI = "kai"


BUNDLED = {
    Role.SONG: FONTS / "NotoSerifSC-Regular-L2.ttf.xz",
    Role.HEI: FONTS / "NotoSansSC-Medium-L2.ttf.xz",
    Role.TITLE: FONTS / "NotoSerifSC-Black-8105.ttf.xz",
    Role.KAI: FONTS / "RencaiKai-8105.ttf.xz",
}
#: Traditional Mongolian, with its tables of joining: no role, since letters are joined (`mongolian.py`).
MONGOLIAN = FONTS / "NotoSansMongolian.ttf.xz"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it will be drawn: the registered face and the advance in ems.

    `missing` is the character that was asked for where no face has it, else empty.
    """

    char: str
    face: str
    advance: float
    missing: str = ""


class _Found(dict[str, Glyph]):
    """Glyphs by their characters, each looked for once."""

    def __init__(self, find: Callable[[str], Glyph]) -> None:
        self._look_for = find

    def __missing__(self, char: str) -> Glyph:
        self[char] = self._look_for(char)
        return self[char]


class Typeface:
    """The faces of one role in the order of falling back, with the glyphs found so far."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self._fonts = tuple(_load(file) for file in files)
        self._found = _Found(lambda char: self._find(char) or self._stand_in(char))

    @property
    def name(self) -> str:
        """The registered name of the first face."""
        return str(self._fonts[0].fontName)

    def glyph(self, char: str) -> Glyph:
        """How `char`, one character, is drawn in this role."""
        return self._found[char]

    def glyphs(self, text: str) -> list[Glyph]:
        """The same for each character of `text`."""
        return list(map(self._found.__getitem__, text))

    def _find(self, char: str) -> Glyph | None:
        code = ord(char)
        for font in self._fonts:
            if code in font.face.charToGlyph:
                return Glyph(char, font.fontName, font.face.getCharWidth(code) / 1000)
        return None

    def _stand_in(self, char: str) -> Glyph:
        mark = self._find(MISSING_MARK) or Glyph(MISSING_MARK, self.name, 1.0)
        return Glyph(mark.char, mark.face, mark.advance, missing=char)


@cache
def typeface(role: Role) -> Typeface:
    """The faces of `role`, loaded once per process. ImproperlyConfigured if a file cannot be used."""
    own = getattr(settings, "PRINT_FONTS", {}).get(role)
    files = [BUNDLED[role], BUNDLED[Role.HEI], BUNDLED[Role.KAI]]
    if own:
        files.insert(0, Path(own))
    return _typeface(tuple(dict.fromkeys(files)))


def mongolian_face() -> str:
    """The registered name of the Mongolian face, its letters not joined: for what is copied and not shown."""
    return str(_load(MONGOLIAN).fontName)


@receiver(setting_changed)
def _forget(*, setting: str, **_given: object) -> None:
    if setting == "PRINT_FONTS":
        typeface.cache_clear()


@cache
def _typeface(files: tuple[Path, ...]) -> Typeface:
    return Typeface(files)


@cache
def _load(file: Path) -> TTFont:
    """Register one TrueType file (or the first font of a collection) under a name of its own."""
    tounicode.install()
    try:
        data = file.read_bytes()
        outlines = lzma.decompress(data) if file.suffix == ".xz" else data
        font = TTFont(f"printing:{file}", io.BytesIO(outlines), asciiReadable=False, shapable=False)
    except (OSError, lzma.LZMAError, TTFError) as error:
        raise ImproperlyConfigured(f"PRINT_FONTS: {file}: {error}") from error
    # ReportLab draws with the font that it met first under a PostScript name, whatever file is meant.
    if file.parent != FONTS:
        font.face.name = TTFNameBytes(b"%s-%08X" % (font.face.name, crc32(bytes(file))))
    cutting.cut_without_copying(font.face)
    pdfmetrics.registerFont(font)
    return font
