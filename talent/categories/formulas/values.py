"""How formulas compare and reckon. The browser's copy (formulas.js) is held to the same cases.

A value is a number (Decimal), a text, yes or no, several texts, or nothing (None). Nothing equals nothing and
is in no order; whatever is reckoned with nothing is nothing.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeGuard

Value = Decimal | str | bool | tuple[str, ...] | None
#: Results are rounded so far that no evaluator shows the last digits of its own arithmetic.
_PLACES = Decimal("1e-9")
#: Numbers have up to so many digits before the point, and so many behind it.
MOST_DIGITS = 15
_LARGEST = Decimal(10) ** MOST_DIGITS
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def taken(stored: Any) -> Value:
    """The value of a stored field: a word that an open list does not know counts as its text, a
    file as its name."""
    if isinstance(stored, dict):
        return str(stored.get("text") or stored.get("name") or "") or None
    if isinstance(stored, list | tuple):
        return tuple(str(taken(each)) for each in stored) or None
    if isinstance(stored, int) and not isinstance(stored, bool):
        return Decimal(stored)
    return None if stored == "" else stored


def number(value: Value) -> Decimal | None:
    """The value as a number; a text that is written as one counts. Too large a one is none."""
    if isinstance(value, Decimal):
        return value if abs(value) < _LARGEST else None
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def is_date(value: Value) -> TypeGuard[str]:
    """Whether the value is a day, a month or a year as field types keep it."""
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def rounded(value: Decimal) -> Decimal | None:
    return value.quantize(_PLACES).normalize() + 0 if abs(value) < _LARGEST else None


def equal(left: Value, right: Value) -> bool:
    """A number equals a text that is written as it; several texts equal the same ones in any order."""
    if isinstance(left, Decimal) != isinstance(right, Decimal):
        left, right = number(left), number(right)
        return left is not None and left == right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return set(left) == set(right)
    return type(left) is type(right) and left == right


def ordered(left: Value, right: Value) -> int | None:
    """-1, 0 or 1; None where there is no order. Dates are compared as far as both are known."""
    if isinstance(left, str) and isinstance(right, str):
        if is_date(left) and is_date(right):
            known = min(len(left), len(right))
            left, right = left[:known], right[:known]
        return (left > right) - (left < right)
    one, other = number(left), number(right)
    if one is None or other is None:
        return None
    return (one > other) - (one < other)


def within(value: Value, items: Value | Iterable[Value]) -> bool:
    """Whether a value is one of several; of several texts, whether any is."""
    if value is None:
        return False
    if isinstance(value, tuple):
        return any(within(each, items) for each in value)
    wanted = items if isinstance(items, tuple | list) else (items,)
    return any(equal(value, each) for each in wanted)


def reckon(sign: str, left: Value, right: Value) -> Decimal | None:
    one, other = number(left), number(right)
    if one is None or other is None or (sign == "/" and other == 0):
        return None
    match sign:
        case "+":
            return rounded(one + other)
        case "-":
            return rounded(one - other)
        case "*":
            return rounded(one * other)
    return rounded(one / other)


def stored(value: Value) -> str | None:
    """A value as a field type reads it: 3 and not 3.0, yes and no as 1 and 0."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple):
        return "、".join(filter(None, map(stored, value)))
    return value
