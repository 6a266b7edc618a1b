"""Numbers of identity documents (GB 11643-1999; codes of the list identity_doc_type)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

from django.utils.timezone import localdate

from talent.categories.problems import Refused

RESIDENT = "01"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
#: First-generation numbers have no century and no check digit: 19 is put in and the digit computed.
_FIRST_GENERATION = "09"

_PATTERNS = {
    RESIDENT: re.compile(r"[1-8][0-9]{16}[0-9X]"),
    "02": re.compile(r"(810000|820000)[0-9]{11}[0-9X]"),
    "03": re.compile(r"830000[0-9]{11}[0-9X]"),
    "04": re.compile(r"9[0-9]{16}[0-9X]"),
    "05": re.compile(r"[A-Z]{3}[0-9]{12}"),
    "06": re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
    "07": re.compile(r"[0-9]{8}"),
    "08": re.compile(r"[A-Z0-9]{5,17}"),
    _FIRST_GENERATION: re.compile(r"[0-9]{15}"),
    "99": re.compile(r"[A-Z0-9()/-]{4,30}"),
}
_CHECKED = frozenset({RESIDENT, "02", "03", "04"})
_DATED = _CHECKED


@dataclass(frozen=True)
class IdentityNumber:
    """A checked number: its kind after upgrading, and what it says of its holder (None: nothing)."""

    kind: str
    number: str
    birth: date | None = None
    sex: str | None = None


def check_digit(body: str) -> str:
    """The 18th character for 17 digits (GB 11643, MOD 11-2)."""
    if len(body) != len(_WEIGHTS):
        raise ValueError(f"{len(body)} digits")
    return _CHECK[sum(map(mul, map(int, body), _WEIGHTS)) % 11]


def read_identity_number(*, kind: str, text: str) -> IdentityNumber:
    """Check a number against its kind. A withdrawn region code is no reason to refuse (56 of them live on).

    Raises Refused: id_format, id_check_digit (says the expected digit), id_birth_date.
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    pattern = _PATTERNS.get(str(kind))  # an open list keeps a kind that it does not know as an object
    if pattern is None or not pattern.fullmatch(number):
        raise Refused("id_format")
    if kind == _FIRST_GENERATION:
        body = f"{number[:6]}19{number[6:]}"
        kind, number = RESIDENT, body + check_digit(body)
    if kind in _CHECKED and check_digit(number[:17]) != number[17]:
        raise Refused("id_check_digit", expected=check_digit(number[:17]))
    if kind not in _DATED:
        return IdentityNumber(kind, number)
    return IdentityNumber(kind, number, _birth(number), "1" if int(number[16]) % 2 else "2")


def _birth(number: str) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise Refused("id_birth_date") from None
    if not date(1850, 1, 1) <= born <= localdate():
        raise Refused("id_birth_date")
    return born
