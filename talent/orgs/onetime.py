"""Codes that open one thing for whoever was told them: shown once, kept as a keyed digest only."""

import secrets

from talent.security.service import blind_index

#: Without letters and digits that look alike in print or sound alike on the telephone.
_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"


def new_code(*, groups: int = 4, letters: int = 5) -> str:
    """A code by chance, in groups that can be read out: 4.6 bits a letter, 92 for what opens much."""
    made = ("".join(secrets.choice(_LETTERS) for _ in range(letters)) for _ in range(groups))
    return "-".join(made)


def digest(text: str) -> str:
    """The same for a code however it was typed: small letters, blanks and strokes make no difference."""
    return blind_index(kind="code", number=text.replace("-", "")).hex()


def new_number(digits: int = 10) -> str:
    """A number by chance, so that nobody learns from theirs how many others there are."""
    return str(secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1))
