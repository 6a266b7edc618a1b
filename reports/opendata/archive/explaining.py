"""The read-me of an archive: what it is, what its figures are, how to check and to quote it."""

from collections.abc import Sequence

from reports.opendata.books import Book
from reports.opendata.licence import licence
from reports.opendata.wording import LABEL_EN, LABEL_ZH, PUBLISHER_EN, PUBLISHER_ZH, iso, moment, sentence
from reports.stats.service import Note


def read_me(books: list[Book], notes: Sequence[Note] = ()) -> str:
    """In Chinese and English; `books` are the tables of one release and not empty."""
    release, terms = books[0].table.release, licence()
    tables = "\n".join(
        f"- `{each.table.key}`：{each.table.title_zh} · {each.table.title_en}" for each in books
    )
    return f"""# {PUBLISHER_ZH}：第 {release.number} 号发布

{PUBLISHER_EN}: release {release.number}

统计时点 As of: {iso(release.as_of)}
发布时间 Published: {moment(release)}
使用许可 Licence: {terms.name_zh} · {terms.name_en} <{terms.url}>

{LABEL_ZH}。数字加入微小随机误差并取 5 的倍数，各项之和可能不等于合计。“<10”：人数很少，不公开；
“–”：按定义不会出现。不是统计部门的统计数据。

{LABEL_EN}: a small random error is added and the figure rounded to a multiple of 5, so rows need not add up.
“<10”: too few to be shown; “–”: impossible by definition. No figures of the statistics office.

{_remarks(notes)}## 数据表 Tables

{tables}

`csv/` 和 `parquet/` 内容相同；字段见 `dictionary.csv`，代码见 `codes.csv`。
`csv/` and `parquet/` hold the same; columns are in `dictionary.csv`, codes in `codes.csv`.

## 校验 Check

    sha256sum --check SHA256SUMS

## 引用 Cite as

{PUBLISHER_ZH}，第 {release.number} 号发布，{iso(release.as_of)}。
{PUBLISHER_EN}, release {release.number}, {iso(release.as_of)}.
"""


def _remarks(notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    lines = "\n".join(f"- {sentence(each)['zh']}\n  {sentence(each)['en']}" for each in notes)
    return f"## 更正说明 Corrections\n\n{lines}\n\n"
