"""A released table held in the process: its rows in order, each with its JSON already written.

A release is frozen, so a table is read once a process and every question to it is answered from here. How
much is held is limited by the number of figures; what was not asked for longest goes first.
"""

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple

from reports.stats.service import TOTAL, PublishedTable, released_figures

_MOST_FIGURES = 300_000
TOTAL_ZH, TOTAL_EN = "合计", "Total"


class Row(NamedTuple):
    """One figure: a code for each dimension in their order ("total" for a total), and its JSON."""

    area: str
    codes: tuple[str, ...]
    value: int | None
    mark: str
    json: str


@dataclass(frozen=True)
class Book:
    """A table with all its figures: by area as the table lists them, then by class, totals first."""

    table: PublishedTable
    rows: tuple[Row, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(each["key"] for each in self.table.dimensions)

    @cached_property
    def cells(self) -> dict[tuple[str, tuple[str, ...]], Row]:
        """Every row by its area and its codes."""
        return {(row.area, row.codes): row for row in self.rows}

    @cached_property
    def by_area(self) -> dict[str, tuple[Row, ...]]:
        """The rows of each area, the areas as the table lists them."""
        found: dict[str, list[Row]] = {code: [] for code in self.areas}
        for row in self.rows:
            found[row.area].append(row)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def areas(self) -> dict[str, Mapping[str, Any]]:
        return {each["code"]: each for each in self.table.areas}

    @cached_property
    def classes(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By dimension and code the names in both languages, the total first."""
        return {
            each["key"]: {
                TOTAL: (TOTAL_ZH, TOTAL_EN),
                **{code["code"]: (code["label_zh"], code["label_en"]) for code in each["codes"]},
            }
            for each in self.table.dimensions
        }


_kept: OrderedDict[tuple[Any, ...], Book] = OrderedDict()
_lock = Lock()


def book_of(table: PublishedTable) -> Book:
    """The table with its figures; read where the process has it no longer."""
    name = (table.pk, table.release.number, table.release.published_at)
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
            return _kept[name]
    book = read_book(table)
    with _lock:
        _kept[name] = book
        while len(_kept) > 1 and sum(len(each.rows) for each in _kept.values()) > _MOST_FIGURES:
            _kept.popitem(last=False)
    return book


def read_book(table: PublishedTable) -> Book:
    """The table with its figures, from the database."""
    places = {code: place for place, code in enumerate(each["code"] for each in table.areas)}
    orders = [
        {code: place for place, code in enumerate([TOTAL, *(code["code"] for code in each["codes"])])}
        for each in table.dimensions
    ]

    def place(row: Row) -> tuple[int, ...]:
        codes = (order[code] for order, code in zip(orders, row.codes, strict=True))
        return (places[row.area], *codes)

    return Book(table, tuple(sorted(_rows(table), key=place)))


def _rows(table: PublishedTable) -> Iterator[Row]:
    keys = [each["key"] for each in table.dimensions]
    for area, classes, value, mark in released_figures(table):
        codes = tuple(classes.get(key, TOTAL) for key in keys)
        told = {"area": area, "classes": dict(zip(keys, codes, strict=True)), "value": value, "mark": mark}
        yield Row(area, codes, value, mark, as_json(told))


def as_json(value: Any) -> str:
    """Compact JSON; what is Chinese stays readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
