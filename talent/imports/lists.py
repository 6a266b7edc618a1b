"""A whole list: every sheet with a heading row, entry by entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from talent.categories.service import HeadedColumn as Column
from talent.imports.headings import SEARCHED_ROWS, Header, find_header
from talent.imports.readers import NeutralRow, Unreadable, read
from talent.imports.sheets import SkippedRow, SourceRow, to_documents

#: The sheet of a template that says how it is filled in: nobody's data stand there.
INSTRUCTIONS = "填写说明"


@dataclass
class StaffList:
    """An opened list. `headers` and `skipped` grow as `rows` are read; the first header is there at once."""

    rows: Iterator[SourceRow] = field(default_factory=lambda: iter(()))
    headers: list[Header] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def open_list(source: Path | BinaryIO, filename: str, columns: Sequence[Column]) -> StaffList:
    """The entries of a list, read as they are asked for; headings are those of `columns`.

    Sheets without a heading row, and the instructions of a template, are left out. Raises Unreadable: for a
    file that no reader takes, a list without headings, a list without entries, and while `rows` are read for
    what shows only then.
    """
    staff = StaffList()
    rows = _entries(staff, read(source, filename), columns)
    first = next(rows, None)
    if first is None:
        raise _nothing_in(staff)
    staff.rows = chain([first], rows)
    return staff


def _entries(staff: StaffList, rows: Iterator[NeutralRow], columns: Sequence[Column]) -> Iterator[SourceRow]:
    for name, sheet_rows in groupby(rows, key=lambda row: row.sheet):
        if name == INSTRUCTIONS:
            continue
        start = list(islice(sheet_rows, SEARCHED_ROWS))
        header = find_header(start, columns)
        if header is None:
            continue
        staff.headers.append(header)
        for found in to_documents(header, chain(start, sheet_rows)):
            if isinstance(found, SkippedRow):
                staff.skipped.append(found)
            else:
                yield found


def _nothing_in(staff: StaffList) -> Unreadable:
    if staff.headers:
        return Unreadable(_("名单里只有表头，没有人员。请在表头下面逐行填写后再上传。"))
    return Unreadable(
        _(
            "没有找到表头：前 20 行里没有认得的列名。"
            "请下载本类别的模板，或把列名改成模板里的名称(如“姓名”“身份证件号码”)。"
        )
    )
