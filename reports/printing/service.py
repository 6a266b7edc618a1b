"""What other parts may use of reports.printing."""

from typing import Any

from reports.printing.documents import RenderedSheet
from reports.printing.sheets import SHEETS, Sheet, sheet_of

__all__ = ["SHEETS", "RenderedSheet", "Sheet", "render", "sheet_of"]


def render(*, sheet: str, subject: Any, language: str = "zh-hans") -> RenderedSheet:
    """The PDF of `subject` on the registered sheet with the key `sheet`, with its numbers in full.

    The caller must have let only those in who may see them, best by `sheet_of(key).find`. `missing` names the
    characters that no font has; the caller shows them to the operator. Raises KeyError for an unknown sheet.
    """
    return sheet_of(sheet).rendered(subject, language)
