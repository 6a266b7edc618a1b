"""Lists that people open in a spreadsheet: a cell that somebody filled in must stay text there."""

from typing import Any

#: With these a spreadsheet takes a cell for a formula; Chinese editions take the wide signs as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless_cell(value: Any) -> Any:
    """The same value; a text that could become a formula with an apostrophe before it, as spreadsheets do."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
