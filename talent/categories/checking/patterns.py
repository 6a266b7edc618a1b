"""Whether a pattern can be held against everybody's input: the time it takes grows with the text alone.

The rule is that one look at the next character says what to do. Whatever may be there or not, or be repeated,
is followed by what cannot begin alike, and so are the alternatives in brackets. Then there is one way to read
a text, and no other to be tried. Whole patterns side by side, `A|B`, are tried one after the other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.translation import gettext as _

#: Each of them is compared over all characters that there are.
MOST_COMPARED = 20
_LONGEST = 200
_ATOM = re.compile(
    r"\\(?:[dDwWsStnrfv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^A-Za-z0-9])"
    r"|\[\^?(?:\\.|[^\]\\])(?:\\.|[^\]\\])*\]"
    r"|[^\\\[()|?*+^$]",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"[?*+]|\{(?:[0-9]+|[0-9]*,[0-9]*)\}")
_GROUP = re.compile(r"\((?:\?:|(?!\?))")


class _Refused(ValueError):
    """The pattern must not be used; the sentence says why and how to mend it."""


@dataclass(frozen=True)
class _Item:
    """A character, or a group of sequences, with what is behind it. `text`: as it was written."""

    text: str
    atom: str = ""
    choices: "tuple[tuple[_Item, ...], ...]" = ()
    may_lack: bool = False
    varies: bool = False

    @property
    def is_nullable(self) -> bool:
        return self.may_lack or any(map(_is_nullable, self.choices))

    @property
    def first(self) -> frozenset[str]:
        """What the next character may be, as patterns of one character each."""
        if self.atom:
            return frozenset({self.atom})
        return frozenset(atom for each in self.choices for atom in _first(each))


_Sequence = tuple[_Item, ...]


@lru_cache(maxsize=500)
def _outcome(text: str) -> tuple[str, dict[str, str]] | None:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return "wrong", {}
    try:
        reader = _Reader(text)
        sequences = reader.sequences()
        reader.expect_end()
        compared = _Compared()
        for each in sequences:
            _look(each, frozenset(), compared)
    except _Refused as no:
        return str(no.args[0]), {"part": str(no.args[1])}
    return None


def pattern_complaints(text: str) -> Iterator[str]:
    """Why a pattern cannot be published, in one sentence; nothing for one that can."""
    found = _outcome(text)
    if found is not None:
        key, given = found
        yield _sentences()[key] % {"most": MOST_COMPARED, **given}


def _sentences() -> dict[str, str]:
    return {
        "wrong": _("“格式(正则表达式)”写得不对，请改正或留空。"),
        "unknown": _(
            "“格式(正则表达式)”里的“%(part)s”不能用：只用文字、[…]、\\d 一类、圆括号、| 和 ?、*、+、{1,20}，"
            "括号后只用 ?。"
        ),
        "alike": _(
            "“格式(正则表达式)”可能极慢：“%(part)s”可多可少，紧接在后面的也能是同样的字。"
            "请写成固定次数，或在中间加一个别的字，例如 [A-Z]{2}-\\d{1,6}。"
        ),
        "choices": _(
            "“格式(正则表达式)”可能极慢：“%(part)s”里用 | 分开的几项，开头的字要各不相同，也不能有空的。"
            "请改写，或把整个格式写成几种，用 | 分开。"
        ),
        "empty": _("“格式(正则表达式)”可能极慢：“%(part)s”后面有 ?，括号里就至少要有一个必有的字，请改写。"),
        "many": _("“格式(正则表达式)”里可多可少的地方太多，最多 %(most)s 处，请写简单些。"),
    }


class _Reader:
    """From the text of a pattern to its sequences, one for each alternative."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise _Refused("many", "")
        # A pattern is held against the whole text anyway.
        self._text = text.removeprefix("^")
        if self._text.endswith("$") and not self._text.endswith("\\$"):
            self._text = self._text[:-1]
        if "|" in self._text and self._text != text:
            raise _Refused("unknown", "^ $")  # they would belong to one of the alternatives
        self._place = 0

    def sequences(self) -> tuple[_Sequence, ...]:
        found = [self._sequence()]
        while self._text.startswith("|", self._place):
            self._place += 1
            found.append(self._sequence())
        return tuple(found)

    def expect_end(self) -> None:
        if self._place < len(self._text):
            raise _Refused("unknown", self._text[self._place :][:2])

    def _sequence(self) -> _Sequence:
        found = []
        while self._place < len(self._text) and self._text[self._place] not in "|)":
            found.append(self._item())
        return tuple(found)

    def _item(self) -> _Item:
        begin = self._place
        choices = self._choices()
        atom = "" if choices else self._taken(_ATOM)
        if not choices and not atom:
            self.expect_end()
        much = self._taken(_QUANTIFIER)
        if choices and much not in ("", "?"):
            raise _Refused("unknown", self._text[begin : self._place])
        least, most = _counts(much)
        return _Item(self._text[begin : self._place], atom, choices, least == 0, least != most)

    def _choices(self) -> tuple[_Sequence, ...]:
        if not self._taken(_GROUP):
            return ()
        found = self.sequences()
        self._place += 1  # the bracket that closes, since the pattern was compiled
        return found

    def _taken(self, wanted: re.Pattern[str]) -> str:
        match = wanted.match(self._text, self._place)
        if match is None:
            return ""
        self._place = match.end()
        return match[0]


def _counts(much: str) -> tuple[int, int | None]:
    """Least and most times; None for no end."""
    if not much or much in "?*+":
        return {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}[much]
    least, comma, most = much.strip("{}").partition(",")
    if not comma:
        return int(least), int(least)
    return int(least or 0), int(most) if most else None


def _is_nullable(sequence: _Sequence) -> bool:
    return all(each.is_nullable for each in sequence)


def _first(sequence: _Sequence) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for each in sequence:
        found |= each.first
        if not each.is_nullable:
            break
    return found


class _Compared:
    """How often characters were compared so far."""

    def __init__(self) -> None:
        self._count = 0

    def are_apart(self, one: frozenset[str], other: frozenset[str]) -> bool:
        if not one or not other:
            return True
        self._count += 1
        if self._count > MOST_COMPARED:
            raise _Refused("many", "")
        both = f"(?=(?:{'|'.join(sorted(one))}))(?:{'|'.join(sorted(other))})"
        return re.search(both, _characters(), re.DOTALL) is None


@cache
def _characters() -> str:
    """Every character that there is, once."""
    return "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))


def _look(sequence: _Sequence, after: frozenset[str], compared: _Compared) -> frozenset[str]:
    """Refuse a sequence in which one look is not enough; what it can begin with, given what follows it."""
    for each in reversed(sequence):
        _look_inside(each, after, compared)
        if each.varies and not compared.are_apart(each.first, after):
            raise _Refused("alike", each.text)
        after = each.first | after if each.is_nullable else each.first
    return after


def _look_inside(item: _Item, after: frozenset[str], compared: _Compared) -> None:
    if not item.choices:
        return
    seen: frozenset[str] = frozenset()
    for each in item.choices:
        _look(each, after, compared)
        if len(item.choices) > 1 and (_is_nullable(each) or not compared.are_apart(seen, _first(each))):
            raise _Refused("choices", item.text)
        seen |= _first(each)
    if item.may_lack and any(map(_is_nullable, item.choices)):
        raise _Refused("empty", item.text)
