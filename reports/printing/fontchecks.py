"""Start-up check of `PRINT_FONTS`: a file that cannot be printed with is named before anybody prints.

Each message says which file of which role is meant and what mends it. Only headers are read, so that commands
start as fast as without.
"""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

from reports.printing.typefaces import Role

OUTLINES = (b"\0\1\0\0", b"true")
COLLECTION, POSTSCRIPT, FOR_WEB = b"ttcf", b"OTTO", (b"wOFF", b"wOF2")
NEEDED = frozenset({b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name"})
#: OpenType, table OS/2, fsType: the lowest bits say whether a file may carry the font at all, the next two
#: forbid to carry a part of it, or anything but bitmaps.
MAY_EMBED, NEVER, NOT_IN_PART = 0x000F, 0x0002, 0x0300


class _Unusable(Exception):
    """Why a file cannot be used: the code of the message, what is wrong, what mends it."""


def check_fonts(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each entry of PRINT_FONTS that nothing can be printed with."""
    given = getattr(settings, "PRINT_FONTS", {})
    found: list[CheckMessage] = []
    for role, file in given.items() if isinstance(given, Mapping) else [(str(given), "")]:
        try:
            _check_role(role)
            _check_file(Path(file))
        except _Unusable as fault:
            code, said, hint = fault.args
            where = f"PRINT_FONTS: {role}: {file}: " if code != "E001" else "PRINT_FONTS: "
            found.append(Error(where + said, hint=hint, id=f"printing.{code}"))
    return found


def _check_role(role: str) -> None:
    known = _("、").join(Role)
    if role not in Role:
        said = _("“%(role)s”不是字体的用途。") % {"role": role}
        raise _Unusable("E001", said, _("用途只有 %(known)s；写成 用途=字体文件。") % {"known": known})


def _check_file(file: Path) -> None:
    if not file.is_absolute():
        raise _Unusable("E002", _("不是完整路径。"), _("写从 / 开始的完整路径。"))
    try:
        data = file.read_bytes()
    except OSError as error:
        said = _("打不开字体文件：%(reason)s。") % {"reason": error.strerror}
        raise _Unusable("E002", said, _("核对路径，并让运行本系统的账号可以读这个文件。")) from error
    _check_tables(data)
    try:
        TTFontFile(str(file), charInfo=0)
    except (TTFError, struct.error, IndexError) as error:
        raise _Unusable("E006", str(error), _again()) from error


def _check_tables(data: bytes) -> None:
    try:
        tables = _tables(data, _start(data))
    except struct.error as error:
        raise _Unusable("E006", _("字体文件不完整。"), _again()) from error
    lacking = NEEDED - tables.keys()
    if lacking or any(at + length > len(data) for at, length in tables.values()):
        raise _Unusable("E006", _("字体文件不完整。"), _again())
    _check_permission(data, tables)


def _start(data: bytes) -> int:
    """Where the table directory begins, of the first font in a collection."""
    start = struct.unpack(">L", data[12:16])[0] if data[:4] == COLLECTION else 0
    kind = data[start : start + 4]
    if kind == POSTSCRIPT:
        said = _("轮廓是 CFF(PostScript)，PDF 引擎只读 TrueType 轮廓。")
        raise _Unusable("E004", said, _("换成 TrueType 轮廓的版本(通常扩展名为 .ttf)。"))
    if kind in FOR_WEB:
        said = _("是网页字体(WOFF)。")
        raise _Unusable("E003", said, _("换成同一字体的 .ttf 文件。"))
    if kind not in OUTLINES:
        raise _Unusable("E003", _("不是字体文件。"), _("换成 TrueType 字体文件(.ttf 或 .ttc)。"))
    return int(start)


def _tables(data: bytes, start: int) -> dict[bytes, tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, start + 4)
    entries = [struct.unpack_from(">4sLLL", data, start + 12 + 16 * number) for number in range(count)]
    return {tag: (at, length) for tag, _sum, at, length in entries}


def _check_permission(data: bytes, tables: Mapping[bytes, tuple[int, int]]) -> None:
    at, length = tables.get(b"OS/2", (0, 0))
    if length < 10:
        return
    (permission,) = struct.unpack_from(">H", data, at + 8)
    if permission & MAY_EMBED == NEVER or permission & NOT_IN_PART:
        said = _("字体的授权标志(fsType=0x%(bits)04X)不允许把它嵌入 PDF。") % {"bits": permission}
        hint = _("向字体的权利人取得允许嵌入和取子集的版本，或换一种字体。")
        raise _Unusable("E005", said, hint)


def _again() -> str:
    return _("重新取得这个字体文件，核对大小后再放一次。")
