"""Numbers of a worksheet as the digits that stand in its cell, never in scientific notation."""

import math
import re
from decimal import Decimal

from talent.imports.readers.cells import Kind

#: Office programs keep 15 digits of a number; the digits of an identity number behind them are lost.
_EXACT_BELOW = 10**15
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]{2,3}")


def digits_of(value: float) -> tuple[str, Kind]:
    """The text of a number: 18318862657.0 → "18318862657", 0.30000000000000004 → "0.3"."""
    if not math.isfinite(value):
        return str(value), Kind.NUMBER
    if abs(value) >= _EXACT_BELOW:
        return format(Decimal(repr(value)), "f").removesuffix(".0"), Kind.ROUNDED
    if value == int(value):
        return str(int(value)), Kind.NUMBER
    return format(Decimal(format(value, ".15g")), "f"), Kind.NUMBER


def is_scientific(text: str) -> bool:
    """Whether text is a long number as an office program writes it into a csv, for example 1.52502E+17."""
    return "+" in text and _SCIENTIFIC.fullmatch(text) is not None
