"""Date cells that show only a month or a year.

An office program turns a typed 1984年3月 into 1 March 1984 and a format that hides the day. The day was never
known, and taking it for one would make the birth date disagree with the identity number. Calamine does not
tell the format of a cell, so it is read here. Runs in the parsing process, on a checked archive.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Built-in formats with year and month only: 17, and of the Chinese ones (ECMA-376 part 1, 18.8.30) these.
_BUILT_IN_MONTHS = frozenset({17, 27, 36, 50, 52, 57})
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_CHUNK = 4 * 1024 * 1024
_OVERLAP = 64

Place = tuple[int, int]
#: Lengths of the ISO text of a month and of a year.
MONTH, YEAR = 7, 4


def coarse_places(data: bytes, sheet: str) -> dict[Place, int]:
    """Row and column (from 1) of each such cell of a sheet → how many characters of its date are known."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = _coarse_styles(archive)
        part = _part_of(archive, sheet) if styles else None
        return dict(_places(archive, part, styles)) if part else {}


def _coarse_styles(archive: zipfile.ZipFile) -> dict[str, int]:
    """Number of the cell style → characters known."""
    try:
        root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    except (KeyError, ElementTree.ParseError):
        return {}
    custom = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter(f"{_MAIN}numFmt")}
    formats = [each.get("numFmtId", "0") for each in root.findall(f"{_MAIN}cellXfs/{_MAIN}xf")]
    known = {number: _known(each, custom.get(each)) for number, each in enumerate(formats)}
    return {str(number): characters for number, characters in known.items() if characters}


def _known(number: str, code: str | None) -> int | None:
    if code is None:
        return MONTH if int(number) in _BUILT_IN_MONTHS else None
    signs = _LITERALS.sub("", code.partition(";")[0]).lower()
    if "y" not in signs or any(sign in signs for sign in "dhs"):
        return None
    return MONTH if "m" in signs else YEAR


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target") for each in relations}
    sheets = {each.get("name"): each.get(_RELATED) for each in book.iter(f"{_MAIN}sheet")}
    target = targets.get(sheets.get(sheet))
    if target is None:
        return None
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _places(archive: zipfile.ZipFile, part: str, styles: dict[str, int]) -> Iterator[tuple[Place, int]]:
    numbers = "|".join(styles).encode()
    cell = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"\s+s="(' + numbers + rb')"')
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            for letters, row, style in cell.findall(before + chunk):
                yield (int(row), _number(letters)), styles[style.decode()]
            before = chunk[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
