"""A table as CSV: one figure a row, readable by spreadsheets (byte order mark) and by programs alike."""

import csv
import io
from collections.abc import Iterator, Sequence

from reports.opendata.books import Book, Row
from reports.opendata.wording import LABEL_ZH, iso
from talent.security.service import harmless_cell


def heads(book: Book) -> list[str]:
    """The columns: a code and its two names for the area and each dimension, then the figure."""
    named = [f"{key}{part}" for key in ("area", *book.keys) for part in ("", "_zh", "_en")]
    return [*named, "value", "mark", "release", "as_of", "note"]


def lines(book: Book, rows: Sequence[Row]) -> Iterator[list[str | int | None]]:
    """One line a figure, under `heads`; a figure that is not shown is None."""
    of_release: list[str | int | None] = [book.table.release.number, iso(book.table.release.as_of), LABEL_ZH]
    areas: dict[str, list[str]] = {
        code: [code, each["label_zh"], each["label_en"]] for code, each in book.areas.items()
    }
    classes = [{code: [code, *names] for code, names in book.classes[key].items()} for key in book.keys]
    for row in rows:
        line: list[str | int | None] = [*areas[row.area]]
        for known, code in zip(classes, row.codes, strict=True):
            line += known[code]
        yield [*line, row.value, row.mark, *of_release]


def as_csv(book: Book, rows: Sequence[Row]) -> bytes:
    """The rows with their heads; no cell becomes a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads(book))
    for line in lines(book, rows):
        writer.writerow(["" if each is None else harmless_cell(str(each)) for each in line])
    return text.getvalue().encode("utf-8-sig")
