"""What a printed sheet says, told without fonts, sizes or libraries.

A sheet is what an organisation fills in: a title, lines of entries above the tables, lines of entries and
signatures under them. Every text is plain text, printed as it stands.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Align(StrEnum):
    """Where a text stands in its cell."""

    LEFT = "left"
    CENTRE = "centre"


class Orientation(StrEnum):
    """How the A4 page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: `weight` shares out spare width; `one_line` texts shrink and never wrap (phone).

    An `address` of e-mail breaks before @ and dots, so that it takes no width from names and posts.
    """

    label: str
    weight: float = 1.0
    align: Align = Align.CENTRE
    one_line: bool = False
    address: bool = False


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table: each of `rows` has a text for each of `columns`, and `blank_rows` empty ones follow them.

    `caption` stands above it, where a sheet has several. Raises ValueError if rows and columns do not agree.
    """

    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank_rows: int = 0
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a table needs columns, and each row one text for each of them")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One labelled entry above or under the tables; `blank` is printed where there is no value (年 月 日)."""

    label: str
    value: str = ""
    blank: str = ""


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """One sheet.

    `annex` is the word at the top left (附件), empty for none. `language` is a BCP 47 tag such as zh-hans.
    `author` goes into the metadata together with `as_of` (aware): the time of the last change, not of
    printing, so that the same sheet gives the same bytes. A draft carries the word 草稿 across each page,
    what is not counted for a doubt the word 存疑. An official one has its `number` (核验编号) and the QR code
    of `address`, where anybody can look it up, on each page. `bookmark` names it in a file of several sheets.
    """

    title: str
    tables: tuple[SheetTable, ...] = ()
    annex: str = ""
    head: tuple[SheetLine, ...] = ()
    foot: tuple[SheetLine, ...] = ()
    orientation: Orientation = Orientation.LANDSCAPE
    draft: bool = False
    doubted: bool = False
    number: str = ""
    address: str = ""
    bookmark: str = ""
    language: str = "zh-hans"
    author: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A finished PDF, and the characters that it shows as □, each named for the operator: 𱁬（U+3106C）."""

    pdf: bytes
    missing: tuple[str, ...] = ()
