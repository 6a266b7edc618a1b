"""The door of the readers: a file and its name in, neutral rows out."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from talent.imports.readers import limits
from talent.imports.readers.cells import NeutralRow
from talent.imports.readers.delimited import delimited_rows
from talent.imports.readers.refusal import Unreadable
from talent.imports.readers.workbook import workbook_rows

_ZIP = b"PK\x03\x04"
#: Of the old .xls, and also of an .xlsx that a password encrypts.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITH_MACROS = frozenset({".xlsm", ".xltm", ".xlam", ".xlsb"})
_OLD = frozenset({".xls", ".xlt", ".et", ".ett"})


def read(source: Path | BinaryIO, filename: str) -> Iterator[NeutralRow]:
    """The rows of a list that have text, sheet by sheet, read as they are asked for.

    `filename` is the name that the user gave: its ending and the content must agree. Raises Unreadable here
    for what can be seen before reading (size, kind, hostile archive), and while rows are read for the rest.
    """
    data = _take(source)
    return _reader(PurePath(filename).suffix.lower(), data)(data)


def _take(source: Path | BinaryIO) -> bytes:
    # In memory, so that what is checked is also what is parsed.
    if isinstance(source, Path):
        with source.open("rb") as stream:
            data = stream.read(limits.FILE_BYTES + 1)
    else:
        data = source.read(limits.FILE_BYTES + 1)
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(
            _("文件超过 %(limit)s MB。请拆成几个文件再上传。") % {"limit": limits.FILE_BYTES // limits.MIB}
        )
    if not data.strip():
        raise Unreadable(_("文件是空的。请选择填好的名单再上传。"))
    return data


def _reader(suffix: str, data: bytes) -> Callable[[bytes], Iterator[NeutralRow]]:
    if suffix in _WITH_MACROS:
        raise Unreadable(_("这种格式可能带宏，不能导入。请另存为“Excel 工作簿(.xlsx)”后上传。"))
    if suffix in _OLD:
        raise Unreadable(
            _("不支持旧版表格格式(.xls、.et)。请在 Excel 或 WPS 中另存为“Excel 工作簿(.xlsx)”后上传。")
        )
    if suffix not in (".xlsx", ".csv"):
        raise Unreadable(
            _("只能导入 .xlsx 或 .csv 文件。请在 Excel 或 WPS 中打开名单，另存为 .xlsx 后上传。")
        )
    if data.startswith(_COMPOUND_FILE):
        raise Unreadable(
            _("文件设有密码，或其实是旧版 .xls。请取消打开密码，另存为“Excel 工作簿(.xlsx)”后上传。")
        )
    if data.startswith(_ZIP) != (suffix == ".xlsx"):
        raise Unreadable(
            _("文件内容与扩展名 %(suffix)s 不符。请在 Excel 或 WPS 中打开名单，另存为 .xlsx 后上传。")
            % {"suffix": suffix}
        )
    return workbook_rows if suffix == ".xlsx" else delimited_rows
