"""What part one released figure is of another: one rule for pages and files.

Figures carry noise and are rounded to five, so a share of few persons is not known to a tenth of a per cent.
A total may be repeated from an earlier release while its parts are fresh: a part beyond it has no share.
"""

#: From here on five persons are less than half a per cent, so that a decimal says something.
_MANY = 1000


def percent(part: int | None, whole: int | None) -> str:
    """Per cent without its sign, with one decimal of a large whole and none of a small one; "" where a figure
    is not shown, or where the part is beyond the whole."""
    if part is None or not whole or part > whole:
        return ""
    return f"{100 * part / whole:.{decimals(whole)}f}"


def decimals(whole: int) -> int:
    """So many of a share of this whole."""
    return 1 if whole >= _MANY else 0
