"""The empty list that a unit fills in: made from a definition, read again by `lists` as it was filled in."""

from talent.imports.blanks.contents import BlankColumn, BlankList, blank_list, blank_of
from talent.imports.blanks.workbook import as_workbook

__all__ = ["BlankColumn", "BlankList", "as_workbook", "blank_list", "blank_of"]
