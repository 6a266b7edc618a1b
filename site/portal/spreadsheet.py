"""Lists to be opened in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from talent.security.service import harmless_cell


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, without which spreadsheets guess; no cell becomes a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
