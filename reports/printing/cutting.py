"""Cutting a subset out of a large font without copying the font.

ReportLab takes all outlines of a face, ten megabytes, into a new string for each subset of 256 characters, to
read some kilobytes of it. `cut_without_copying` has it read them where they stand.
"""

from typing import Any

_OUTLINES = "glyf"


class Outlines:
    """One table inside the bytes of a font file, read by slices as if it were a string of its own."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


def cut_without_copying(face: Any) -> None:
    """Make `face`, a ReportLab TTFontFace, give out its outlines in place; its other tables are small."""
    plain = face.get_table

    def get_table(tag: str) -> bytes | Outlines:
        if tag == _OUTLINES:
            return Outlines(face._ttf_data, face.get_table_pos(tag)[0])
        return bytes(plain(tag))

    face.get_table = get_table
