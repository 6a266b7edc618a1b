"""Characters above U+FFFF in the text layer of a PDF.

ReportLab (up to 5.1) writes the ToUnicode map of a font subset with `<%04X>` for every character. The PDF
standard (ISO 32000-1, 9.10.3) wants UTF-16BE there, so 𠅤 (U+20164) is written `<20164>`, which readers take
for other characters: a name would be found neither by search nor by copying. It also lists up to 256 pairs in
one block, where the CMap format (Adobe Technical Note 5014) allows 100. `install` puts the map made here in
its place; both have the same signature.
"""

from collections.abc import Sequence
from itertools import batched

from reportlab.pdfbase import ttfonts

PAIRS_IN_A_BLOCK = 100

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange"""

_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def to_unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """The ToUnicode CMap of one font subset, whose position is the code and whose item the character."""
    parts = [_HEAD.format(name=fontname, last=len(subset) - 1)]
    for block in batched(enumerate(subset), PAIRS_IN_A_BLOCK):
        parts.append(f"{len(block)} beginbfchar")
        parts += [f"<{code:02X}> <{_utf16(char)}>" for code, char in block]
        parts.append("endbfchar")
    parts.append(_FOOT)
    return "\n".join(parts)


def install() -> None:
    """Make ReportLab write right maps from now on, in this process."""
    ttfonts.makeToUnicodeCMap = to_unicode_map


def _utf16(char: int) -> str:
    if char < 0x10000:
        return f"{char:04X}"
    return chr(char).encode("utf-16-be", "surrogatepass").hex().upper()
