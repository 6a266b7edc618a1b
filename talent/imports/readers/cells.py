"""What every list becomes, whatever program wrote it."""

from enum import StrEnum
from functools import cache
from typing import NamedTuple


class Kind(StrEnum):
    """How a cell held its text: the office program may have changed what was typed in all kinds but TEXT."""

    TEXT = "t"
    NUMBER = "n"
    #: A number of more than 15 digits: the office program has put zeros for the digits behind them.
    ROUNDED = "r"
    #: ISO text of a date cell, as exact as the cell shows it: a day, a month or a year.
    DATE = "d"
    TRUTH = "b"
    #: A csv does not say whether its text was a number in the program that wrote it.
    UNTYPED = "u"


class Spread(StrEnum):
    """Whether a cell has its text from the merged cell that covers it."""

    OWN = " "
    DOWN = "v"
    ACROSS = ">"


class NeutralCell(NamedTuple):
    """One cell with text in it. Rows and columns count from 1, as the user sees them."""

    sheet: str
    row: int
    column: int
    text: str
    kind: Kind
    spread: Spread = Spread.OWN

    @property
    def address(self) -> str:
        """The name of the cell in an office program, for example F12."""
        return address(self.row, self.column)


class NeutralRow(NamedTuple):
    """A row with at least one cell of its own; cells without text are left out. `sheet` is "" in a csv."""

    sheet: str
    number: int
    cells: tuple[NeutralCell, ...]


def address(row: int, column: int) -> str:
    """ "F12" for row 12 and column 6."""
    return f"{_letters(column)}{row}"


@cache
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
