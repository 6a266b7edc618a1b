"""The process that parses one workbook, under limits of memory and time.

`python -m talent.imports.readers.parsing` takes a checked xlsx on its standard input and writes JSON lines:
{"sheet": name, "merged": [[top, left, bottom, right]…]} before the rows of each visible sheet,
[row, first column, [text…], kinds] for each row with text, one letter of `kinds` for each text ("" where the
cell is empty), and last {"end": true} or {"refused": reason}.
A few hundred bytes can ask calamine for terabytes (a cell in the last row and column, one long text shared by
a million cells); where it would take the machine down, only this process ends.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, repeat

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from talent.imports.readers import limits
from talent.imports.readers.cells import Kind
from talent.imports.readers.coarse_dates import coarse_places
from talent.imports.readers.digits import digits_of, is_scientific

Value = int | float | str | bool | time | date | datetime | timedelta
Line = dict[str, object] | list[object]


def main() -> None:
    """Parse what stands on the standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.PARSING_MEMORY_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.PARSING_CPU_SECONDS,) * 2)
    try:
        for line in parse(sys.stdin.buffer.read()):
            _write(line)
    except MemoryError:
        _write({"refused": "too_large"})


def _write(line: Line) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def parse(data: bytes) -> Iterator[Line]:
    """The lines of a workbook, see above. Raises nothing."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for sheet in book.sheets_metadata:
                if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet:
                    yield from _sheet(book.get_sheet_by_name(sheet.name), data)
        yield {"end": True}
    except (_TooLarge, MemoryError):
        yield {"refused": "too_large"}
    except GeneratorExit:
        raise
    except BaseException:  # a panic of the Rust parser is no Exception
        yield {"refused": "damaged"}


class _TooLarge(Exception):
    """A sheet has more rows or columns than limits.py allows."""


def _sheet(sheet: CalamineSheet, data: bytes) -> Iterator[Line]:
    if sheet.start is None:
        return
    if sheet.total_height > limits.ROWS or sheet.total_width > limits.COLUMNS:
        raise _TooLarge
    merged = sheet.merged_cell_ranges or []
    yield {
        "sheet": sheet.name,
        "merged": [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in merged],
    }
    coarse = coarse_places(data, sheet.name)
    first = sheet.start[1] + 1
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if values.count("") == len(values):
            continue
        known = (coarse.get((number, at)) for at in count(first)) if coarse else repeat(None)
        texts, kinds = zip(*map(_cell, values, known), strict=True)
        if any(texts):
            yield [number, first, texts, "".join(kinds)]


def _cell(value: Value, known: int | None) -> tuple[str, Kind]:
    """Text and kind; `known`: how many characters of an ISO date the cell shows."""
    if isinstance(value, str):
        text = value.strip()
        return text, Kind.ROUNDED if is_scientific(text) else Kind.TEXT
    if isinstance(value, bool):
        return str(value).upper(), Kind.TRUTH
    if isinstance(value, int | float):
        return digits_of(value)
    if isinstance(value, datetime) and value.time() != time.min:
        return value.isoformat(sep=" ", timespec="seconds"), Kind.DATE
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"[:known], Kind.DATE
    return str(value), Kind.NUMBER


if __name__ == "__main__":
    main()
