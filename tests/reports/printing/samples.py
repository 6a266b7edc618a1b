"""The responsible-person sheet as a neutral document, and a reader of the pages that come out."""

import io
import re
from dataclasses import dataclass, replace

import pdfplumber

from reports.printing.documents import Align, SheetColumn, SheetDocument, SheetLine, SheetTable

UNIT = "锡林郭勒盟人力资源和社会保障局"
RARE = "䶮㛃𬭚𠅤𬍛"
DATE_BLANK = "　　　年　　月　　日"
COLUMNS = (
    SheetColumn("序号", 0.5, one_line=True),
    SheetColumn("盟市(单位)", 2),
    SheetColumn("负责类别", 0.5),
    SheetColumn("姓名", 1),
    SheetColumn("性别", 0.5),
    SheetColumn("民族", 0.5),
    SheetColumn("所在处室(科室)", 1),
    SheetColumn("职务", 1),
    SheetColumn("办公电话", 1, one_line=True),
    SheetColumn("手机", 1, one_line=True),
    SheetColumn("传真", 1, one_line=True),
    SheetColumn("电子邮箱", 1, address=True),
    SheetColumn("备注", 2, Align.LEFT),
)
NAMES = ("巴特尔", "斯琴·图雅", RARE, "阿拉腾其其格")


def person(number, **cells):
    """One row of the sheet; `cells` by the position of their column, as c12=…"""
    row = [
        str(number),
        UNIT,
        "分管领导" if number % 2 else "技术专门负责同志",
        NAMES[number % len(NAMES)],
        "女",
        "达斡尔族",
        "专业技术人员管理科",
        "党组成员、副局长",
        "0479-8100001",
        f"1304790{number:04}",
        "0479-8100002",
        f"person{number}@example.gov.cn",
        "2026 年 11 月起变更",
    ]
    for name, text in cells.items():
        row[int(name[1:])] = text
    return tuple(row)


def sheet(*rows, blank_rows=1, **changes):
    document = SheetDocument(
        title="内蒙古人才信息库负责人员登记表",
        annex="附件",
        head=(
            SheetLine("填报单位(盖章)", UNIT),
            SheetLine("填表日期", "2026年11月23日", blank=DATE_BLANK),
        ),
        tables=(SheetTable(COLUMNS, rows, blank_rows),),
        foot=(
            SheetLine("填表人", "乌日娜"),
            SheetLine("单位负责人(签字)"),
            SheetLine("联系电话", "0479-8100003"),
        ),
        author=UNIT,
    )
    return replace(document, **changes)


def squeezed(text):
    """Without any space or line end: what remains must agree, however it was broken."""
    return re.sub(r"\s+", "", text)


def texts_of(table):
    """Everything that stands in a table, in reading order."""
    return [column.label for column in table.columns] + [text for row in table.rows for text in row]


@dataclass
class ReadPage:
    """A page as a reader sees it: heights grow downwards, as pdfplumber has them.

    `above` are the characters in the upper margin, which say of what it goes on.
    """

    width: float
    height: float
    chars: list
    lines: list
    above: list

    @property
    def running(self):
        return squeezed("".join(char["text"] for char in self.above))

    @property
    def text(self):
        return squeezed("".join(char["text"] for char in self.chars))

    def upright(self):
        """The positions of the upright lines, from left to right."""
        return sorted({round(line["x0"], 2) for line in self.lines if abs(line["x0"] - line["x1"]) < 0.01})

    def levels(self):
        """The heights of the level lines of the table, from top to bottom."""
        table = self.upright()[-1] - self.upright()[0]
        return sorted({round(line["top"], 2) for line in self.lines if line["width"] >= table - 0.1})

    def words_in_table(self):
        """Boxes of the characters between the first and the last level."""
        first, last = self.levels()[0], self.levels()[-1]
        return [char for char in self.chars if first < middle(char) < last and not char["text"].isspace()]


def middle(char):
    """The height of the middle of a character's em square, which hangs from the base line."""
    base = char["matrix"][5]
    return char["page_height"] - base - 0.38 * char["size"]


MARGIN = 25 * 72 / 25.4


def read(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_page(page) for page in document.pages]


def _page(page):
    chars = [{**char, "page_height": float(page.height)} for char in page.chars]
    text, above = ([char for char in chars if (middle(char) < MARGIN) is up] for up in (False, True))
    return ReadPage(float(page.width), float(page.height), text, page.lines, above)
