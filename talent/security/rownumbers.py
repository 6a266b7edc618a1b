"""Numbers of rows as strangers send them."""

#: A column of PostgreSQL holds every number of so many digits.
_DIGITS = 18


def row_number(text: str, *, digits: int = _DIGITS) -> int | None:
    """The number of a row as an address or a form gives it; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
