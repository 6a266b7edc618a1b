"""Code lists as the field types read them: by code, and by any of the words people write for a code."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from talent.categories.codes.attributes import rank_in
from talent.categories.definition import Field, Option
from talent.categories.faces.descriptions import Choice

#: Levels above a code that are named with it.
_LEVELS = 12


@dataclass(frozen=True)
class CodeEntry:
    """One code. `refusal`: the message for whoever chooses it although it is not `choosable`.

    `merged_into`: the code that took its place, whose words its own have become; "" for none.
    """

    code: str
    label: str
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    choosable: bool = True
    given: tuple[tuple[str, Any], ...] = ()
    refusal: str = "retired_code"
    merged_into: str = ""
    parent: str = ""

    def named(self, language: str) -> str:
        return self.label_en if language.startswith("en") and self.label_en else self.label

    @cached_property
    def attributes(self) -> dict[str, Any]:
        """Columns of its own that a list gives its codes (level of a title, counted or not …)."""
        return dict(self.given)

    @cached_property
    def rank(self) -> int | None:
        """Its place among the codes of its list, 1 being the highest; None where the list says none."""
        return rank_in(self.attributes)


@dataclass(frozen=True)
class CodeTable:
    """One list. An open one also takes words that are not in it; they are kept and marked as uncoded.

    `kept`: codes that stand in the document under edit, and so are taken although nobody may choose them.
    `in_use`: no draft any more.
    """

    key: str
    entries: tuple[CodeEntry, ...]
    is_open: bool = False
    kept: frozenset[str] = frozenset()
    in_use: bool = True

    @cached_property
    def by_code(self) -> dict[str, CodeEntry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def by_word(self) -> dict[str, CodeEntry]:
        """Words → entry: what can be chosen before what cannot, a label before an alias, an earlier entry
        before a later one."""
        words: dict[str, CodeEntry] = {}
        for choosable in (True, False):
            entries = [entry for entry in self.entries if entry.choosable is choosable]
            for entry in entries:
                words.setdefault(folded(entry.label), entry)
            for entry in entries:
                for word in (*entry.aliases, entry.label_en):
                    if word:
                        words.setdefault(folded(word), entry)
        return words

    @cached_property
    def closed(self) -> frozenset[str]:
        """The codes that nobody may choose anew."""
        return frozenset(entry.code for entry in self.entries if not entry.choosable)

    @cached_property
    def opened(self) -> "CodeTable":
        """The same list for a field that also takes other words."""
        return self if self.is_open else self._with_same_words(is_open=True)

    def keeping(self, codes: Iterable[str]) -> "CodeTable":
        """The same list for a document in which these codes stand already."""
        held = frozenset(code for code in codes if code in self.by_code and not self.by_code[code].choosable)
        return self._with_same_words(kept=held) if held else self

    def merging(self, merged: tuple[tuple[str, str], ...]) -> "CodeTable":
        """The same list for a field in which (code, code that took its place) were merged: these can be read
        and nobody chooses them; who types a word of one gets the other."""
        if not merged:
            return self
        if merged not in self._mergings:
            # Where the list itself took it back, the list has the last word: somebody must be able to choose.
            into = {code: end for code, end in merged if self._ends_at(end) != code}
            entries = tuple(_gone(each, into.get(each.code, "")) for each in self.entries)
            self._mergings[merged] = CodeTable(self.key, entries, self.is_open)
        table = self._mergings[merged]
        return table._with_same_words(kept=self.kept) if self.kept else table

    def find(self, text: str) -> CodeEntry | None:
        """The entry of a code, a label, an alias, or of a label with its code in brackets behind it.

        A code that was merged into another gives the other, by whichever of its words, unless it is kept.
        """
        entry = self.by_code.get(text) or self.by_word.get(folded(text)) or self._by_label_and_code(text)
        return entry and self._followed(entry)

    def takes(self, entry: CodeEntry) -> bool:
        """Whether a document may have this code now."""
        return entry.choosable or entry.code in self.kept

    def word_for(self, entry: CodeEntry, language: str) -> str:
        """The name of an entry; with its code where the name alone would find another entry."""
        name = entry.named(language)
        return name if self.find(name) is entry else f"{name} ({entry.code})"

    def offered(self, language: str) -> tuple[Choice, ...]:
        """What may be chosen anew, in order, each under a word that `find` knows."""
        if language not in self._offers:
            self._offers[language] = tuple(
                Choice(entry.code, self.word_for(entry, language), self.above(entry, language))
                for entry in self.entries
                if entry.choosable
            )
        return self._offers[language]

    def above(self, entry: CodeEntry, language: str) -> tuple[str, ...]:
        """The names of the codes over one, the topmost first; of headings and retired ones too.

        Of a deeper tree the nearest, so that a list of any shape is drawn in the time of its length.
        """
        names: list[str] = []
        over = self.by_code.get(entry.parent)
        while over is not None and len(names) < _LEVELS:  # a circle ends
            names.append(over.named(language))
            over = self.by_code.get(over.parent)
        return tuple(reversed(names))

    @cached_property
    def is_tree(self) -> bool:
        """Whether any code stands under another."""
        return any(entry.parent in self.by_code for entry in self.entries)

    @cached_property
    def _offers(self) -> dict[str, tuple[Choice, ...]]:
        """Remembered, since one form asks for a long list again with each row."""
        return {}

    @cached_property
    def _mergings(self) -> dict[tuple[tuple[str, str], ...], "CodeTable"]:
        return {}

    def _by_label_and_code(self, text: str) -> CodeEntry | None:
        label, opened, code = text.replace("（", "(").replace("）", ")").rpartition("(")
        entry = self.by_code.get(code.removesuffix(")").strip()) if opened and code.endswith(")") else None
        names = (folded(entry.label), folded(entry.label_en)) if entry else ()
        return entry if folded(label) in names else None

    def _ends_at(self, code: str) -> str:
        return self._followed(self.by_code[code]).code if code in self.by_code else ""

    def _followed(self, entry: CodeEntry) -> CodeEntry:
        """Where the merges of an entry end; each is walked once, however long they are. A circle ends too."""
        way: dict[str, None] = {}
        while entry.code not in self._ends:
            way[entry.code] = None
            onward = self.by_code.get(entry.merged_into)
            if onward is None or entry.code in self.kept or onward.code in way:
                break
            entry = onward
        end = self._ends.get(entry.code, entry)
        self._ends.update(dict.fromkeys(way, end))
        return end

    @cached_property
    def _ends(self) -> dict[str, CodeEntry]:
        return {}

    def _with_same_words(self, **changed: Any) -> "CodeTable":
        """Words and codes do not depend on what differs: thousands of them are not gathered again."""
        table = replace(self, **changed)
        table.__dict__.update(by_code=self.by_code, by_word=self.by_word)
        if "kept" in changed:
            table.__dict__.update(_mergings=self._mergings)
        return table


def _gone(entry: CodeEntry, into: str) -> CodeEntry:
    """An entry that `into` replaces; "" for one that stays."""
    return replace(entry, choosable=False, refusal="retired_code", merged_into=into) if into else entry


Tables = dict[str, CodeTable]

#: Marks without width: pasted text has them or not, and nobody sees the difference.
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"))


def folded(text: str) -> str:
    """Words are compared without width, case, spaces, kind of brackets and marks that have no width."""
    plain = unicodedata.normalize("NFKC", text).translate(_WITHOUT_WIDTH).casefold()
    return "".join(plain.split()).replace("（", "(").replace("）", ")")


def table_of(field: Field, tables: Tables) -> CodeTable:
    """The table of a choice: its code list, or the options written into the field."""
    if field.code_list:
        table = tables[field.code_list].merging(field.merged)
        return table.opened if field.open else table
    return _inline(field.options, field.open)


@lru_cache(maxsize=2000)
def _inline(options: tuple[Option, ...], is_open: bool) -> CodeTable:
    entries = tuple(CodeEntry(option.code, option.label, option.label_en) for option in options)
    return CodeTable("", entries, is_open)
