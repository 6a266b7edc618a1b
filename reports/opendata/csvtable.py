"""A table as CSV: one figure a row, readable by spreadsheets (byte order mark) and by programs alike.

What is said of the release afterwards stands in each row: a row that is taken out of the file keeps it.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from reports.opendata.books import Book, Row
from reports.opendata.wording import LABEL_EN, LABEL_ZH, iso, sentences
from reports.stats.service import Note
from talent.security.service import harmless_cell

#: How the figures are to be labelled, and their corrections, each in both languages.
SAID = ("note", "note_en", "remark", "remark_en")


def heads(book: Book) -> list[str]:
    """The columns: a code and its two names for the area and each dimension, then the figure."""
    named = [f"{key}{part}" for key in ("area", *book.keys) for part in ("", "_zh", "_en")]
    return [*named, "value", "mark", "release", "as_of", *SAID]


def said(notes: Sequence[Note]) -> list[str]:
    """The values under SAID, the same in each row."""
    told = sentences(notes)
    return [LABEL_ZH, LABEL_EN, told["zh"], told["en"]]


def lines(
    book: Book, rows: Sequence[Row], notes: Sequence[Note] = (), *, written: Callable[[str], str] = str
) -> Iterator[list[str | int | None]]:
    """One line a figure, under `heads`; a figure that is not shown is None. `written`: how a text is put
    down, asked once for each text and not once a row."""
    release = book.table.release
    of_release: list[str | int | None] = [release.number, iso(release.as_of), *map(written, said(notes))]
    areas: dict[str, list[str]] = {
        code: [written(part) for part in (code, each["label_zh"], each["label_en"])]
        for code, each in book.areas.items()
    }
    classes = [
        {code: [*map(written, (code, *names))] for code, names in book.classes[key].items()}
        for key in book.keys
    ]
    for row in rows:
        line: list[str | int | None] = [*areas[row.area]]
        for known, code in zip(classes, row.codes, strict=True):
            line += known[code]
        yield [*line, row.value, row.mark, *of_release]


def as_csv(book: Book, rows: Sequence[Row], notes: Sequence[Note] = ()) -> bytes:
    """The rows with their heads; no cell becomes a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads(book))
    writer.writerows(lines(book, rows, notes, written=harmless_cell))
    return text.getvalue().encode("utf-8-sig")
