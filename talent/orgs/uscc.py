"""Unified social credit code of an organisation (GB 32100-2015): 18 characters, the last one a check."""

import re

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PATTERN = re.compile(rf"[{_ALPHABET}]{{2}}\d{{6}}[{_ALPHABET}]{{10}}", re.ASCII)
_MODULUS = 31
#: A unit without a code gets T, the six digits of its region and a serial number until it has one.
_TEMPORARY = re.compile(r"T\d{6}\d{6}", re.ASCII)


def check_character(body: str) -> str:
    """The 18th character for the first 17 (weights 3^(i-1) mod 31)."""
    total = sum(_ALPHABET.index(char) * pow(3, place, _MODULUS) for place, char in enumerate(body))
    return _ALPHABET[-total % _MODULUS]


def is_uscc(code: str) -> bool:
    """True for 18 characters of the right shape whose check character agrees."""
    return bool(_PATTERN.fullmatch(code)) and check_character(code[:17]) == code[17]


def is_temporary(code: str) -> bool:
    return bool(_TEMPORARY.fullmatch(code))


def temporary_code(*, region_code: int, serial: int) -> str:
    """The temporary code of the serial-th unit of a region that has no unified code."""
    return f"T{region_code:06d}{serial:06d}"
