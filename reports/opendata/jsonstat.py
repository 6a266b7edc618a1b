"""A table as JSON-stat 2.0 (json-stat.org): the selection as one cube, area first, then the dimensions."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from reports.opendata.books import Book, Row
from reports.opendata.wording import (
    LABEL_EN,
    LABEL_ZH,
    PUBLISHER_EN,
    PUBLISHER_ZH,
    iso,
    moment,
    sentence,
    terms,
)
from reports.stats.service import Note

AREA = ("地区", "Area")


def cube(
    book: Book, rows: Sequence[Row], notes: Sequence[Note] = (), *, address: str, language: str
) -> dict[str, Any]:
    """The dataset of these rows; a combination that is not among them has no value and no status.

    Marks stand in `status`, so that no reader takes one for a number.
    """
    place = 1 if language == "en" else 0
    table = book.table
    axes = _axes(book, rows, place)
    places = [{code: number for number, code in enumerate(codes)} for _key, _label, codes in axes]
    sizes = [len(codes) for _key, _label, codes in axes]
    values: list[int | None] = [None] * prod(sizes)
    status: dict[str, str] = {}
    for row in rows:
        index = 0
        for known, size, code in zip(places, sizes, (row.area, *row.codes), strict=True):
            index = index * size + known[code]
        values[index] = row.value
        if row.mark:
            status[str(index)] = row.mark
    return {
        "version": "2.0",
        "class": "dataset",
        "href": address,
        "label": (table.title_zh, table.title_en)[place],
        "source": (PUBLISHER_ZH, PUBLISHER_EN)[place],
        "updated": moment(table.release),
        "note": [(LABEL_ZH, LABEL_EN)[place], *(sentence(each)[("zh", "en")[place]] for each in notes)],
        "id": [key for key, _label, _codes in axes],
        "size": sizes,
        "role": {"geo": ["area"]},
        "dimension": {
            key: {"label": label, "category": {"index": list(codes), "label": dict(codes)}}
            for key, label, codes in axes
        },
        "value": values,
        "status": status,
        "extension": {
            "table": table.key,
            "release": table.release.number,
            "as_of": iso(table.release.as_of),
            "unit": ("人", "persons")[place],
            "licence": terms(),
        },
    }


def _axes(book: Book, rows: Sequence[Row], place: int) -> list[tuple[str, str, Mapping[str, str]]]:
    """Key, label and the codes that occur with their labels, of the area and of each dimension."""
    met = [dict.fromkeys(codes) for codes in zip(*((row.area, *row.codes) for row in rows), strict=True)]
    met = met or [{} for _axis in ("area", *book.keys)]
    names = ("label_zh", "label_en")
    found: list[tuple[str, str, Mapping[str, str]]] = [
        ("area", AREA[place], {code: book.areas[code][names[place]] for code in met[0]})
    ]
    for dimension, codes in zip(book.table.dimensions, met[1:], strict=True):
        labels = book.classes[dimension["key"]]
        found.append(
            (dimension["key"], dimension[names[place]], {code: labels[code][place] for code in codes})
        )
    return found
