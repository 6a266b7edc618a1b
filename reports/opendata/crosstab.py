"""A selection of figures as people read a table: names down, the classes of one dimension across."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.opendata.books import Book, Row
from reports.stats.service import TOTAL

AREA = "area"
_AREA_NAMES = ("地区", "Area")
_PERSONS = ("人数", "Persons")


@dataclass(frozen=True)
class Crosstab:
    """`named`: so many columns at the left have names, the others figures; a mark stands as text."""

    title: str
    named: int
    heads: tuple[str, ...]
    lines: tuple[tuple[str | int, ...], ...]


def crosstab(book: Book, rows: Sequence[Row], *, columns: str, place: int) -> Crosstab:
    """The rows of a selection, in their order, in one language (`place`: 0 Chinese, 1 English).

    `columns` goes across; where it is "" or has only one class, the last dimension does, or, where there is
    only one area, the first one, as in the explorer. What has one class only stands in the title.
    """
    codes = {key: list(dict.fromkeys(_codes(book, row)[key] for row in rows)) for key in (AREA, *book.keys)}
    free = [key for key in book.keys if len(codes[key]) > 1]
    by_area = len(codes[AREA]) > 1
    usual = (free[-1] if by_area else free[0]) if free else ""
    across = columns if columns in free else usual
    down = [*([AREA] if by_area or len(free) < 2 else []), *(key for key in free if key != across)]
    headed = [each for each in book.classes[across] if each in codes[across]] if across else [TOTAL]
    lines: dict[tuple[str, ...], dict[str, str | int]] = {}
    for row in rows:
        coded = _codes(book, row)
        name = tuple(_name(book, key, coded[key], place) for key in down)
        lines.setdefault(name, {})[coded.get(across, TOTAL)] = row.mark if row.value is None else row.value
    return Crosstab(
        _title(book, {key: found[0] for key, found in codes.items() if len(found) == 1}, down, place),
        len(down),
        (
            *(_head(book, key, place) for key in down),
            *(_name(book, across, each, place) if across else _PERSONS[place] for each in headed),
        ),
        tuple((*name, *(figures.get(each, "") for each in headed)) for name, figures in lines.items()),
    )


def _codes(book: Book, row: Row) -> dict[str, str]:
    return {AREA: row.area, **dict(zip(book.keys, row.codes, strict=True))}


def _title(book: Book, held: dict[str, str], down: Sequence[str], place: int) -> str:
    """The title of the table with what holds for every figure and stands in no column."""
    title = (book.table.title_zh, book.table.title_en)[place]
    colon = ("：", ": ")[place]
    told = [
        _name(book, key, code, place)
        if key == AREA
        else f"{_head(book, key, place)}{colon}{_name(book, key, code, place)}"
        for key, code in held.items()
        if key not in down
    ]
    return " · ".join([title, *told])


def _head(book: Book, key: str, place: int) -> str:
    if key == AREA:
        return _AREA_NAMES[place]
    found = next(each for each in book.table.dimensions if each["key"] == key)
    return str(found[("label_zh", "label_en")[place]])


def _name(book: Book, key: str, code: str, place: int) -> str:
    if key == AREA:
        return str(book.areas[code][("label_zh", "label_en")[place]])
    return book.classes[key][code][place]
