"""A whole release as files: each table as CSV and as Parquet, the data dictionary, read-me, checksums."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence

from reports.opendata.archive.columns import as_parquet
from reports.opendata.archive.explaining import read_me
from reports.opendata.books import Book
from reports.opendata.csvtable import as_csv, heads
from reports.stats.service import Note
from talent.security.service import harmless_cell

_FIXED = {
    "area": ("行政区划代码", "GB/T 2260 code; 150000 is the whole region"),
    "area_zh": ("地区名称", "name of the area in Chinese"),
    "area_en": ("地区英文名称", "name of the area in English"),
    "value": (
        "人数，经保密处理的近似数；空为不公开，见 mark",
        "persons, approximate; empty where mark stands",
    ),
    "mark": ("“<10”人数很少，“–”按定义不会出现", "“<10” too few to be shown, “–” impossible by definition"),
    "release": ("发布号", "number of the release"),
    "as_of": ("统计时点", "the day of which the figures are"),
    "note": ("数字说明", "how every figure is to be labelled, in Chinese"),
    "note_en": ("数字说明(英文)", "how every figure is to be labelled"),
    "remark": ("更正说明；没有的为空", "corrections, in Chinese; empty where there are none"),
    "remark_en": ("更正说明(英文)", "corrections"),
}


def files(books: list[Book], notes: Sequence[Note] = ()) -> Iterator[tuple[str, bytes]]:
    """The files of a release in their order, without the checksums; the same release gives the same bytes."""
    yield "README.md", read_me(books, notes).encode()
    yield "dictionary.csv", _dictionary(books)
    yield "codes.csv", _codes(books)
    for book in books:
        yield f"csv/{book.table.key}.csv", as_csv(book, book.rows, notes)
        yield f"parquet/{book.table.key}.parquet", as_parquet(book, notes)


def checksums(found: list[tuple[str, bytes]]) -> bytes:
    """As `sha256sum --check` reads them."""
    return "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in found).encode()


def _dictionary(books: list[Book]) -> bytes:
    """One line a column of a table."""
    rows = [("table", "column", "type", "zh", "en")]
    for book in books:
        names = {each["key"]: (each["label_zh"], each["label_en"]) for each in book.table.dimensions}
        for column in heads(book):
            key, _underscore, language = column.rpartition("_")
            if column in _FIXED:
                zh, en = _FIXED[column]
            elif key in names and language in ("zh", "en"):
                zh, en = f"{names[key][0]}：名称({language})", f"{names[key][1]}: name ({language})"
            else:
                zh, en = f"{names[column][0]}：代码", f"{names[column][1]}: code, “total” for all"
            kind = {"value": "integer", "release": "integer", "as_of": "date"}.get(column, "text")
            rows.append((book.table.key, column, kind, zh, en))
    return _csv(rows)


def _codes(books: list[Book]) -> bytes:
    """One line a code of a dimension; areas with their level."""
    rows = [("table", "dimension", "code", "zh", "en", "level")]
    for book in books:
        for code, each in book.areas.items():
            rows.append((book.table.key, "area", code, each["label_zh"], each["label_en"], each["level"]))
        for key, codes in book.classes.items():
            rows += [(book.table.key, key, code, zh, en, "") for code, (zh, en) in codes.items()]
    return _csv(rows)


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([harmless_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
