"""What a printed sheet says, told without fonts, sizes or libraries.

A title, lines of entries above the tables; tables and grids of labels and values; boxes, lines of entries
and signatures under them. Every text is plain text, printed as it stands.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from reports.printing.enums import ONCE_IN_FORCE, Past


class Align(StrEnum):
    """Where a text stands in its cell; figures end under each other, the widest in the middle."""

    LEFT = "left"
    CENTRE = "centre"
    FIGURES = "figures"


class Orientation(StrEnum):
    """How the page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Paper(StrEnum):
    """How large the page is."""

    A4 = "A4"
    A3 = "A3"


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

    `caption` stands above it, where a sheet has several. `bars` are drawn in the last column, one a row,
    between 0 and 1 of its width. Raises ValueError if rows, columns and bars do not agree.
    """

    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank_rows: int = 0
    caption: str = ""
    bars: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.bars and len(self.bars) != len(self.rows):
            raise ValueError("bars need one length for each row")
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a table needs columns, and each row one text for each of them")

    def aligned(self) -> Iterator[list[tuple[str, str]]]:
        """Each row as texts with how they stand, in the words of the style sheet of the page."""
        looks = [f"{each.align} whole" if each.one_line else str(each.align) for each in self.columns]
        for row in self.rows:
            yield list(zip(row, looks, strict=True))


@dataclass(frozen=True, slots=True)
class SheetField:
    """One labelled value of a grid, which takes `width` (1 to 3) of the three places of a line.

    `one_line` texts shrink and never wrap (phone); an `address` of e-mail breaks before @ and dots; `running`
    text begins at the left. What would be too small to read takes more places than it asks for.
    """

    label: str
    value: str = ""
    width: int = 1
    one_line: bool = False
    address: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """Labels and values side by side in one frame, in their order, as many in a line as have room.

    `photo` stands in a box beside the first lines: a JPEG or PNG, or empty bytes for a place to paste one in;
    None for no box. `photo_label` is written into the empty box.
    """

    fields: tuple[SheetField, ...]
    caption: str = ""
    photo: bytes | None = None
    photo_label: str = ""

    @property
    def photo_address(self) -> str:
        """The photo as the address of a picture on a page; empty for none."""
        if not self.photo:
            return ""
        kind = "png" if self.photo.startswith(b"\x89PNG") else "jpeg"
        return f"data:image/{kind};base64,{b64encode(self.photo).decode()}"


@dataclass(frozen=True, slots=True)
class SheetBox:
    """A place for an opinion, a signature or a seal under the tables; `lines` stand at its lower right."""

    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One labelled entry above or under the tables; `blank` is printed where there is no value (年 月 日).

    A `passing` one speaks of this printing alone: the same content on another day is the same sheet.
    """

    label: str
    value: str = ""
    blank: str = ""
    passing: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """How an administrator has a sheet look; what is empty or None is as the sheet has it by itself.

    `lines` are those of an office's form (表号 …) at the upper right, `instructions` the paragraphs of
    填表说明, `signatures` the labels of the line under the tables, in order; `boxes` stand instead of the
    sheet's own. `mongolian` is a title in traditional Mongolian beside the other one, where an office has
    entered its own.
    """

    title: str = ""
    mongolian: str = ""
    lines: tuple[SheetLine, ...] = ()
    orientation: Orientation | None = None
    paper: Paper | None = None
    instructions: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    boxes: tuple[SheetBox, ...] | None = None


PLAIN = SheetLook()


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """One sheet.

    `annex` is the word at the top left (附件), empty for none. `language` is a BCP 47 tag such as zh-hans.
    `author` goes into the metadata together with `as_of` (aware): the time of the last change, not of
    printing, so that the same sheet gives the same bytes. A draft carries the word 草稿 across each page,
    what is not counted for a doubt the word 存疑, what is `past` says so; `in_force` is the address of what
    stands in its place. An official one has on each page its `number` (核验编号), the short form of its
    `digest` and the QR code of `address`, where anybody can look it up. `bookmark` names it in a file of
    several sheets, `opening` the first table among the bookmarks, where that has no caption. The `look`
    dresses it when it is drawn.
    """

    title: str
    tables: tuple[SheetTable | SheetGrid, ...] = ()
    annex: str = ""
    head: tuple[SheetLine, ...] = ()
    foot: tuple[SheetLine, ...] = ()
    boxes: tuple[SheetBox, ...] = ()
    orientation: Orientation = Orientation.LANDSCAPE
    paper: Paper = Paper.A4
    draft: bool = False
    doubted: bool = False
    past: Past | None = None
    in_force: str = ""
    number: str = ""
    digest: str = ""
    address: str = ""
    bookmark: str = ""
    opening: str = ""
    language: str = "zh-hans"
    author: str = ""
    as_of: datetime | None = None
    look: SheetLook = PLAIN

    def dressed(self) -> "SheetDocument":
        """The sheet as it looks; what it says already is not asked for a second time as a signature, and
        what is no longer in force is not to be signed or sealed."""
        look = self.look
        if self.past in ONCE_IN_FORCE:
            look = replace(look, signatures=(), boxes=())
        said = {line.label for line in (*self.head, *self.foot)}
        signed = tuple(SheetLine(label) for label in look.signatures if label not in said)
        return replace(
            self,
            title=look.title or self.title,
            orientation=look.orientation or self.orientation,
            paper=look.paper or self.paper,
            foot=(*self.foot, *signed),
            boxes=self.boxes if look.boxes is None else look.boxes,
        )


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A finished PDF of `count` sheets, and the characters that it shows as □, each named for the operator:
    𱁬（U+3106C）.
    """

    pdf: bytes
    count: int = 1
    missing: tuple[str, ...] = ()
