"""Code lists as the field types read them: by code, and by any of the words people write for a code."""

import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from talent.categories.definition import Field, Option


@dataclass(frozen=True)
class CodeEntry:
    code: str
    label: str
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    choosable: bool = True
    given: tuple[tuple[str, Any], ...] = ()

    def named(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label

    @cached_property
    def attributes(self) -> dict[str, Any]:
        """Columns of its own that a list gives its codes (level of a title, counted or not …)."""
        return dict(self.given)


@dataclass(frozen=True)
class CodeTable:
    """One list. An open one also takes words that are not in it; they are kept and marked as uncoded."""

    key: str
    entries: tuple[CodeEntry, ...]
    is_open: bool = False

    @cached_property
    def by_code(self) -> dict[str, CodeEntry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def by_word(self) -> dict[str, CodeEntry]:
        """Words → entry; an earlier entry keeps a word that a later one claims, a label before an alias."""
        words: dict[str, CodeEntry] = {}
        for entry in self.entries:
            words.setdefault(folded(entry.label), entry)
        for entry in self.entries:
            for word in (*entry.aliases, entry.label_en):
                if word:
                    words.setdefault(folded(word), entry)
        return words

    @cached_property
    def opened(self) -> "CodeTable":
        """The same list for a field that also takes other words."""
        return self if self.is_open else replace(self, is_open=True)

    def find(self, text: str) -> CodeEntry | None:
        """The entry of a code, a label or an alias."""
        return self.by_code.get(text) or self.by_word.get(folded(text))


Tables = dict[str, CodeTable]


def folded(text: str) -> str:
    """Words are compared without width, case, spaces and kind of brackets."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.split()).replace("（", "(").replace("）", ")")


def table_of(field: Field, tables: Tables) -> CodeTable:
    """The table of a choice: its code list, or the options written into the field."""
    if field.code_list:
        table = tables[field.code_list]
        return table.opened if field.open else table
    return _inline(field.options, field.open)


@lru_cache(maxsize=2000)
def _inline(options: tuple[Option, ...], is_open: bool) -> CodeTable:
    entries = tuple(CodeEntry(option.code, option.label, option.label_en) for option in options)
    return CodeTable("", entries, is_open)
