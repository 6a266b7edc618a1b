"""What other parts may use of reports.printing."""

from typing import Any

from reports.printing.documents import RenderedSheet
from reports.printing.fontchecks import check_fonts
from reports.printing.lists import find_lists_with
from reports.printing.numbers import read_number
from reports.printing.sheets import SHEETS, Sheet, sheet_of
from reports.printing.verifying import Verified, verify

__all__ = [
    "SHEETS",
    "RenderedSheet",
    "Sheet",
    "Verified",
    "check_fonts",
    "find_lists_with",
    "is_number",
    "render",
    "sheet_of",
    "verify",
]


def is_number(typed: str) -> bool:
    """Whether what was typed can be the number of a sheet: its characters agree with each other."""
    return bool(read_number(typed))


def render(*, sheet: str, subject: Any, language: str = "zh-hans") -> RenderedSheet:
    """The PDF of `subject` on the registered sheet with the key `sheet`, with its numbers in full.

    The caller must have let only those in who may see them, best by `sheet_of(key).find`. `missing` names the
    characters that no font has; the caller shows them to the operator. Raises KeyError for an unknown sheet.
    """
    return sheet_of(sheet).rendered(subject, language)
