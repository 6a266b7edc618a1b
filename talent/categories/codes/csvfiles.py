"""Code lists as CSV: the same columns out and in, so that what was written is read back unchanged.

One row a code, in the order of the list. Attributes are columns of their own, headed 属性:name. A column that
a file does not have is left as it stands.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.codes.lines import Line
from talent.categories.dates import read_date

#: The first that fits wins: Chinese text in GB 18030 is hardly ever valid UTF-8.
_ENCODINGS = ("utf-8-sig", "gb18030")
MAX_ROWS = 20_000
MAX_COLUMNS = 200
#: Headings are Chinese in every language, as offices exchange the files.
COLUMNS = {
    "代码": "code",
    "上级代码": "parent",
    "名称": "label",
    "英文名称": "label_en",
    "其他叫法": "aliases",
    "交换代码": "exchange_code",
    "有效期起": "valid_from",
    "有效期止": "valid_to",
    "分组标题": "is_heading",
    "已停用": "is_retired",
    "并入代码": "merged_into",
}
_ATTRIBUTE = "属性:"
_YES = frozenset({"是", "1", "true", "yes", "y", "√"})
_NO = frozenset({"", "否", "0", "false", "no", "n", "×"})
#: Spreadsheet programs read a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t")

Given = dict[str, Any]


class NotReadable(ValueError):
    """No list can be read from the file; the text says why and what to do."""


class _BadCell(ValueError):
    """One cell; the text says how to mend it."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one row; the row is counted as a spreadsheet counts, its heading is 1."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Row:
    """`given`: the values by attribute of Line, of the columns that the file has."""

    number: int
    given: Given
    faults: tuple[Fault, ...] = ()


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 or GB 18030. Raises NotReadable."""
    if b"\x00" not in data:
        for encoding in _ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise NotReadable(_("文件的文字编码无法识别，请在 Excel 或 WPS 中另存为“CSV UTF-8”后再上传。"))


def heading_of(attribute: str) -> str:
    """The heading of an attribute of Line; the columns of attributes go by their common word."""
    return next((heading for heading, name in COLUMNS.items() if name == attribute), _ATTRIBUTE[:-1])


def read_rows(text: str) -> list[Row]:
    """The rows under the headings. Raises NotReadable for what is no list of codes."""
    lines = _lines(text)
    headings = [heading.strip() for heading in next(lines, [])]
    if len(headings) > MAX_COLUMNS:
        raise NotReadable(_("最多 %(limit)s 列，请删去多余的列。") % {"limit": MAX_COLUMNS})
    readers = [_reader(heading) for heading in headings]
    names = [COLUMNS.get(heading, "") for heading in headings]
    missing = [heading for heading in ("代码", "名称") if heading not in headings]
    if missing:
        raise NotReadable(
            _("第一行没有“%(heading)s”这一列。请先导出一份，照它的列名填写。") % {"heading": missing[0]}
        )
    doubled = next((heading for heading, count in Counter(headings).items() if heading and count > 1), "")
    if doubled:
        raise NotReadable(_("“%(heading)s”这一列出现了两次，请删去一列。") % {"heading": doubled})
    unknown = [heading for heading, reader in zip(headings, readers, strict=True) if heading and not reader]
    if unknown:
        raise NotReadable(
            _("没有“%(heading)s”这一列，请改成导出文件中的列名，或删去。") % {"heading": unknown[0]}
        )
    rows = [
        _row(number, cells, headings, names, readers)
        for number, cells in enumerate(lines, start=2)
        if any(cell.strip() for cell in cells)
    ]
    if len(rows) > MAX_ROWS:
        raise NotReadable(_("最多 %(limit)s 行，请拆成几张代码表。") % {"limit": MAX_ROWS})
    return rows


def _lines(text: str) -> Iterator[list[str]]:
    # Strict: a quotation mark that is never closed would swallow the rest of the list without a word.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    read = 0
    try:
        for cells in reader:
            yield cells
            read += 1
    except csv.Error as error:
        # An open quotation mark takes in all that follows, so that its cell may seem too long as well.
        said = {"row": read + 1, "limit": csv.field_size_limit()}
        if "field limit" in str(error):
            sentence = _(
                "第 %(row)s 行有一格超过 %(limit)s 个字：是引号没有成对，或内容太长，请改正后再上传。"
            )
        else:
            sentence = _("第 %(row)s 行的引号没有成对，请改正后再上传。")
        raise NotReadable(sentence % said) from error


_Reader = Callable[[str], Any]


def _reader(heading: str) -> _Reader | None:
    if heading.startswith(_ATTRIBUTE) and len(heading) > len(_ATTRIBUTE):
        return str
    return _READERS.get(COLUMNS[heading], str) if heading in COLUMNS else None


def _row(
    number: int, cells: list[str], headings: list[str], names: list[str], readers: list[_Reader | None]
) -> Row:
    given: Given = {}
    attributes: dict[str, str] = {}
    faults: list[Fault] = []
    if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
        faults.append(Fault(number, "", _("这一行的格子比表头多，名称里有逗号时请给它加引号。")))
    padded = [*cells, *[""] * (len(headings) - len(cells))]
    for heading, name, reader, cell in zip(headings, names, readers, padded, strict=False):
        if reader is None:
            continue
        try:
            value = reader(_without_guard(cell.strip()))
        except _BadCell as bad:
            faults.append(Fault(number, heading, str(bad)))
            continue
        if name:
            given[name] = value
        else:
            attributes[heading.removeprefix(_ATTRIBUTE)] = value
    if any(heading.startswith(_ATTRIBUTE) for heading in headings):
        given["attributes"] = attributes
    return Row(number, given, tuple(faults))


def _date(text: str) -> date | None:
    found = read_date(text) if text else None
    if text and not (found and found.month and found.day):
        raise _BadCell(_("日期请写到日，例如 2024-01-31；现为“%(text)s”。") % {"text": text})
    return date.fromisoformat(found.iso()) if found else None


def _yes(text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise _BadCell(_("请填“是”或“否”；现为“%(text)s”。") % {"text": text})


def _aliases(text: str) -> tuple[str, ...]:
    words = (word.strip() for word in text.replace("；", ";").split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


_READERS: dict[str, _Reader] = {
    "aliases": _aliases,
    "valid_from": _date,
    "valid_to": _date,
    "is_heading": _yes,
    "is_retired": _yes,
}


def merged_attributes(given: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Attributes of a code whose file has some columns of them; an empty cell takes one away."""
    return {name: value for name, value in {**before, **given}.items() if value}


def written(lines: Iterable[Line]) -> str:
    """The lines as CSV, with the mark in front by which spreadsheet programs know UTF-8."""
    listed = list(lines)
    attributes = list(dict.fromkeys(name for line in listed for name in line.attributes))
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *(f"{_ATTRIBUTE}{name}" for name in attributes)])
    for line in listed:
        cells = [_cell(getattr(line, name)) for name in COLUMNS.values()]
        cells += [line.attributes.get(name, "") for name in attributes]
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def _guarded(cell: str) -> str:
    """With an apostrophe where a program would take it for a formula, or where one stood already."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
