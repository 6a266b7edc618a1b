"""A selection of figures as people read a table: names down, the classes of one dimension across."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.opendata.books import TOTAL_EN, TOTAL_ZH, Book, Row
from reports.opendata.shares import Share, in_order, shares
from reports.stats.service import TOTAL

AREA = "area"
_AREA_NAMES = ("地区", "Area")
#: Above figures of which no class stands in the heading.
_PERSONS, _TOTAL = ("人数", "Persons"), (TOTAL_ZH, TOTAL_EN)
_LEVELS = ("region", "league", "banner")


@dataclass(frozen=True)
class Layout:
    """How a reader wants the table: what goes across, by which of its classes the rows are ordered (a minus
    for falling figures), and of which one the share in the row of the whole is told. What is "" is usual."""

    columns: str = ""
    order: str = ""
    share: str = ""


@dataclass(frozen=True)
class Crosstab:
    """`named`: so many columns at the left have names, the others figures; a mark stands as text.

    `shares`: one for each line where they were asked for; `shared` says which figure is part of which.
    """

    title: str
    named: int
    heads: tuple[str, ...]
    lines: tuple[tuple[str | int, ...], ...]
    shares: tuple[Share, ...] = ()
    shared: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class _Frame:
    """Which dimensions go down, which one across, its classes that come up, or what to say instead."""

    down: tuple[str, ...]
    across: str
    headed: tuple[str, ...]
    held: dict[str, str]
    alone: tuple[str, str]


USUAL = Layout()
_CATEGORY = "category"


def crosstab(book: Book, rows: Sequence[Row], *, layout: Layout, place: int) -> Crosstab:
    """The rows of a selection, in one language (`place`: 0 Chinese, 1 English).

    What the layout has across goes across; where it names nothing or what has only one class, the first
    dimension beside the category does, or, where there is only one area, the category or the first one;
    TOTAL has nothing go across. What has one class only stands in the title. Rows stay in their order unless
    the layout has one: then the row of the whole comes first. Raises Problem where the selection has not
    what the layout names.
    """
    frame = _frame(book, rows, layout.columns)
    lines: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        coded = _codes(book, row)
        lines.setdefault(tuple(coded[key] for key in frame.down), {})[coded.get(frame.across, TOTAL)] = row
    whole = _whole(book, frame, lines)
    ordered = in_order(lines, layout.order, whole, known=frame.headed)
    told = shares(ordered, layout.share, whole, known=frame.headed, place=place)
    return Crosstab(
        _title(book, frame, place),
        len(frame.down),
        (
            *(_head(book, key, place) for key in frame.down),
            *(_across(book, frame, code, place) for code in frame.headed),
        ),
        tuple(
            (
                *(_name(book, key, code, place) for key, code in zip(frame.down, name, strict=True)),
                *(_figure(figures.get(code)) for code in frame.headed),
            )
            for name, figures in ordered
        ),
        told,
        _shared(book, frame, layout.share, whole, place) if told else ("", ""),
    )


def _frame(book: Book, rows: Sequence[Row], columns: str) -> _Frame:
    codes = {key: list(dict.fromkeys(_codes(book, row)[key] for row in rows)) for key in (AREA, *book.keys)}
    free = [key for key in book.keys if len(codes[key]) > 1]
    by_area = len(codes[AREA]) > 1
    usual = _usual(free, by_area=by_area)
    across = "" if columns == TOTAL else columns if columns in free else usual
    down = [
        *([AREA] if by_area or not [key for key in free if key != across] else []),
        *(key for key in free if key != across),
    ]
    headed = [each for each in book.classes[across] if each in codes[across]] if across else [TOTAL]
    held = {key: found[0] for key, found in codes.items() if len(found) == 1 and key not in down}
    alone = _TOTAL if columns == TOTAL else _PERSONS
    return _Frame(tuple(down), across, tuple(headed), held, alone)


def _usual(free: Sequence[str], *, by_area: bool) -> str:
    """What goes across where nothing is asked for: as in the explorer."""
    ordered = sorted(free, key=lambda key: (key == _CATEGORY) == by_area)
    return ordered[0] if ordered else ""


def _whole(book: Book, frame: _Frame, lines: dict[tuple[str, ...], dict[str, Row]]) -> tuple[str, ...] | None:
    """The row that has all others within it: the total of what goes down, and the area around the others."""
    found = tuple(_around(book, [name[0] for name in lines]) if key == AREA else TOTAL for key in frame.down)
    return found if found in lines else None


def _around(book: Book, areas: Sequence[str]) -> str:
    """The area within which the others lie, "" where none does."""
    first = min(areas, key=lambda code: _LEVELS.index(book.areas[code]["level"]), default="")
    level = book.areas[first]["level"] if first else ""
    alone = all(code == first or book.areas[code]["level"] != level for code in areas)
    around = level == "region" or all(code[:4] == first[:4] for code in areas)
    return first if alone and around else ""


def _codes(book: Book, row: Row) -> dict[str, str]:
    return {AREA: row.area, **dict(zip(book.keys, row.codes, strict=True))}


def _figure(row: Row | None) -> str | int:
    if row is None:
        return ""
    return row.mark if row.value is None else row.value


def _title(book: Book, frame: _Frame, place: int) -> str:
    """The title of the table with what holds for every figure and stands in no column."""
    title = (book.table.title_zh, book.table.title_en)[place]
    colon = ("：", ": ")[place]
    told = [
        _name(book, key, code, place)
        if key == AREA
        else f"{_head(book, key, place)}{colon}{_name(book, key, code, place)}"
        for key, code in frame.held.items()
    ]
    return " · ".join([title, *told])


def _shared(
    book: Book, frame: _Frame, share: str, whole: tuple[str, ...] | None, place: int
) -> tuple[str, str]:
    named = zip(frame.down, whole or (), strict=False)
    return _across(book, frame, share, place), " · ".join(
        _name(book, key, code, place) for key, code in named
    )


def _across(book: Book, frame: _Frame, code: str, place: int) -> str:
    return _name(book, frame.across, code, place) if frame.across else frame.alone[place]


def _head(book: Book, key: str, place: int) -> str:
    if key == AREA:
        return _AREA_NAMES[place]
    found = next(each for each in book.table.dimensions if each["key"] == key)
    return str(found[("label_zh", "label_en")[place]])


def _name(book: Book, key: str, code: str, place: int) -> str:
    if key == AREA:
        return str(book.areas[code][("label_zh", "label_en")[place]])
    return book.classes[key][code][place]
