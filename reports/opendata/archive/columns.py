"""A table as Parquet: the columns of the CSV, with types."""

import io
from collections.abc import Sequence

import polars as pl

from reports.opendata.books import Book
from reports.opendata.csvtable import heads, lines
from reports.stats.service import Note


def as_parquet(book: Book, notes: Sequence[Note] = ()) -> bytes:
    """Numbers are numbers, the day is a day, what is not shown is null; the same table, the same bytes."""
    names = heads(book)
    numbers = {"value", "release"}
    kinds = {name: pl.Int64 if name in numbers else pl.String for name in names}
    frame = pl.DataFrame([*lines(book, book.rows, notes)], schema=kinds, orient="row")
    stream = io.BytesIO()
    frame.with_columns(pl.col("as_of").str.to_date()).write_parquet(stream, compression="zstd")
    return stream.getvalue()
