"""One code as a plain line, as a form or a file gives it, and what can be wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from django.utils.translation import gettext as _

from talent.categories.codes.attributes import attribute_complaints
from talent.categories.models import Code, CodeList
from talent.categories.plaintext import plain_text
from talent.categories.problems import Refused

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
_LONGEST = {"label": 120, "label_en": 160, "exchange_code": 40}
_LONGEST_ALIAS = 120
_MOST_ALIASES = 50
#: Columns that a line has as they are stored.
_PLAIN = (
    *("code", "label", "label_en", "exchange_code", "valid_from", "valid_to"),
    *("is_heading", "is_retired"),
)


@dataclass(frozen=True)
class Line:
    """What an administrator writes of a code; `parent` and `merged_into` are codes of the same list."""

    code: str
    label: str = ""
    label_en: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    exchange_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_heading: bool = False
    is_retired: bool = False
    merged_into: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def line_of(code: Code) -> Line:
    """A stored code as a line; fetch `parent` and `merged_into` with it."""
    return Line(
        code=code.code,
        label=code.label,
        label_en=code.label_en,
        parent=code.parent.code if code.parent else "",
        aliases=tuple(code.aliases),
        exchange_code=code.exchange_code,
        valid_from=code.valid_from,
        valid_to=code.valid_to,
        is_heading=code.is_heading,
        is_retired=code.is_retired,
        merged_into=code.merged_into.code if code.merged_into else "",
        attributes={name: str(value) for name, value in code.attributes.items()},
    )


def lines_of(code_list: CodeList) -> dict[str, Line]:
    """Every code of a list by its code, in order; thousands at once."""
    stored = code_list.codes.order_by("order", "code").values(
        *_PLAIN, "aliases", "attributes", "parent__code", "merged_into__code"
    )
    return {
        row["code"]: Line(
            **{name: row[name] for name in _PLAIN},
            parent=row["parent__code"] or "",
            merged_into=row["merged_into__code"] or "",
            aliases=tuple(row["aliases"]),
            attributes={name: str(value) for name, value in row["attributes"].items()},
        )
        for row in stored
    }


def mark_of(line: Line) -> str:
    """A short mark of exactly this line, for a form that must notice that the code changed meanwhile."""
    return blake2b(repr(line).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Circles:
    """The codes of a list whose way up, or way of merging, leads back to themselves."""

    above: frozenset[str]
    merged: frozenset[str]


def circles_in(lines: Mapping[str, Line]) -> Circles:
    """Found for all lines at once: to walk up from each of thousands takes seconds."""
    return Circles(_coming_back(lines, "parent"), _coming_back(lines, "merged_into"))


def complaints(
    line: Line, others: Mapping[str, Line], before: Line | None, circles: Circles | None = None
) -> Iterator[tuple[str, str]]:
    """(attribute, sentence that says how to mend it) of all that is wrong with a line.

    `others`: every line of the list as it is to be, this one too; `before`: the line as it stands; `circles`:
    those of `others`, for whoever asks about many lines.
    """
    known = circles or circles_in(others)
    if not _CODE.fullmatch(line.code):
        yield "code", _("代码请用字母、数字和 . _ -，以字母或数字开头，最多 20 个字符。")
    if not line.label:
        yield "label", _("请填写名称。")
    yield from _text_complaints(line)
    for sentence in attribute_complaints(line.attributes):
        yield "attributes", sentence
    if line.valid_from and line.valid_to and line.valid_to < line.valid_from:
        yield "valid_to", _("有效期止早于有效期起，请改正其中一个日期。")
    yield from _place_complaints(line, others, known)
    yield from _merge_complaints(line, others, before, known)


def _text_complaints(line: Line) -> Iterator[tuple[str, str]]:
    for name, limit in _LONGEST.items():
        if len(getattr(line, name)) > limit:
            yield name, _("最多 %(limit)s 个字，请缩短。") % {"limit": limit}
    if len(line.aliases) > _MOST_ALIASES or any(len(each) > _LONGEST_ALIAS for each in line.aliases):
        yield (
            "aliases",
            _("其他叫法最多 %(count)s 个，每个最多 %(limit)s 个字，请删减。")
            % {"count": _MOST_ALIASES, "limit": _LONGEST_ALIAS},
        )
    texts = {"label": [line.label], "label_en": [line.label_en], "aliases": line.aliases}
    texts["attributes"] = [text for pair in line.attributes.items() for text in pair]
    for name, written in texts.items():
        if not all(map(_is_readable, written)):
            yield name, _("含有换行、看不见的控制字符或旧式蒙古文编码，请删去后重新输入。")


def _is_readable(text: str) -> bool:
    """What a form could never give back is not taken into a list: it is one line of what can be seen."""
    try:
        return plain_text(text) == text and text.splitlines() in ([], [text])
    except Refused:
        return False


def _place_complaints(line: Line, others: Mapping[str, Line], circles: Circles) -> Iterator[tuple[str, str]]:
    if not line.parent:
        return
    if line.parent not in others:
        yield "parent", _("没有上级代码“%(code)s”，请先添加它，或改写。") % {"code": line.parent}
    elif line.code in circles.above:
        yield "parent", _("上级代码绕成了一圈(某个上级又在它下面)，请改写。")


def _merge_complaints(
    line: Line, others: Mapping[str, Line], before: Line | None, circles: Circles
) -> Iterator[tuple[str, str]]:
    target = others.get(line.merged_into)
    if not line.merged_into:
        return
    if target is None:
        yield "merged_into", _("没有要并入的代码“%(code)s”，请改写。") % {"code": line.merged_into}
    elif line.code in circles.merged:
        yield "merged_into", _("不能并入自己，也不能并入已并进来的代码，请改写。")
    elif target.is_retired and not target.merged_into and not (before and before.merged_into == target.code):
        yield "merged_into", _("“%(code)s”已停用，请并入现行的代码。") % {"code": target.code}


def _coming_back(lines: Mapping[str, Line], attribute: str) -> frozenset[str]:
    """The codes from which the way leads to themselves again; no step is taken twice."""
    walked: set[str] = set()
    found: set[str] = set()
    for code in lines:
        step, way, here = code, list[str](), set[str]()
        while step in lines and step not in walked:
            walked.add(step)
            way.append(step)
            here.add(step)
            step = getattr(lines[step], attribute)
        if step in here:
            found.update(way[way.index(step) :])
    return frozenset(found)
