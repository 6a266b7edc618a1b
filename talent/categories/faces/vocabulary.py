"""Which field a heading means: the words of a definition, compared as a person would compare them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

_DASHES = str.maketrans(dict.fromkeys("‐‑–—−", "-"))
_BLANKS = re.compile(r"[\s\u200b\ufeff]")
_ORNAMENTS = re.compile(r"[*★☆※]|\((?:必填|选填)\)")
_BRACKETS_AT_END = re.compile(r"\([^()]*\)$")
_NUMBERED = re.compile(r"(.+?)\(?([2-9]|1[0-9]|20)\)?-(.+)")
#: What stands in brackets behind the name of a number is its unit: 元 is not 万元.
_MEASURED = frozenset({"integer", "decimal"})


class Column(Protocol):
    """What is asked of a column specification (descriptions.ColumnSpec)."""

    @property
    def path(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def group_heading(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def required(self) -> bool: ...
    @property
    def kind(self) -> str: ...
    @property
    def repeat(self) -> bool: ...


class Field(NamedTuple):
    """A field a heading means, and in which row of its group (from 0; always 0 unless the group repeats).

    `beside`: the heading means a field that stands once, and this one of a repeating group besides. It goes
    into a row that something else fills as well: who has a trade has no certificate for that alone.
    """

    column: Column
    row: int = 0
    beside: bool = False


class Meaning(NamedTuple):
    """What a heading means. `rank`: the smaller, the closer the heading is to the name of the field."""

    rank: int
    fields: tuple[Field, ...]


def plain(text: str) -> str:
    """Text without what differs from list to list: widths, dashes, blanks, line ends."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES))


def normal(heading: str) -> str:
    """A heading as it is compared: plain, without stars and a closing colon."""
    return _ORNAMENTS.sub("", plain(heading)).rstrip(":").casefold()


def _bare(name: str) -> str:
    return _BRACKETS_AT_END.sub("", name)


_Words = dict[str, list[Column]]


class Vocabulary:
    """The headings of one definition.

    In this order: 组名-字段名; the name of a field that stands once; an alias (which may name several fields:
    the one cell fills all); the name of a field of a repeating group; its path, for fields that no name tells
    apart; then the same once more, without what stands in brackets at the end of either side.
    """

    def __init__(self, columns: Iterable[Column]) -> None:
        self.columns = tuple(columns)
        full, single, alias, repeated, path = (defaultdict[str, list[Column]](list) for _ in range(5))
        for column in self.columns:
            full[normal(f"{column.group_heading}-{column.heading}")].append(column)
            (repeated if column.repeat else single)[normal(column.heading)].append(column)
            path[normal(column.path)].append(column)
            for each in column.aliases:
                alias[normal(each)].append(column)
        self._full = full
        self._tiers: tuple[tuple[_Words, bool], ...] = (
            (full, False),
            (single, False),
            (alias, True),
            (repeated, False),
            (path, False),
        )
        self._bare_tiers = tuple((_without_brackets(words), False) for words, _ in self._tiers)

    def meaning(self, text: str) -> Meaning | None:
        """What a heading means; None when it is unknown or could mean several fields."""
        name = normal(text)
        if not name:
            return None
        if numbered := self._numbered(name):
            return Meaning(0, (numbered,))
        exact = _first(self._tiers, name, loose=False)
        if exact is not None:
            return exact
        found = _first(self._tiers, _bare(name), loose=True) or _first(self._bare_tiers, name, loose=True)
        return found and found._replace(rank=found.rank + len(self._tiers))

    def is_ambiguous(self, text: str) -> bool:
        """Whether several fields have this name, so that 组名-字段名 is needed."""
        name = normal(text)
        return self.meaning(text) is None and any(len(words.get(name, ())) > 1 for words, _ in self._tiers)

    def _numbered(self, name: str) -> Field | None:
        """组名2-字段名 is the second row of a repeating group."""
        parts = _NUMBERED.fullmatch(name)
        found = self._full.get(f"{parts[1]}-{parts[3]}") if parts else None
        if parts and found and found[0].repeat and name not in self._full:
            return Field(found[0], int(parts[2]) - 1)
        return None


def _without_brackets(words: _Words) -> _Words:
    bare = defaultdict[str, dict[str, Column]](dict)
    for name, columns in words.items():
        if name != _bare(name):
            bare[_bare(name)].update({column.path: column for column in columns})
    return {name: list(columns.values()) for name, columns in bare.items()}


def _first(tiers: Iterable[tuple[_Words, bool]], name: str, *, loose: bool) -> Meaning | None:
    for rank, (words, several) in enumerate(tiers):
        found = words.get(name, [])
        if loose:
            found = [column for column in found if column.kind not in _MEASURED]
        if len(found) == 1 or (found and several):
            once = any(not column.repeat for column in found)
            return Meaning(rank, tuple(Field(column, beside=once and column.repeat) for column in found))
    return None
