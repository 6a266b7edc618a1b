"""The number of an official sheet (核验编号): it cannot be guessed, and a slip of the pen is noticed.

Sixteen characters by chance (80 bits) and two that are worked out from them, in the alphabet of Crockford's
base 32, which has no letters that are taken for digits. Modulo a prime beyond 961 one wrong character or two
swapped ones never give the same two.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 18
GROUP = 6
_BASE, _PRIME = 32, 1021
_BITS = 80
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_NOT_READ = re.compile(r"[\s\-‐-―_.·]+")


def new_number() -> str:
    """A number that nobody has had."""
    value = secrets.randbits(_BITS)
    return _digits(value, 16) + _digits(value % _PRIME, 2)


def shown(number: str) -> str:
    """As it is printed: three groups of six."""
    return "-".join(number[at : at + GROUP] for at in range(0, len(number), GROUP))


def read_number(typed: str) -> str:
    """What was typed as a number; empty if it cannot be one, as it has a wrong character or too few."""
    bare = _NOT_READ.sub("", unicodedata.normalize("NFKC", typed[:100])).upper().translate(_READ_AS)
    if len(bare) != LENGTH or not set(bare) <= set(ALPHABET):
        return ""
    return bare if _digits(_value(bare[:16]) % _PRIME, 2) == bare[16:] else ""


def _value(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * _BASE + ALPHABET.index(digit)
    return value


def _digits(value: int, count: int) -> str:
    digits = []
    for _ in range(count):
        value, rest = divmod(value, _BASE)
        digits.append(ALPHABET[rest])
    return "".join(reversed(digits))
