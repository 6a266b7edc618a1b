"""Rows of a csv in UTF-8 or GB 18030, separated by comma, semicolon or tab."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from django.utils.translation import gettext as _

from talent.imports.readers import limits
from talent.imports.readers.cells import Kind, NeutralCell, NeutralRow
from talent.imports.readers.digits import is_scientific
from talent.imports.readers.refusal import Unreadable

#: The first that fits wins: Chinese text in GB 18030 is hardly ever valid UTF-8.
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", ";", "\t")
_SAMPLE_ROWS = 30


def delimited_rows(data: bytes) -> Iterator[NeutralRow]:
    """The rows of a csv; blank lines are left out and counted. Raises Unreadable, perhaps after some rows."""
    text = _decode(data)
    return _rows(text, _delimiter(text))


def _decode(data: bytes) -> str:
    if b"\x00" in data:
        raise _not_text()
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text()


def _not_text() -> Unreadable:
    return Unreadable(_("文件的文字编码无法识别。请在 Excel 或 WPS 中打开原表，另存为 .xlsx 后上传。"))


def _delimiter(text: str) -> str:
    """The separator under which most of the first rows have the same number of cells, at least two."""

    def agreeing(delimiter: str) -> int:
        widths: Counter[int] = Counter()
        with suppress(csv.Error):  # quotation marks do not close under a wrong separator
            widths.update(len(row) for row in islice(_parse(text, delimiter), _SAMPLE_ROWS) if len(row) > 1)
        return max(widths.values(), default=0)

    return max(_DELIMITERS, key=agreeing)


def _parse(text: str, delimiter: str) -> Iterator[list[str]]:
    # Strict: a quotation mark that is never closed would swallow the rest of the list without a word.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str) -> Iterator[NeutralRow]:
    number = 0
    try:
        for number, values in enumerate(_parse(text, delimiter), start=1):
            if number > limits.ROWS or len(values) > limits.COLUMNS:
                raise _too_large()
            if row := _row(number, values):
                yield row
    except csv.Error as error:
        raise Unreadable(
            _(
                "第 %(row)s 行附近的引号没有成对或内容过长，无法分出各列。"
                "请改正这一行，或另存为 .xlsx 后上传。"
            )
            % {"row": number + 1}
        ) from error


def _row(number: int, values: list[str]) -> NeutralRow | None:
    texts = ((column, _typed(value)) for column, value in enumerate(values, start=1))
    cells = tuple(NeutralCell("", number, column, text, _kind(text)) for column, text in texts if text)
    return NeutralRow("", number, cells) if cells else None


def _typed(value: str) -> str:
    """Without the marks by which programs keep long digits from becoming a number: ="0123" and '0123."""
    text = value.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    if text.startswith("'") and text[1:].isalnum():
        return text[1:]
    return text


def _kind(text: str) -> Kind:
    return Kind.ROUNDED if is_scientific(text) else Kind.UNTYPED


def _too_large() -> Unreadable:
    return Unreadable(
        _("表格太大(最多 %(rows)s 行、%(columns)s 列)。请删去多余的列，或拆成几个文件再上传。")
        % {"rows": limits.ROWS, "columns": limits.COLUMNS}
    )
